"""Who stands in for whom while somebody is away. A person without a cover on a day is missing on that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from casework.rules.calendar import is_working_day

Away = Mapping[int, int | None]  # who is away on a day, and who covers them; None: nobody


def stands_in(person: int, away: Away) -> int | None:
    """Who has this person's work on that day: themselves, their cover, or the cover's cover; None where nobody has."""
    seen: set[int] = set()
    here: int | None = person
    while here is not None and here in away:
        if here in seen:
            return None
        seen.add(here)
        here = away[here]
    return here


def covers(person: int, away: Away) -> frozenset[int]:
    """Those away whose work this person has on that day."""
    return frozenset(one for one in away if one != person and stands_in(one, away) == person)


def overlap(starts_on: date, ends_on: date, other_starts: date, other_ends: date) -> bool:
    """Have two absences a day in common?"""
    return starts_on <= other_ends and other_starts <= ends_on


def working_days(starts_on: date, ends_on: date) -> tuple[date, ...]:
    """The working days of an absence, its first and last day included. UnknownYearError past the known years."""
    days = (starts_on + timedelta(days=number) for number in range((ends_on - starts_on).days + 1))
    return tuple(day for day in days if is_working_day(day))
