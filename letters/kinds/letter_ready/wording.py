"""A letter has come. Somebody who sees the mail over a shoulder learns nothing else."""

from __future__ import annotations

from letters.content import Paragraph, Section, Text
from letters.kinds.letter_ready.data import LetterReady
from letters.phrases import phrases
from translations import mark

TITLE = mark("A letter for you")


def compose(data: LetterReady, language: str) -> tuple[str, tuple[Section, ...]]:
    """Title and one section."""
    _ = phrases(language)
    landlord, there = _.name(data.landlord), _.link(data.address)
    said: tuple[Text, ...]
    if data.attached:
        said = (
            _("{landlord} has written to you. The letter is attached to this mail.", landlord=landlord),
            _("You can also read it, in other formats too, here: {address}", address=there),
        )
    else:
        said = (_("{landlord} has written to you. Read the letter here: {address}", landlord=landlord, address=there),)
    last = _("Can you not open it, or do you need it in another way? Telephone {phone}.", phone=_.phone(data.phone))
    return _.label(TITLE), (Section("message", (), tuple(Paragraph(text) for text in (*said, last))),)
