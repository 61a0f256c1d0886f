"""The two stages of a complaint, their clocks, and who may answer one.

The figures are the Complaint Handling Code's and hold for every landlord (policies/floor.toml). Nothing here looks at
what applies to the customer: no restriction makes a complaint later, and none keeps one out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.rules.calendar import working_days_after
from casework.rules.finding import Finding
from casework.rules.pack import Pack

FIRST: Final = 1
LAST: Final = 2  # there is never a third (Code 5.3)
OUTCOMES: Final = ("upheld", "partly_upheld", "not_upheld")


@dataclass(frozen=True, slots=True)
class Clock:
    """The working days of one stage: to say what we understood, to answer after that, and to answer later at most."""

    acknowledge: int
    answer: int
    extend: int
    source: str


def clock(pack: Pack, stage: int) -> Clock:
    """The clock of a stage, 1 or 2."""
    table = pack.floor[f"complaint.stage_{stage}"].table
    return Clock(table.count("acknowledge"), table.count("answer"), table.count("extend"), table.text("law"))


def acknowledge_by(pack: Pack, stage: int, received_on: date) -> date:
    """The last day on which we say what we understood; the day on which it came is not counted (Code 6.2, 6.10)."""
    return working_days_after(received_on, clock(pack, stage).acknowledge)


def answer_by(pack: Pack, stage: int, received_on: date, acknowledged_on: date | None = None) -> date:
    """The last day for the answer, counted from the acknowledgement (Code 6.3, 6.14).

    Until there is one it is counted from the last day for it, and the customer is told so: an acknowledgement that
    comes late does not move that day, unless it is past by then.
    """
    told = working_days_after(acknowledge_by(pack, stage, received_on), clock(pack, stage).answer)
    if acknowledged_on is None:
        return told
    counted = working_days_after(acknowledged_on, clock(pack, stage).answer)
    return min(counted, told) if told >= acknowledged_on else counted


def extension(pack: Pack, stage: int, due_on: date, until: date) -> Finding | None:
    """What stands in the way of answering by ``until`` in place of ``due_on``; None if it may be (Code 6.4, 6.15)."""
    rule = clock(pack, stage)
    last = working_days_after(due_on, rule.extend)
    if due_on < until <= last:
        return None
    return Finding(
        "extension_too_long", "stop", rule.source, None, {"working_days": rule.extend, "on": last.isoformat()}
    )


def had_part(stage: int, took_part: Collection[str], heard: Mapping[int, str], came_with: int | None) -> frozenset[str]:
    """Who had a part in the decision that a complaint is about, so that they may not answer it at this stage.

    ``took_part``: in making it. ``heard``: who answered each appeal against it, by its number; they had one too. But
    the appeal that the complaint ``came_with`` is heard inside its first stage (Code 5.3: no third one).
    """
    inside = came_with if stage == FIRST else None
    return frozenset(took_part) | {person for appeal, person in heard.items() if appeal != inside}


def may_answer(pack: Pack, person: str, stage: int, before: Collection[str], part: Collection[str]) -> Finding | None:
    """What stands in the way of this person answering at this stage; None if they may.

    ``before``: who answered at the stage before (Code 6.13). ``part``: who had a part in what it is about, so far as
    the record knows (Code 5.8: somebody without a conflict of interest).
    """
    source = clock(pack, stage).source
    if stage == LAST and person in before:
        return Finding("may_not_answer", "stop", source, None, {"because": "stage_1"})
    if person in part:
        return Finding("may_not_answer", "stop", source, None, {"because": "part"})
    return None
