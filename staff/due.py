"""When something is due, in words, counted in working days."""

from __future__ import annotations

from datetime import date

from casework.rules.calendar import UnknownYearError, working_days_between
from web.language import gettext as _
from web.language import ngettext


def due(day: date | None, today: date) -> str:
    """How long is left: "in 3 working days", "today", "2 working days late"; empty where nothing is due."""
    if day is None:
        return ""
    if day == today:
        return _("today")
    try:
        left = working_days_between(today, day) if day > today else working_days_between(day, today)
    except UnknownYearError:  # a review years ahead
        return ""
    if day > today:
        return (
            _("in the next days")
            if left == 0
            else ngettext("in {number} working day", "in {number} working days", left)
        )
    return ngettext("{number} working day late", "{number} working days late", max(left, 1))
