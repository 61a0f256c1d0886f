"""A review that was missed, of an invented decision."""

from __future__ import annotations

import datetime

from letters.kinds.appeal_outcome.data import Answer
from letters.kinds.decision import sample as decision
from letters.kinds.suspension.data import Suspension


def sample() -> Suspension:
    """One restriction stops, one that keeps somebody safe waits for a director, and a way opens."""
    calls, pairs = decision.RESTRICTIONS
    return Suspension(
        person=decision.PERSON,
        contact=decision.CONTACT,
        decision_reference="D-2026-0117",
        issued_on=datetime.date(2027, 5, 29),
        why="review_missed",
        answers=(Answer(calls, "suspended"), Answer(pairs, "waits")),
        circumstances=decision.CIRCUMSTANCES,
        opened=decision.OPEN,
        appeal=decision.APPEAL,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        missed_on=datetime.date(2027, 5, 28),
        decide_by=datetime.date(2027, 6, 2),
        opened_now=("letter",),
    )
