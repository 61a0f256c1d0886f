"""Somebody to speak for the customer: how it stands first, then what they may do and how it ends."""

from __future__ import annotations

from collections.abc import Mapping

from letters import words
from letters.content import Block, Bullets, Note, Paragraph, Section
from letters.kinds.advocate_named.data import AdvocateNamed
from letters.phrases import Phrases, phrases, text
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("Someone to speak for you")
PARTS: tuple[str, ...] = ("who", "decided", "dates", "still_open", "complain", "recorded", "help", "contact")
OUTCOMES: Mapping[str, str] = {
    "asked": mark("We have written down that {name} is to speak for you, and we ask them."),
    "stands": mark("{name} can speak for you from today."),
    "declined": mark("{name} has said no. They do not speak for you."),
    "refused": mark("We cannot accept {name} to speak for you. We say why below."),
}


def compose(data: AdvocateNamed, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference"), _.reference(data.reference))],
            (Note(_(OUTCOMES[data.outcome], name=_.name(data.name))),),
            own_words=bool(data.why),
        ),
        Section("decided", _("Who it is"), _who(_, data)),
        Section("dates", _("What you can do"), _your_say(_, data)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _who(_: Phrases, data: AdvocateNamed) -> tuple[Block, ...]:
    name = data.name + (f", {data.organisation}" if data.organisation else "")
    blocks: list[Block] = [
        Paragraph((_.name(name),)),
        Paragraph(text(words.advocate_kind(data.kind, _.language))),
    ]
    if data.outcome in ("asked", "stands"):
        blocks.append(Paragraph(_("They may, until {date}:", date=_.date(data.ends_on))))
        blocks.append(Bullets(tuple(text(words.scope(code, _.language)) for code in data.scope)))
    return (*blocks, *_.quotes(data.why))


def _your_say(_: Phrases, data: AdvocateNamed) -> tuple[Block, ...]:
    if data.outcome in ("asked", "stands"):
        said = _(
            "Did you not want this, or have you changed your mind? You can end it at any moment. Telephone {phone}.",
            phone=_.phone(data.contact.phone),
        )
        return Paragraph(said), Paragraph(_("You can still do everything yourself."))
    return (Paragraph(_("You can choose someone else at any time.")),)
