"""The sums of the reports: shares, middles, bands of time. Plain values in, numbers out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from casework.rules.calendar import UnknownYearError, months_after, working_days_between

# How long a restriction has stood: the first months of each band.
STOOD: Final = ("under_3", "3_to_6", "6_to_12", "over_12")
_STOOD_FROM: Final = (0, 3, 6, 12)
TREND_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both of them in it."""

    first_on: date
    last_on: date

    def holds(self, day: date | None) -> bool:
        """Is the day in it?"""
        return day is not None and self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class Kept:
    """How often something was done in time, of how often it was due."""

    due: int
    on_time: int

    @property
    def share(self) -> int | None:
        """In whole per cent; None where nothing was due. Only all is 100, and only none is 0."""
        return share(self.on_time, self.due)


def month_of(day: date) -> Span:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Span(first, months_after(first, 1) - timedelta(days=1))


def months_to(last: Span, count: int = TREND_MONTHS) -> tuple[Span, ...]:
    """So many months, the oldest first, ending with that one."""
    return tuple(month_of(months_after(last.first_on, -back)) for back in range(count - 1, -1, -1))


def year_to(last: Span) -> Span:
    """The twelve months that end with that one."""
    return Span(months_to(last)[0].first_on, last.last_on)


def last_whole_month(today: date) -> Span:
    """The month before that of today."""
    return month_of(today.replace(day=1) - timedelta(days=1))


def share(part: int, whole: int) -> int | None:
    """Whole per cent, rounded half up, but never up to all or down to none; None of nothing."""
    if whole == 0:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        return min(max(rounded, 1), 99)
    return rounded


def middle(values: Iterable[int]) -> int | None:
    """The one in the middle (the later of two): half took no longer. None of nothing."""
    return at_share(sorted(values), 50)


def slowest_tenth(values: Iterable[int]) -> int | None:
    """Nine of ten took no longer than this."""
    return at_share(sorted(values), 90)


def at_share(ordered: Sequence[int], percent: int) -> int | None:
    """The value below which so many per cent lie, of values in order."""
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def stood(starts_on: date, today: date) -> str:
    """The band of how long something has stood."""
    passed = [months for months in _STOOD_FROM if months_after(starts_on, months) <= today]
    return STOOD[_STOOD_FROM.index(passed[-1])] if passed else STOOD[0]


@lru_cache(8192)
def took(start: date, end: date) -> int | None:
    """The working days that something took; None in years of which nobody knows the bank holidays."""
    try:
        return working_days_between(start, end)
    except UnknownYearError:
        return None


def on_time(due_on: date, done_on: date | None, today: date) -> bool | None:
    """Was it done by its day? None while it is neither done nor late."""
    if done_on is not None:
        return done_on <= due_on
    return None if today <= due_on else False


def kept(answers: Iterable[bool | None]) -> Kept:
    """Of several: what is neither done nor late is left out."""
    known = [one for one in answers if one is not None]
    return Kept(len(known), sum(known))
