"""When something is due, in words, counted in working days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from flask import g

from casework.records.absences import closed_from
from casework.rules.calendar import UnknownYearError, last_open_day, open_days_between, working_days_between
from web.access import london_today
from web.database import connection
from web.language import current_language, ngettext
from web.language import gettext as _

_LOOKS_BACK: Final = timedelta(days=366)


def due_here(day: date | None, today: date) -> str:
    """The same where this landlord's own closed days count too: they leave less time, never more."""
    return _said(day, today, closed_days(), current_language()) if day is not None else ""


@lru_cache(4096)
def _said(day: date, today: date, closed: frozenset[date], _language: str) -> str:
    return due(day, today, closed)


def closed_days() -> frozenset[date]:
    """The landlord's own closed days, read once for each page that asks."""
    found: frozenset[date] | None = g.get("closed_days")
    if found is None:
        found = g.closed_days = closed_from(connection(), london_today() - _LOOKS_BACK)
    return found


def due(day: date | None, today: date, closed: Collection[date] = ()) -> str:
    """How long is left: "in 3 working days", "today", "2 working days late"; empty where nothing is due.

    ``closed``: days on which the landlord does not work. What is due on one is due on the last open day before it.
    """
    if day is None:
        return ""
    if day == today:
        return _("today")
    try:
        if day > today and closed and last_open_day(day, closed) == today:
            return _("today")
        left = open_days_between(today, day, closed) if day > today else working_days_between(day, today)
    except UnknownYearError:  # a review years ahead
        return ""
    if day > today:
        return (
            _("in the next days")
            if left == 0
            else ngettext("in {number} working day", "in {number} working days", left)
        )
    return ngettext("{number} working day late", "{number} working days late", max(left, 1))
