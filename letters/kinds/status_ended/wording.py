"""That somebody can bid for homes again: since when, and what to do if that does not work."""

from __future__ import annotations

from letters.content import Note, Paragraph, Section
from letters.kinds.status_ended.data import StatusEnded
from letters.phrases import phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("You can bid for homes again")
PARTS: tuple[str, ...] = ("who", "decided", "still_open", "complain", "recorded", "help", "contact")


def compose(data: StatusEnded, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    again = _("You can bid for homes again in this scheme: {scheme}.", scheme=_.own_words(data.scheme))
    decided = (
        Paragraph(_("The time when you could not bid ended by itself after {date}.", date=_.date(data.last_day))),
        Paragraph(_("Does the scheme still not let you bid? Telephone {phone}.", phone=_.phone(data.contact.phone))),
    )
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of the decision"), _.reference(data.reference))],
            (Note(again),),
            own_words=False,
        ),
        Section("decided", _("What has changed"), decided),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections
