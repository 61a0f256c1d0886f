"""The end of an invented status."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.status_ended.data import StatusEnded


def sample() -> StatusEnded:
    """Twelve months are over."""
    return StatusEnded(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="D-2026-0117",
        issued_on=datetime.date(2027, 9, 1),
        scheme="Sampletown Homes",
        last_day=datetime.date(2027, 8, 31),
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
    )
