"""What a report is asked for, what it answers, and the words that all of them use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.rules.pack import Pack
from casework.rules.reporting import Kept, Span, months_to, year_to
from letters import words
from letters.tables import Cell, Table
from web.language import current_language
from web.language import gettext as _


@dataclass(frozen=True, slots=True)
class Asked:
    """The month that a report is about, and now."""

    session: Session
    pack: Pack
    month: Span
    today: date
    now: datetime

    @property
    def months(self) -> tuple[Span, ...]:
        """The twelve months that end with it."""
        return months_to(self.month)

    @property
    def year(self) -> Span:
        """The same twelve months as one stretch."""
        return year_to(self.month)

    @property
    def until(self) -> date:
        """The last day of the month, or today where it is not over."""
        return min(self.month.last_on, self.today)


@dataclass(frozen=True, slots=True)
class Report:
    """One report. ``intro``: what it counts, in a sentence or two."""

    code: str
    title: str
    intro: str
    tables: tuple[Table, ...]


def month(day: date) -> str:
    """A month in words."""
    return words.month(day, current_language())


def day(on: date) -> str:
    """A day in words."""
    return words.date(on, current_language())


def number(value: int | None) -> Cell:
    """A number, or that there is none yet."""
    return _("not yet") if value is None else value


def shared(kept: Kept) -> tuple[Cell, Cell, Cell]:
    """How many were due, how many were in time, and what that is of a hundred."""
    return kept.due, kept.on_time, number(kept.share)


def counted(code: str, title: str, of: str, how_many: str, rows: Sequence[tuple[str, int]]) -> Table:
    """A table of names and numbers, the largest first, with its chart."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
    return Table(code, title, (of, how_many), tuple(ordered), drawn=(1,))
