"""What a customer's record is drawn from: parts, what stands in them, and its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casework.rules.calendar import day_of
from letters import words
from web.language import current_language

US: Final = "us"  # our staff wrote it, in English
FILE: Final = "file"  # it lies beside the page, under this name
YOU: Final = "you"  # the customer, or somebody for them, wrote it, in any language


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its name, its value, and who wrote it (``US``, ``YOU``), or ``FILE``, or nobody: a date, a choice."""

    name: str
    value: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on record. ``file``: where it lies in the file to keep; ``href``: its own page, or empty."""

    title: str
    facts: tuple[Fact, ...]
    href: str = ""
    file: str = ""


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the record; ``code`` is its address below /record."""

    code: str
    title: str
    entries: Entries


def facts(*told: tuple[str, object] | tuple[str, object, str]) -> tuple[Fact, ...]:
    """Lines from names and values; what is empty is left out, days are put in words."""
    lines = []
    for name, value, *by in told:
        if value is None or value == "":
            continue
        day = day_of(value) if isinstance(value, datetime) else value
        shown = words.date(day, current_language()) if isinstance(day, date) else str(value)
        lines.append(Fact(name, shown, by[0] if by else ""))
    return tuple(lines)


def dated(at: datetime | None, ref: str) -> str:
    """The title of what has a day and a reference."""
    return f"{words.date(day_of(at), current_language())} ({ref})" if at else ref
