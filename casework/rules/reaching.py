"""Where a person is reached: the ways that are safe for them before any other.

Somebody whose post or phone another may see names a safe way, or says which way is never used. What they name takes
the place of what is on record; what they rule out is not used at all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from casework.rules.vocabulary import WEEKDAYS

POST, EMAIL, PHONE = "post", "email", "phone"
RULED_OUT: Final = (POST, EMAIL, PHONE)  # what a person can say is never used, of what is on record
DECISIONS, APPOINTMENTS, REMINDERS = "decisions", "appointments", "reminders"
WAYS: Final = ("letter", "email", "text", "telephone")


@dataclass(frozen=True, slots=True)
class Ways:
    """An address as lines, an email, a phone number (E.164); None where there is none."""

    address: tuple[str, ...] = ()
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Where everything for a person goes. ``by_post``: False where no letter may be posted to them."""

    address: tuple[str, ...]
    email: str | None
    phone: str | None
    by_post: bool
    codes_to: tuple[str, ...]  # emails and phone numbers to which a sign-in code may go

    def can(self, way: str) -> bool:
        """Is this way (of ``WAYS``) there for them?"""
        return {"letter": self.by_post, "email": bool(self.email)}.get(way, bool(self.phone))


def reach(on_record: Ways, safe: Ways = Ways(), never: Collection[str] = ()) -> Reach:  # noqa: B008  frozen
    """Where a person is reached, from what is on record, what they say is safe, and what is never used.

    Once a safe email or phone is named, a sign-in code goes nowhere else: whoever reads the phone on record would
    come in with it.
    """
    address = safe.address or (() if POST in never else on_record.address)
    email = safe.email or (None if EMAIL in never else on_record.email)
    phone = safe.phone or (None if PHONE in never else on_record.phone)
    named = tuple(way for way in (safe.email, safe.phone) if way)
    codes_to = named or tuple(way for way in (email, phone) if way)
    return Reach(address, email, phone, bool(safe.address) or POST not in never, codes_to)


def safe_from(moment: datetime, days: Collection[str], opens: str | None, closes: str | None) -> datetime:
    """The first moment from this one on at which a person may be reached, by the clock of ``moment``.

    ``days``: weekday codes, none for any day. ``opens``, ``closes``: "09:30", None for the edge of the day.
    """
    start, end = _time(opens or "00:00"), _time(closes or "23:59")
    for ahead in range(8):
        day = moment.date() + timedelta(days=ahead)
        if days and WEEKDAYS[day.weekday()] not in days:
            continue
        first = max(moment, datetime.combine(day, start, moment.tzinfo))
        if first <= datetime.combine(day, end, moment.tzinfo):
            return first
    return moment


def _time(said: str) -> time:
    return time.fromisoformat(said)
