"""Safety restrictions: a missed review or a closed door never leaves one worker alone with a risk (RULES 2 and 7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from casework.rules.calendar import UnknownYearError, working_days_after
from casework.rules.channels import open_channels, usable_channels
from casework.rules.pack import Pack
from casework.rules.proposal import Restriction
from casework.rules.tables import shared

Missed = Literal["in_time", "suspended", "director", "instruction"]


def is_safety_restriction(pack: Pack, kind: str, serious: bool, immediate_risk: bool) -> bool:
    """True for the kinds that protect a person, and for any kind imposed for a serious matter or immediate risk."""
    return pack.kinds[kind].safety or serious or immediate_risk


def channel_to_open(cannot_use: Collection[str]) -> str | None:
    """The least risky channel that this person can use, for a door that closed; never a visit."""
    order = shared("floor").table("missed_review").texts("opens")
    return next((channel for channel in order if channel not in cannot_use), None)


def director_decides_within() -> int:
    """Working days in which a director decides about a safety restriction whose review was missed."""
    return shared("floor").table("missed_review").count("working_days")


@dataclass(frozen=True, slots=True)
class Doors:
    """What the door watch finds: channels that are open, those that this person can use, and places of restrictions
    that no law lets stand because they would close an essential service."""

    open: frozenset[str]
    usable: frozenset[str]
    essential_closed: tuple[int, ...]


def doors(
    pack: Pack,
    restrictions: Sequence[Restriction],
    advocate: bool,
    cannot_use: Collection[str],
    opened: Collection[str],
) -> Doors:
    """How this person can reach the landlord under these restrictions, with what opened by itself."""
    closed = tuple(
        place
        for place, one in enumerate(restrictions)
        if pack.kinds[one.kind].unlawful
        or any(service in pack.essential_services for service in pack.kinds[one.kind].closes_services)
    )
    return Doors(
        open_channels(pack, restrictions, advocate, opened),
        usable_channels(pack, restrictions, advocate, cannot_use, opened),
        closed,
    )


def director_by(review_on: date) -> date:
    """The last day for a director's decision about a safety restriction whose review was due on `review_on`.

    In years whose bank holidays nobody knows they are not counted, so that silence never restricts for longer.
    """
    try:
        return working_days_after(review_on, director_decides_within())
    except UnknownYearError:
        return review_on + timedelta(days=director_decides_within())


def last_day_to_keep(decided_on: date) -> date:
    """The latest day until which a director may keep a safety restriction whose review was missed."""
    return working_days_after(decided_on, shared("floor").table("missed_review").count("keep_working_days"))


def when_missed(safety: bool, review_on: date | None, kept_until: date | None, today: date) -> Missed:
    """What a review that was not held does to a restriction in force, as of `today`.

    `review_on` is the last day in time. A safety restriction waits for a director, or until the day to which one has
    kept it; after that only the instruction to staff is left. Where there is no date there is nothing to miss.
    """
    if review_on is None or today <= review_on:
        return "in_time"
    if not safety:
        return "suspended"
    return "director" if today <= (kept_until or director_by(review_on)) else "instruction"


def is_director(pack: Pack, role: str) -> bool:
    """May this role decide for a director? Those of the two most senior ranks may, whatever they are called."""
    senior = sorted({known.rank for known in pack.roles.values()}, reverse=True)[:2]
    return pack.roles[role].rank in senior
