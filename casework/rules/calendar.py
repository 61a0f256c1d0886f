"""Working days of England and Wales, and calendar months: every date of the rules is worked out here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from casework.rules.tables import PackError, shared

SATURDAY = 5
ONE_DAY = timedelta(days=1)
LONDON: Final = ZoneInfo("Europe/London")


class UnknownYearError(ValueError):
    """The bank holidays of that year are not in policies/bank-holidays.toml, so no working day can be counted."""


def local(moment: datetime) -> datetime:
    """A moment as the clock on the wall shows it in England."""
    return moment.astimezone(LONDON)


def day_of(moment: datetime) -> date:
    """The day in England on which a moment lies: in summer it begins an hour before that of UTC."""
    return local(moment).date()


@cache
def bank_holidays() -> dict[int, frozenset[date]]:
    """The bank holidays of each year that is known."""
    years = shared("bank-holidays").table("years")
    known: dict[int, frozenset[date]] = {}
    for year, days in years.values.items():
        if not all(isinstance(day, date) and day.year == int(year) for day in days):
            raise PackError(f"{years.name}.{year} must hold dates of that year")
        known[int(year)] = frozenset(days)
    return known


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday of England and Wales. UnknownYearError where nobody has said."""
    if day.weekday() >= SATURDAY:
        return False
    try:
        return day not in bank_holidays()[day.year]
    except KeyError:
        raise UnknownYearError(f"the bank holidays of {day.year} are not known") from None


def working_days_after(start: date, count: int) -> date:
    """The `count`th working day after `start`, which is not counted itself. UnknownYearError past the known years."""
    day, left = start, count
    while left > 0:
        try:
            day += ONE_DAY
        except OverflowError:
            raise UnknownYearError("the calendar ends") from None
        if is_working_day(day):
            left -= 1
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and including `end`; 0 where `end` is not later."""
    return sum(is_working_day(date.fromordinal(day)) for day in range(start.toordinal() + 1, end.toordinal() + 1))


def open_days_between(start: date, end: date, closed: Collection[date]) -> int:
    """The same, without the days on which the landlord itself is closed: how many days there are to do the work."""
    return working_days_between(start, end) - sum(start < day <= end and is_working_day(day) for day in closed)


def last_open_day(due_on: date, closed: Collection[date]) -> date:
    """The last day on or before `due_on` on which the landlord works: a closed day never gives anybody longer.

    What policy and law give counts working days of England and Wales; that the landlord is closed makes its own day
    earlier instead.
    """
    day = due_on
    while day in closed or not is_working_day(day):
        day -= ONE_DAY
    return day


def months_after(start: date, count: int) -> date:
    """The same day `count` calendar months later; a day that the month lacks is its last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
