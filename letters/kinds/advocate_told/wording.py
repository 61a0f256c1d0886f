"""What happened, and where to go. Whoever else sees it learns no name."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Paragraph, Section
from letters.kinds.advocate_told.data import AdvocateTold
from letters.phrases import Phrases, phrases
from translations import mark

TITLES: Mapping[str, str] = {
    "invited": mark("Will you speak for someone?"),
    "stands": mark("You may now speak for someone"),
    "refused": mark("You cannot speak for someone"),
    "ended": mark("You no longer speak for someone"),
    "colleague": mark("You can now see who your organisation speaks for"),
    "code": mark("Your code for our call"),
}
SAYS: Mapping[str, str] = {
    "invited": mark("A customer of {landlord} asks you to speak for them."),
    "stands": mark("A customer of {landlord} lets you speak for them."),
    "refused": mark("{landlord} cannot let you speak for a customer. The customer has the reason."),
    "ended": mark("You no longer speak for a customer of {landlord}."),
    "colleague": mark("A colleague has added you at {landlord}."),
}


def compose(data: AdvocateTold, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and one section."""
    _ = phrases(language)
    blocks = _code(_, data) if data.what == "code" else _told(_, data)
    asks = Paragraph(_("Do you have a question? Telephone {phone}.", phone=_.phone(data.phone)))
    return _.label(TITLES[data.what]), (Section("message", (), (*blocks, asks)),)


def _told(_: Phrases, data: AdvocateTold) -> tuple[Paragraph, ...]:
    said = Paragraph(_(SAYS[data.what], landlord=_.name(data.landlord)))
    reference = Paragraph(_("Reference: {reference}.", reference=_.reference(data.reference)))
    if data.what == "invited":
        where = _("See who it is, and say yes or no, within 30 days: {address}", address=_.link(data.address))
    else:
        where = _("Sign in with this email address: {address}", address=_.link(data.address))
    return said, reference, Paragraph(where)


def _code(_: Phrases, data: AdvocateTold) -> tuple[Paragraph, ...]:
    landlord, code = _.name(data.landlord), _.code(data.reference)
    return (
        Paragraph(_("Read this code out to {landlord} now: {code}", landlord=landlord, code=code)),
        Paragraph(_("It lets us write down who speaks for you. If you did not ask for it, tell nobody.")),
    )
