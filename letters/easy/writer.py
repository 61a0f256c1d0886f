"""Puts the values of one letter into blocks of Easy Read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from string import Formatter

from letters.content import Text
from letters.easy.blocks import BLOCKS
from letters.easy.line import SAID
from letters.easy.shape import EasyBlock, EasyPart, EasyRow
from letters.phrases import Phrases, Value, text


class Writer:
    """Writes in one language; `_` puts sentences of the letter itself into it."""

    def __init__(self, _: Phrases) -> None:
        self._ = _

    def block(self, code: str, /, **values: Value | None) -> EasyBlock:
        """A block with its values; a line that names a value which is None, blank or not given is left out."""
        given = {name: value for name, value in values.items() if value not in (None, "", ())}
        rows = tuple(
            EasyRow(line.picture, self._filled(line.words, given))
            for line in BLOCKS[code]
            if names_in(line.words) <= given.keys()
        )
        return EasyBlock(code, rows)

    def part(self, title: Text, blocks: Iterable[EasyBlock]) -> EasyPart:
        """Blocks under a heading, without those that say nothing and those that stand there already."""
        return EasyPart(title, tuple(dict.fromkeys(block for block in blocks if block.rows)))

    def _filled(self, words: str, values: dict[str, Value]) -> Text:
        if words != SAID:
            return self._(words, **values)
        said = values["said"]
        return said if isinstance(said, tuple) else text(str(said))


@cache
def names_in(words: str) -> frozenset[str]:
    """The placeholders of a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name)
