"""From a letter's data to its Easy Read."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from letters.easy import blocks, deciding, serving
from letters.easy.line import SAID
from letters.easy.pictures import PICTURES
from letters.easy.shape import EasyRead
from letters.easy.writer import Writer
from letters.phrases import ENGLISH, phrases
from translations import LANGUAGES, mark

KINDS = {**deciding.KINDS, **serving.KINDS}
# What the formats say themselves; kept with each letter, as the labels of a content are.
LABELS: dict[str, str] = {
    "easy_read": mark("Easy Read"),
    "unchecked": mark("Nobody has checked these words yet."),
    "full_letter": mark("The full letter"),
    "pictures": mark("The pictures are by:"),
}


def has_words(kind: str) -> bool:
    """Are there Easy Read words for this kind of letter?"""
    return kind in KINDS


@cache
def has_language(language: str) -> bool:
    """Has somebody put every Easy Read word into this language? A half is no Easy Read."""
    if language == ENGLISH:
        return True
    say = phrases(language)
    said = {line.words for lines in blocks.BLOCKS.values() for line in lines if line.words != SAID}
    return all(say.label(words) != words for words in said)


def compose(
    kind: str, data: object, language: str, title: str, approved: Collection[tuple[str, str]]
) -> EasyRead | None:
    """The Easy Read of a letter; None for a kind or a language without such words.

    `approved`: blocks that a person has approved in this language, each with the digest of the words they read.
    """
    if not (has_words(kind) and has_language(language)):
        return None
    _ = phrases(language)
    parts = tuple(part for part in KINDS[kind](Writer(_), data) if part.blocks)
    codes = dict.fromkeys(block.code for part in parts for block in part.blocks)
    pictures = dict.fromkeys(row.picture for part in parts for block in part.blocks for row in block.rows)
    return EasyRead(
        language=language,
        direction=LANGUAGES[language].direction,
        title=title,
        parts=parts,
        labels={name: _.label(label) for name, label in LABELS.items()},
        alts={code: _.label(PICTURES[code].alt) for code in pictures},
        unchecked=tuple(code for code in codes if (code, blocks.digest(code, language)) not in approved),
    )
