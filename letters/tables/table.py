"""What a report is made of, in plain values that can be kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """Figures with their words. The first column names the rows.

    ``drawn``: the columns, one or two, that a chart shows; none where a chart would tell nothing. ``note``: what one
    has to know to read it.
    """

    code: str  # of small letters, for addresses and the names of sheets
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: tuple[int, ...] = ()
    note: str = ""

    @property
    def drawable(self) -> bool:
        """Is there anything to draw?"""
        return any(isinstance(row[column], int) and row[column] for row in self.rows for column in self.drawn)

    def ordered(self, column: int, *, down: bool) -> Table:
        """The same with its rows in the order of a column; what is hidden comes last, or first on the way down."""
        rows = sorted(self.rows, key=lambda row: _place(row[column]), reverse=down)
        return replace(self, rows=tuple(rows))

    def numeric(self, column: int) -> bool:
        """Does a column hold numbers?"""
        return any(isinstance(row[column], int) for row in self.rows)


def _place(cell: Cell) -> tuple[bool, int, str]:
    return (False, cell, "") if isinstance(cell, int) else (True, 0, cell)


@dataclass(frozen=True, slots=True)
class Section:
    """Tables about one subject. ``words``: what somebody wrote, each with its name, above the tables."""

    title: str
    intro: str
    tables: tuple[Table, ...]
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """The figures of a month, for people who were not there when they were made. ``labels``: page (of a footer).

    ``contents``: the heading of a table of contents; "" where the paper has none.
    """

    title: str
    landlord: str
    language: str
    intro: str
    sections: tuple[Section, ...]
    labels: Mapping[str, str]
    contents: str = ""

    def as_values(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def from_values(cls, kept: Mapping[str, Any]) -> Paper:
        """As it was kept; the same paper again, however often."""
        sections = tuple(
            Section(
                one["title"],
                one["intro"],
                tuple(_table(table) for table in one["tables"]),
                tuple((name, said) for name, said in one.get("words", ())),
            )
            for one in kept["sections"]
        )
        return cls(
            kept["title"], kept["landlord"], kept["language"], kept["intro"], sections, kept["labels"],
            kept.get("contents", ""),
        )  # fmt: skip


def _table(kept: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(row) for row in kept["rows"])
    drawn = tuple(kept["drawn"])
    return Table(kept["code"], kept["title"], tuple(kept["head"]), rows, drawn, kept["note"])
