"""The record of a spoken warning: that nothing is restricted stands first, then what was said."""

from __future__ import annotations

from letters import words
from letters.content import Block, Note, Paragraph, Section
from letters.kinds.verbal_warning.data import VerbalWarning
from letters.kinds.warning import wording as warning
from letters.phrases import Phrases, phrases
from letters.sections import incidents, open_door, opening, rights
from translations import mark

TITLE = mark("A record of the warning that we gave you")
PARTS = warning.PARTS


def compose(data: VerbalWarning, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections in the order of reading."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of this matter"), _.reference(data.reference))],
            _first_words(_, data),
        ),
        incidents.what_happened(_, data.incidents, data.behaviours),
        _said(_, data),
        _why(_, data),
        warning.help_for(_, data.support),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _first_words(_: Phrases, data: VerbalWarning) -> tuple[Block, ...]:
    how = words.by_channel(data.how, _.language)
    return (
        Note(_("On {date} we warned you, {how}. Here you have it in writing.", date=_.date(data.given_on), how=how)),
        Paragraph(_("It changes nothing in how you may contact us. You need not answer.")),
    )


def _said(_: Phrases, data: VerbalWarning) -> Section:
    blocks: list[Block] = []
    if data.asked_to_stop:
        blocks.append(Paragraph(_("We asked you to stop.")))
    return Section("decided", _("What we said"), (*blocks, *_.quotes(data.said)))


def _why(_: Phrases, data: VerbalWarning) -> Section:
    blocks = (
        Paragraph(_("We write it down so that you and we both know what was said.")),
        Paragraph(_("If it goes on, we may limit how you contact us, for a time.")),
        Paragraph(_("We look at your situation before we decide anything, and you could appeal.")),
        Paragraph(_("Our policy speaks of this: {clause}.", clause=_.name(data.clause))),
    )
    return Section("why", _("Why we write, and what may follow"), blocks)
