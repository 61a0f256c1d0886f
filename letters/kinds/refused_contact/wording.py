"""The receipt for contact that got no answer: that it came, what in it was acted on, why, and what stays open."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Note, Paragraph, Section
from letters.kinds.refused_contact.data import RefusedContact
from letters.phrases import phrases
from letters.sections import open_door, opening, rights, turned_away
from translations import mark

TITLE = mark("What we did with what you sent us")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "why", "still_open", "appeal", "complain", "recorded", "help", "contact",
)  # fmt: skip
BECAME: Mapping[str, str] = {
    "refused": mark("We did not take what you sent us, and you get no answer to it."),
    "filed": mark("We have read what you sent us, and we keep it. You get no answer to it."),
}


def compose(data: RefusedContact, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    became = Paragraph(_(BECAME[data.outcome]))
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of what you sent us"), _.reference(data.reference))],
            (Note(became.text),),
        ),
        turned_away.what_came(_, data),
        Section("decided", _("What we did"), (became, *turned_away.acted_on(_, data.found, data.done, data.contact))),
        turned_away.why(_, data.decision_reference, data.restriction),
        open_door.still_open(_, data.opened, data.contact),
        rights.appeal(_, data.appeal, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections
