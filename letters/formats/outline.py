"""A letter as lines one after the other: what braille and the voice read, which know no columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from letters.content import (
    Addressee,
    Block,
    Bullets,
    Content,
    Facts,
    Heading,
    Note,
    Quote,
    SignInCode,
    Span,
    Table,
    Text,
)

Role = Literal["title", "heading", "subheading", "paragraph", "note", "item", "quote", "address"]
COLON = Span("text", ": ")


@dataclass(frozen=True)
class Line:
    """One line of any length, in the language `lang`."""

    role: Role
    text: Text
    lang: str


def chapters(content: Content) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The name and the lines of each section, its own heading among them; the first is named by the letter's title."""
    first, *others = content.sections
    split = next((place for place, block in enumerate(first.blocks) if isinstance(block, Facts)), 0)
    title = Line("title", (Span("text", content.title),), content.language)
    before, after = _lines(first.blocks[:split], content.language), _lines(first.blocks[split:], content.language)
    yield content.title, (*before, title, *after)
    for section in others:
        heading = Line("heading", section.title, content.language)
        said = "".join(span.text for span in section.title)
        yield said, (heading, *_lines(section.blocks, content.language))


def _lines(blocks: Sequence[Block], lang: str) -> Iterator[Line]:
    for block in blocks:
        yield from _of(block, lang)


def _of(block: Block, lang: str) -> Iterator[Line]:
    match block:
        case Heading(text):
            yield Line("subheading", text, lang)
        case Note(text):
            yield Line("note", text, lang)
        case Quote(text, own):
            yield Line("quote", text, own)
        case Bullets(items):
            yield from (Line("item", item, lang) for item in items)
        case Facts(rows):
            yield from (Line("item", _pair(row), lang) for row in rows)
        case Table(caption, head, rows):
            brackets = Span("text", " ("), Span("text", ")")
            yield Line("subheading", (*caption, brackets[0], *_pair(head), brackets[1]), lang)
            yield from (Line("item", _pair(row), lang) for row in rows)
        case Addressee(lines):
            yield from (Line("address", line, lang) for line in lines)
        case SignInCode(code):
            yield Line("item", code, lang)
        case _:
            yield Line("paragraph", block.text, lang)


def _pair(cells: Sequence[Text]) -> Text:
    """Cells of a row as one text: "label: value"."""
    first, *others = cells
    joined = list(first)
    for cell in others:
        joined += [COLON, *cell]
    return tuple(joined)
