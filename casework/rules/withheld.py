"""Notices kept back from a customer (RULES 5): who keeps the register, and until when one may be kept back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from casework.rules.calendar import UnknownYearError, months_after, working_days_after
from casework.rules.pack import Pack
from casework.rules.safety import director_decides_within


def keepers(pack: Pack) -> frozenset[str]:
    """The roles that see the register and test it again: as senior as whoever signs. None where none is kept back."""
    if not pack.notice.withheld_for:
        return frozenset()
    return frozenset(code for code, role in pack.roles.items() if role.rank >= pack.notice.signer_rank)


def keeper(pack: Pack, roles: Collection[str]) -> str | None:
    """The most senior of a person's roles in which they may test a notice again; None where they may not."""
    held = keepers(pack).intersection(roles)
    return max(held, key=pack.rank, default=None)


def last_day(pack: Pack, today: date, review_on: date | None) -> date:
    """Until when a test of today may keep a notice back: the next review, or the usual period where that day is past.

    Kept back beyond a review without a new test, it would never end.
    """
    return review_on if review_on is not None and review_on > today else months_after(today, pack.review.months)


def lapsed(until: date, today: date) -> bool:
    """True once nobody has tested it in time, and the days that a director has for an overdue matter are over too."""
    try:
        return working_days_after(until, director_decides_within()) < today
    except UnknownYearError:
        return until < today
