"""The Easy Read of a letter, before it has a form: parts of blocks of rows, each a picture and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from letters.content import Span, Text
from translations import Direction


@dataclass(frozen=True)
class EasyRow:
    """One short sentence and the picture beside it, a code of letters.easy.pictures."""

    picture: str
    text: Text


@dataclass(frozen=True)
class EasyBlock:
    """The rows that a person approves together. `code`: of letters.easy.blocks."""

    code: str
    rows: tuple[EasyRow, ...]


@dataclass(frozen=True)
class EasyPart:
    """Blocks under one heading; the first part of a letter has none."""

    title: Text
    blocks: tuple[EasyBlock, ...]


@dataclass(frozen=True)
class EasyRead:
    """The Easy Read of a letter in one language.

    labels: what the formats say themselves. alts: the description of each picture in it. unchecked: codes of the
    blocks whose words nobody had approved when the letter was written.
    """

    language: str
    direction: Direction
    title: str
    parts: tuple[EasyPart, ...]
    labels: Mapping[str, str]
    alts: Mapping[str, str]
    unchecked: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[EasyRow, ...]:
        """All rows in the order of reading."""
        return tuple(row for part in self.parts for block in part.blocks for row in block.rows)


def from_plain(values: Mapping[str, Any]) -> EasyRead:
    """The Easy Read that letters.content.plain wrote; KeyError or TypeError where it is none."""
    parts = tuple(EasyPart(_text(part["title"]), tuple(map(_block, part["blocks"]))) for part in values["parts"])
    return EasyRead(**{**values, "parts": parts, "unchecked": tuple(values["unchecked"])})


def _block(values: Mapping[str, Any]) -> EasyBlock:
    return EasyBlock(values["code"], tuple(EasyRow(row["picture"], _text(row["text"])) for row in values["rows"]))


def _text(spans: list[dict[str, Any]]) -> Text:
    return tuple(Span(**span) for span in spans)
