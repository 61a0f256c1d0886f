"""About the record: what we have, or what we put right and why, and where to go if that is not enough."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.record_note.data import RecordNote
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("About your record")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "why", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip
CAME: Mapping[str, str] = {
    "details": mark("We have changed your name, address, email or phone. Was it not you? Call us at once."),
    "reply": mark("We have what you said. It stands beside what our staff wrote, for everybody who reads that."),
    "received": mark("We have what you asked us to put right."),
    "corrected": mark("You were right. We have put it right."),
    "partly": mark("You were right in part. We have put that part right."),
    "kept": mark("We have not changed it. What you say stands beside it, for everybody who reads it."),
}


def compose(data: RecordNote, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of what you told us"), _.reference(data.reference))],
            (Note(_(CAME[data.about])),),
        ),
        Section("what_happened", _("What you told us"), _told(_, data)),
        Section("decided", _("What came of it"), _came(_, data)),
        Section("why", _("Why"), _.quotes(data.answer) if data.answer else (Paragraph(_(CAME[data.about])),)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _told(_: Phrases, data: RecordNote) -> tuple[Block, ...]:
    if not data.words:
        return (Paragraph(_(CAME[data.about])),)
    blocks: list[Block] = [Paragraph(_("You told us this on {date}:", date=_.date(data.said_on)))]
    blocks += _.quotes(data.words, data.words_language)
    if data.right:
        blocks += [Paragraph(_("It should say:")), *_.quotes(data.right, data.words_language)]
    if data.incident_on:
        blocks.append(Paragraph(_("It is about what happened on {date}.", date=_.date(data.incident_on))))
    return tuple(blocks)


def _came(_: Phrases, data: RecordNote) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(_(CAME[data.about]))]
    if data.answer_by:
        blocks.append(Paragraph(_("You have our answer by {date}.", date=_.date(data.answer_by))))
    if data.now_reads:
        blocks += [Paragraph(_("Our record now says:")), *_.quotes(data.now_reads)]
    if data.about in ("partly", "kept"):
        blocks += rights.commissioner(_, data.regulator)
    return tuple(blocks)
