"""An offer of help: what it is, that the person chooses, and how to say so."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.support_offer.data import SupportOffer
from letters.phrases import Phrases, phrases, strong
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("We would like to help")
# An offer decides nothing: it has no appeal, no dates but its own, and no weighing of a decision.
PARTS = ("who", "decided", "why", "still_open", "complain", "recorded", "help", "contact")
KINDS: Mapping[str, str] = {
    "support": mark("Somebody who helps you in your daily life"),
    "referral": mark("Another organisation that can help you"),
    "advocacy": mark("Somebody who speaks for you"),
    "medical": mark("Somebody who knows about health"),
}


def compose(data: SupportOffer, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this offer"), _.reference(data.reference))],
            (Note(_("We offer you help. You choose whether you want it.")),),
        ),
        _offered(_, data),
        _why(_, data),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _offered(_: Phrases, data: SupportOffer) -> Section:
    blocks: tuple[Block, ...] = (
        Paragraph(strong(_.label(KINDS[data.kind]) if data.kind in KINDS else data.kind)),
        *_.quotes(data.what),
        Paragraph(_("We offered you this on {date}.", date=_.date(data.offered_on))),
        Paragraph(_("Please tell us whether you want it. There is no last day. You can:")),
        rights.ways(_, data.contact),
        Paragraph(_("If it does not suit you, tell us what would help instead.")),
    )
    return Section("decided", _("What we offer you"), blocks)


def _why(_: Phrases, data: SupportOffer) -> Section:
    blocks = (
        Paragraph(_("Help comes first. We want contact between you and us to go well for both.")),
        Paragraph(_("This letter changes nothing in how you may contact us.")),
        Paragraph(_("Our policy speaks of this: {clause}.", clause=_.name(data.clause))),
    )
    return Section("why", _("Why we offer it"), blocks)
