"""Repairs, dangers in a home and safety checks: what comes first, by when, and which target may be longer.

Danger comes first, and a date that the law sets is moved by nothing: One Vision Housing 3.5.2 and Octavia 3.4 may make
a target of the landlord's own longer, and no other. The days stand in policies/floor.toml with their law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from casework.rules.calendar import UnknownYearError, day_of, months_after, working_days_after
from casework.rules.channels import usable_channels
from casework.rules.pack import Pack
from casework.rules.tables import Table, shared

PROBLEMS: Final = ("gas_smell", "flood", "no_heating", "electrics", "damp_mould", "other")
CHECKS: Final = ("gas_check", "electrical_check")
DANGER: Final = ("yes", "not_sure", "no")
EMERGENCY: Final = "emergency_repair"
SERVICES: Final = (EMERGENCY, "hazard", "repair", "safety_check")
LONGER: Final = "response_times_varied"  # the kind of restriction that may make our own targets longer
TWO_ATTEND: Final = "two_attend"  # all that is left of a safety restriction whose review was missed (RULES 7)


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that we must do by a day: ``due_at`` where it counts by the hour. ``by_law``: nothing moves it."""

    code: str
    due_on: date
    source: str
    by_law: bool
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A restriction as it stands: ``applies`` today, or is suspended. ``safety``: it protects somebody."""

    kind: str
    safety: bool
    applies: bool
    working_days: int | None = None  # the term of a varied response time


def service_of(problem: str, danger: str, on: date) -> str:
    """Which service a problem in a home is. Who is not sure is treated as one in danger; gas always is one."""
    if problem == "gas_smell" or danger != "no":
        return EMERGENCY
    return "hazard" if problem in significant(on) else "repair"


def significant(on: date) -> frozenset[str]:
    """The problems that the law counts as a significant hazard on that day."""
    phases = shared("floor").table("hazards").tables("phases")
    return frozenset(code for one in phases if one.day("since") <= on for code in one.codes("problems", PROBLEMS))


def first_clocks(pack: Pack, service: str, received_at: datetime) -> tuple[Clock, ...]:
    """What runs from the moment at which we know. A check has no clock before its last one is known."""
    on = day_of(received_at)
    if service == EMERGENCY:
        hours, law = _hazard("make_safe").count("hours"), _hazard("make_safe").text("law")
        due_at = received_at + timedelta(hours=hours)
        return (Clock("make_safe", day_of(due_at), law, by_law=True, due_at=due_at),)
    if service == "hazard":
        return (_by_law("investigate", on),)
    if service == "repair":
        own = shared("floor").table("repairs")
        source = f"{pack.floor_name} {own.text('clause')}"
        return (Clock("repair", _working_days(on, own.count("working_days")), source, by_law=False),)
    return ()


def clocks_after_looking(ended_on: date, *, danger: bool) -> tuple[Clock, ...]:
    """What runs once we have looked into it: the summary always, the works where there is a danger."""
    codes = ("summary", "safety_work", "works_begin", "works_begun") if danger else ("summary",)
    return tuple(_by_law(code, ended_on) for code in codes)


def check_clock(kind: str, last_on: date) -> Clock:
    """By when the next check of a home is due, from the day of the last one."""
    return due_check(kind, months_after(last_on, _check(kind).count("months")))


def due_check(kind: str, due_on: date) -> Clock:
    """A check that is due by that day."""
    return Clock("check", due_on, _check(kind).text("law"), by_law=True)


def offered_from(due_on: date) -> date:
    """The day from which times are offered for a check that is due, so that there is time to choose and to move."""
    return months_after(due_on, -shared("floor").table("checks").count("offered_months"))


def counts_from(kind: str, due_on: date | None, done_on: date) -> date:
    """The day from which the next check counts: one that came a little early keeps its date (regulation 36A)."""
    given = _check(kind)
    if due_on is None or not given.has("early_months"):
        return done_on
    earliest = months_after(due_on, -given.count("early_months"))
    return due_on if earliest <= done_on <= due_on else done_on


def record_clock(kind: str, done_on: date) -> Clock | None:
    """By when the customer has the record of a check; None where the law says nothing of it."""
    given = _check(kind)
    if not given.has("record_days"):
        return None
    return Clock("record", done_on + timedelta(days=given.count("record_days")), given.text("law"), by_law=True)


def most_attempts() -> int:
    """After so many visits on which nobody opened, a manager looks at what to do."""
    return shared("floor").table("checks").count("attempts")


def longer(pack: Pack, clock: Clock, standing: Iterable[Standing], received_on: date) -> Clock | None:
    """The clock with the longer target that a restriction in force gives it; None where nothing makes it longer."""
    source = pack.kinds[LONGER].source
    days = [one.working_days for one in standing if one.kind == LONGER and one.applies and one.working_days]
    if clock.by_law or source is None or not days:
        return None
    due_on = _working_days(received_on, max(days))
    return Clock(clock.code, due_on, source, by_law=False) if due_on > clock.due_on else None


def why_not_longer(pack: Pack, *, by_law: bool, conditions: bool) -> str | None:
    """Why a target may not be made longer by hand because of the conditions of a visit; None: it may.

    "law_sets_it", "policy_does_not" (it speaks of no longer targets), "no_condition" (nothing that could take longer).
    """
    if by_law:
        return "law_sets_it"
    if not pack.kinds[LONGER].in_policy:
        return "policy_does_not"
    return None if conditions else "no_condition"


def conditions(pack: Pack, standing: Iterable[Standing]) -> tuple[str, ...]:
    """What those who come must know, as codes of instructions, without a why: how a visit is made, never whether."""
    found: dict[str, None] = {}
    for one in standing:
        if one.applies and pack.kinds[one.kind].dimension == "where":
            found[one.kind] = None
        elif not one.applies and one.safety:
            found[TWO_ATTEND] = None
    return tuple(found)


def ways(pack: Pack, advocate: bool, cannot_use: Collection[str]) -> frozenset[str]:
    """How this person may reach us about an essential service: no restriction counts (RULES 2), what they need does."""
    return usable_channels(pack, (), advocate, cannot_use)


def _hazard(code: str) -> Table:
    return shared("floor").table("hazards").table("clocks").table(code)


def _check(kind: str) -> Table:
    return shared("floor").table("checks").table("kinds").table(kind)


def _by_law(code: str, after: date) -> Clock:
    given = _hazard(code)
    if given.has("weeks"):
        due_on = after + timedelta(weeks=given.count("weeks"))
    else:
        due_on = _working_days(after, given.count("working_days"))
    return Clock(code, due_on, given.text("law"), by_law=True)


def _working_days(after: date, count: int) -> date:
    """In years whose bank holidays nobody knows every day counts, so that nobody waits longer for it."""
    try:
        return working_days_after(after, count)
    except UnknownYearError:
        return after + timedelta(days=count)
