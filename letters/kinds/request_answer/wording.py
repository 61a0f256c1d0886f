"""What somebody asked us: that we have it, or our answer."""

from __future__ import annotations

from letters import words
from letters.content import Block, Note, Paragraph, Section
from letters.kinds.request_answer.data import RequestAnswer
from letters.phrases import Phrases, phrases, strong
from letters.sections import open_door, opening, rights
from translations import mark

RECEIVED = mark("We have what you told us")
ANSWERED = mark("Our answer to what you told us")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip


def compose(data: RequestAnswer, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    told = Paragraph(_("You told us this on {date}:", date=_.date(data.asked_on)))
    title = ANSWERED if data.answer else RECEIVED
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of what you told us"), _.reference(data.reference))],
            (Note(strong(words.service(data.service, language))),) if data.service else (),
            own_words=bool(data.answer),
        ),
        Section("what_happened", _("What you told us"), (told, *_.quotes(data.what, data.words_language))),
        Section("decided", _(title) if data.answer else _("When you hear from us"), _said(_, data)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(title), sections


def _said(_: Phrases, data: RequestAnswer) -> tuple[Block, ...]:
    if data.answer:
        return _.quotes(data.answer)
    return (Paragraph(_("We answer you by {date}.", date=_.date(data.answer_by))),)
