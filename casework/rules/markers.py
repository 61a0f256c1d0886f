"""Markers: what staff are told before they contact or visit somebody.

One Vision Housing 4.1, Watford 4.3 and 4.4, Calico 5.1 to 5.3. A marker is read from the restriction that it tells of
and is kept nowhere else: it cannot outlive it, and belongs to the person, never to an address. A policy that is silent
about markers has none; an instruction to whoever makes a visit holds there too, since it keeps them safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from casework.rules.pack import Pack
from casework.rules.safety import when_missed
from casework.rules.services import TWO_ATTEND
from casework.rules.tables import shared

Purpose = Literal["safety", "contact"]
STAFF: Final = ("staff",)
VISITORS: Final = ("staff", "contractors")
# Where somebody is met otherwise is no business of who mends a tap: these say nothing about a visit to a home.
_NOT_OF_A_VISIT: Final = frozenset({"office_meetings_only", "excluded_from_offices"})


@dataclass(frozen=True, slots=True)
class Marker:
    """One note for staff.

    `purpose`: "safety" of those who meet the person, or "contact". `audience`: codes of who sees it; those who visit
    see what keeps them safe, and nothing of how somebody telephones (UK GDPR articles 5 and 6). `system`: where the
    landlord keeps its markers, in its own words.
    """

    purpose: Purpose
    audience: tuple[str, ...]
    source: str
    system: str


@dataclass(frozen=True, slots=True)
class Held:
    """A restriction as it is on record. `state`: in_force or suspended; `safety`: it protects a person."""

    kind: str
    safety: bool
    state: str
    starts_on: date | None
    review_on: date | None
    kept_until: date | None


@dataclass(frozen=True, slots=True)
class Instruction:
    """What is to be done, without a why. `code`: the kind of restriction, or "two_attend" where a review was missed.

    `valid_until`: the last day; None where it lasts until it is reviewed. `review_on`: by when that is.
    """

    code: str
    purpose: Purpose
    audience: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    review_on: date | None


def marker(pack: Pack, *, safety: bool) -> Marker | None:
    """The marker of a restriction; `safety`: it is a safety restriction (RULES 2). None where the policy has none."""
    rule = pack.rules["marker"]
    if rule.origin != "policy":
        return None
    system = str(rule.table.values.get("system", ""))
    if safety:
        return Marker("safety", VISITORS, rule.source, system)
    return Marker("contact", STAFF, rule.source, system)


def applies(held: Held, today: date) -> bool:
    """Does it bind the customer today? A review that was missed counts from the first moment."""
    begun = held.starts_on is None or held.starts_on <= today
    missed = when_missed(held.safety, held.review_on, held.kept_until, today)
    return held.state == "in_force" and begun and missed in ("in_time", "director")


def instruction(pack: Pack, held: Held, today: date) -> Instruction | None:
    """What staff are told of a restriction today; None where it says nothing to them any more, or not yet.

    What protects a person waits for nobody: two people attend from the day of the decision, while the customer is still
    being told of it, and after a review that was missed, until somebody has decided (RULES 7).
    """
    starts = held.starts_on or today
    if not applies(held, today):
        lasts = Instruction(TWO_ATTEND, "safety", VISITORS, min(starts, today), None, held.review_on)
        return lasts if held.safety else None
    until = None if _until_reviewed(pack) else held.kept_until or held.review_on
    visited = pack.kinds[held.kind].dimension == "where" and held.kind not in _NOT_OF_A_VISIT
    return Instruction(
        held.kind,
        "safety" if held.safety else "contact",
        VISITORS if visited else STAFF,
        starts,
        until,
        held.kept_until or held.review_on,
    )


def of_visit(found: Iterable[Instruction]) -> tuple[Instruction, ...]:
    """Those that a contractor is told, each thing once: that two attend, and nothing of how somebody telephones."""
    return tuple({one.code: one for one in found if "contractors" in one.audience}.values())


def days_of_a_job() -> int:
    """For how many days at most an instruction for a job is shown before it is asked for again."""
    return shared("floor").table("instruction").count("days")


def _until_reviewed(pack: Pack) -> bool:
    """Does the policy have a marker without a last day, until somebody has reviewed it?"""
    return pack.rules["marker"].table.values.get("valid_to") == "reviewed"
