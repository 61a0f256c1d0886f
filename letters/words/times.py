"""Dates, times, weekdays and amounts of money as people say them, by Babel's data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.numbers import format_decimal

from letters.words.speech import all_of, speech
from translations import LANGUAGES, mark

# Ukrainian has one apostrophe in its catalogue and another in Babel's names of days.
APOSTROPHES = ("\u02bc", "’")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ON_WEEKDAYS = {
    "mon": mark("on Mondays"),
    "tue": mark("on Tuesdays"),
    "wed": mark("on Wednesdays"),
    "thu": mark("on Thursdays"),
    "fri": mark("on Fridays"),
    "sat": mark("on Saturdays"),
    "sun": mark("on Sundays"),
}


def locale_of(language: str) -> str:
    """The Babel locale whose dates and numbers a language of ours uses."""
    return LANGUAGES[language].locale or language


@lru_cache(maxsize=4096)  # Babel takes some 20 microseconds, and a page holds ten dates
def date(day: datetime.date, language: str) -> str:
    """A date with its weekday: "Tuesday 5 January 2027"."""
    said = format_date(day, LANGUAGES[language].date, locale=locale_of(language)).replace(*APOSTROPHES)
    return said.replace("(Dydd", "(dydd") if language == "cy" else said


@lru_cache(maxsize=256)
def month(day: datetime.date, language: str) -> str:
    """The month in which a day lies: "January 2027"."""
    # No pattern with LLLL: where a language has no such form of its own, Babel gives that of the language asked last.
    return format_skeleton("yMMMM", day, locale=locale_of(language), tzinfo=datetime.UTC)


@lru_cache(maxsize=1024)
def time(clock: str | datetime.time, language: str) -> str:
    """A time of day, from "10:00" or a time: "10 am", "2:30 pm"; "14:30" in Polish."""
    moment = datetime.time.fromisoformat(clock) if isinstance(clock, str) else clock
    halves = LANGUAGES[language].halves
    if halves is None:
        return format_time(moment, LANGUAGES[language].time, locale=locale_of(language))
    pattern = "h:mm" if moment.minute else "h"
    return f"{format_time(moment, pattern, locale=locale_of(language))} {halves[moment.hour >= 12]}"


def date_time(moment: datetime.datetime, language: str) -> str:
    """A date and a time of day as they stand in `moment`, which is already in the reader's time zone."""
    return speech(language).gettext(
        "{date} at {time}", date=date(moment.date(), language), time=time(moment.time(), language)
    )


def weekday(code: str, language: str) -> str:
    """The name of a weekday from its code (mon … sun): "Tuesday"."""
    names = get_day_names("wide", context="format", locale=locale_of(language))
    return str(names[WEEKDAYS.index(code)]).replace(*APOSTROPHES)


def on_weekdays(codes: Sequence[str], language: str) -> str:
    """When in the week, in the order of the week: "on Mondays and on Tuesdays"."""
    days = [day for day in WEEKDAYS if day in codes]
    if days == list(WEEKDAYS):
        return speech(language).gettext("on every day of the week")
    if days == list(WEEKDAYS[:5]):
        return speech(language).gettext("from Monday to Friday")
    return all_of([speech(language).gettext(ON_WEEKDAYS[day]) for day in days], language)


def money(pounds: Decimal, language: str) -> str:
    """An amount in pounds, with pence only where there are any: "£1,250" or "£12.50"."""
    pattern = "#,##0" if pounds == pounds.to_integral_value() else "#,##0.00"
    # The pound sign leads in every language: Babel's own patterns put "GBP" or "UK£" in some letters.
    return "£" + format_decimal(pounds, format=pattern, locale=locale_of(language))
