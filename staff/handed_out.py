"""How a contractor's copy of an instruction stands today, for their own page and for staff's."""

from __future__ import annotations

from collections.abc import Sequence

from casework.records import markers as records
from casework.records.markers import JobInstruction
from casework.rules.markers import Instruction, of_visit
from web.access import london_today
from web.database import pack, reading


def seen(row: JobInstruction) -> tuple[Instruction, ...]:
    """What the contractor's page shows today: nothing once it has lapsed."""
    return all_seen([row])[0]


def all_seen(jobs: Sequence[JobInstruction]) -> list[tuple[Instruction, ...]]:
    """The same of each of these."""
    today = london_today()
    visited = [row.request.customer_id if row.open_on(today) else None for row in jobs]
    known = {whose for whose in visited if whose is not None}
    given = records.standing(reading(), pack(), today, known) if known else ()
    return [of_visit(one.instruction for one in given if one.customer_id == whose) for whose in visited]


def states(jobs: Sequence[JobInstruction]) -> list[tuple[JobInstruction, str]]:
    """Each of these with how it stands."""
    return [(row, state(row, now)) for row, now in zip(jobs, all_seen(jobs), strict=True)]


def state(row: JobInstruction, now: tuple[Instruction, ...]) -> str:
    """How a copy stands: "read" (the receipt fits), "new", "changed", "recalled" (more was received than holds now),
    or "over" with nothing left to do."""
    codes = [one.code for one in now]
    if set(row.received) - set(codes):
        return "recalled"
    if not row.open_on(london_today()):
        return "over"
    if row.received_at is None:
        return "new"
    return "read" if row.received == codes else "changed"
