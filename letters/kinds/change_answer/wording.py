"""The answer to a change of circumstances: what came of it first, then why, and what can be done where it stays."""

from __future__ import annotations

from collections.abc import Mapping

from letters.content import Block, Note, Paragraph, Section
from letters.kinds.change_answer.data import ChangeAnswer
from letters.phrases import Phrases, phrases
from letters.sections import open_door, opening, rights
from translations import mark

TITLE = mark("Our answer to what has changed for you")
PARTS: tuple[str, ...] = (
    "who", "what_happened", "decided", "why", "still_open", "complain", "recorded", "help", "contact",
)  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    "ended": mark("What limited how you contact us has ended."),
    "altered": mark("We have changed what applies to you. Another letter tells you how."),
    "stands": mark("What applies to you stays as it is for now."),
    "noted": mark("Nothing limits how you contact us. We have put what you told us on your record."),
}


def compose(data: ChangeAnswer, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and sections."""
    _ = phrases(language)
    told = Paragraph(_("You told us this on {date}:", date=_.date(data.told_on)))
    sections = (
        opening.begin(
            _,
            data,
            [(_("Reference of what you told us"), _.reference(data.reference))],
            (Note(_(OUTCOMES[data.outcome])),),
        ),
        Section("what_happened", _("What you told us"), (told, *_.quotes(data.what_changed, data.words_language))),
        Section("decided", _("What came of it"), _decided(_, data)),
        Section("why", _("Why"), _.quotes(data.answer)),
        open_door.still_open(_, data.opened, data.contact),
        *rights.at_the_end(_, data),
    )
    return _.label(TITLE), sections


def _decided(_: Phrases, data: ChangeAnswer) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(_(OUTCOMES[data.outcome]))]
    if data.clause:
        blocks.append(Paragraph(_("Where this is written: {clause}.", clause=_.name(data.clause))))
    if data.outcome in ("altered", "stands"):
        blocks.append(
            Paragraph(_("You can appeal at any time while it applies, and tell us again when something changes."))
        )
    return tuple(blocks)
