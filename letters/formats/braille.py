"""The letter as a braille file (BRF): pages of cells in ASCII, ready for an embosser or a braille display.

Laid out as braille readers expect: headings set in, paragraphs begin in cell 3, a list's further lines too, no
columns; each page ends with its number. There are no escape sequences: only cells, line ends and form feeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letters import options
from letters.composing import Frozen
from letters.content import Span, Text
from letters.errors import RenderError
from letters.formats import louis, outline
from letters.formats.cells import ENGLISH_LETTERS, Piece, contracted, pieces
from letters.formats.outline import Line, Role
from letters.letterhead import Letterhead

# ASCII for the 64 cells, in the order of their dots: the North American code that every embosser knows.
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
CELLS = [chr(ord(louis.BLANK) + dots) for dots in range(64)]
TO_ASCII = str.maketrans(dict(zip(CELLS, ASCII, strict=True)))
FROM_ASCII = str.maketrans(dict(zip(ASCII, CELLS, strict=True)))
CONTINUED = "\u2810"  # dot 5 at the end of a line: the word goes on below
LINE_END, PAGE_END = "\r\n", "\f"
# How many cells the first line of each role is set in, and the others.
INDENTS: dict[Role, tuple[int, int]] = {
    "title": (4, 4), "heading": (4, 4), "subheading": (6, 6), "paragraph": (2, 0), "quote": (4, 2), "note": (4, 2),
    "item": (0, 2), "address": (0, 2),
}  # fmt: skip
LISTS: frozenset[Role] = frozenset({"address", "item"})
HEADINGS: frozenset[Role] = frozenset({"title", "heading", "subheading"})


@dataclass(frozen=True)
class Written:
    """A line of the letter in cells. opens: it begins a page."""

    role: Role
    pieces: tuple[Piece, ...]
    opens: bool = False


def brf(frozen: Frozen, letterhead: Letterhead, *, grade: int = 2, cells: int = 40, lines: int = 25) -> bytes:
    """The file. grade: 1 letter by letter, 2 contracted where the language has that; cells a line, lines a page.

    RenderError where a sign of the letter has no braille, or an option is not one of letters.options.
    """
    for name, value in {"grade": grade, "cells": cells, "lines": lines}.items():
        if not options.fits(name, value):
            raise RenderError(f"braille is not made with {name} {value}")
    pages = _pages(list(written(frozen, letterhead, grade)), cells, lines - 1)
    numbered = (_numbered(page, number, cells, lines) for number, page in enumerate(pages, 1))
    return PAGE_END.join(LINE_END.join(map(_ascii, page)) + LINE_END for page in numbered).encode("ascii")


def written(frozen: Frozen, letterhead: Letterhead, grade: int) -> Iterator[Written]:
    """Every line of the letter in cells: the landlord's head, the reader's language, the English text."""
    head = letterhead
    # Who reads a language without contracted braille is not asked to know that of English.
    grade = grade if contracted(frozen.language) else 1
    for said in (head.landlord, *head.address, head.phone, head.email, head.website):
        if said:
            yield _written(Line("item", (Span("name", said),), "en"), frozen.language, grade)
    for place, content in enumerate(frozen.contents):
        if place:
            follows: Text = (Span("text", content.labels["english_follows"]),)
            yield _written(Line("paragraph", follows, content.language), content.language, grade, opens=True)
        for _name, lines in outline.chapters(content):
            for line in lines:
                yield _written(line, content.language, grade)


def _written(line: Line, language: str, grade: int, *, opens: bool = False) -> Written:
    return Written(line.role, pieces(line, language, grade), opens)


def _pages(letter: Sequence[Written], width: int, height: int) -> list[list[str]]:
    """Pages of lines; a heading is never the last line of a page, and none begins with a blank line."""
    pages: list[list[str]] = [[]]
    before: Role = "address"
    for one in letter:
        first, others = INDENTS[one.role]
        lines = _wrapped("".join(piece.cells for piece in one.pieces), width, first, others)
        if _apart(one.role, before):
            lines.insert(0, "")
        if one.opens or (one.role in HEADINGS and len(pages[-1]) + len(lines) + 2 > height):
            pages.append([])
        for line in lines:
            if len(pages[-1]) == height:
                pages.append([])
            if line or pages[-1]:
                pages[-1].append(line)
        before = one.role
    return [page for page in pages if page]


def _apart(role: Role, before: Role) -> bool:
    """Does an empty line stand between lines of these roles?"""
    if role in HEADINGS or "note" in {role, before} or before == "title":
        return True
    return role != before and (before in LISTS or role == "address")


def _wrapped(said: str, width: int, first: int, others: int) -> list[str]:
    """The cells in lines of a width; a word that no line holds goes on below a dot 5."""
    lines, line, indent = [], "", first
    for word in said.split(louis.BLANK):
        rest = word
        while rest:
            space = 1 if line else 0
            if indent + len(line) + space + len(rest) <= width:
                line += louis.BLANK * space + rest
                break
            if line:
                lines.append(louis.BLANK * indent + line)
                line = ""
            elif indent + len(rest) > width:
                kept = width - indent - 1
                lines.append(louis.BLANK * indent + rest[:kept] + CONTINUED)
                rest = rest[kept:]
            indent = others
    return [*lines, louis.BLANK * indent + line] if line else lines


def _numbered(page: Sequence[str], number: int, width: int, height: int) -> list[str]:
    """The page down to its last line, at whose end its number stands."""
    said = louis.cells(str(number), ENGLISH_LETTERS)
    return [*page, *[""] * (height - 1 - len(page)), said.rjust(width, louis.BLANK)]


def _ascii(line: str) -> str:
    return line.translate(TO_ASCII).rstrip()


def read_back(data: bytes, frozen: Frozen, letterhead: Letterhead, *, grade: int = 2) -> str:
    """The words of a file, one line of the letter a line: what a reader finds in its cells.

    Cells that are those of the letter's words give these words: several tables cannot be read backwards without
    loss (Chinese keeps sounds and not signs). Any others give what they say by the table, so that a fault shows.
    """
    found = _Cells(data)
    said = []
    for line in written(frozen, letterhead, grade):
        said.append("".join(_said(piece, found.take(piece.cells)) for piece in line.pieces))
    return "\n".join([*said, found.left()]).rstrip("\n")


def _said(piece: Piece, found: str) -> str:
    return piece.text if found == piece.cells else louis.words(found, piece.table)


class _Cells:
    """The cells of a file one after the other, without what the pages brought: blanks, line ends, numbers."""

    def __init__(self, data: bytes) -> None:
        self.cells = ""
        self.perhaps_continued: set[int] = set()  # a dot 5 that ends a line: in Chinese it may be a comma
        for page in data.decode("ascii").split(PAGE_END):
            for line in page.split(LINE_END)[:-2]:
                self.cells += line.replace(" ", "").translate(FROM_ASCII)
                if self.cells.endswith(CONTINUED):
                    self.perhaps_continued.add(len(self.cells) - 1)
        self.place = 0

    def take(self, wanted: str) -> str:
        """As many cells as these, with blanks where these have them."""
        taken = ""
        for cell in wanted:
            if cell == louis.BLANK:
                taken += cell
                continue
            if self.place in self.perhaps_continued and cell != CONTINUED:
                self.place += 1
            taken += self.cells[self.place : self.place + 1]
            self.place += 1
        return taken

    def left(self) -> str:
        """What the file has beyond the letter."""
        return self.cells[self.place :]
