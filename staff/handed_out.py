"""How a contractor's copy of an instruction stands today, for their own page and for staff's."""

from __future__ import annotations

from casework.records import markers as records
from casework.records.markers import JobInstruction
from casework.rules.markers import Instruction
from web.access import london_today
from web.database import pack, reading


def seen(row: JobInstruction) -> tuple[Instruction, ...]:
    """What the contractor's page shows today: nothing once it has lapsed."""
    if not row.open_on(london_today()):
        return ()
    return records.for_visit(reading(), pack(), row.request.customer_id, london_today())


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
