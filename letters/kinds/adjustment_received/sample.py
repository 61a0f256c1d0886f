"""The receipt for an invented request."""

from __future__ import annotations

import datetime

from letters.kinds.adjustment_received.data import AdjustmentReceived
from letters.kinds.decision import sample as decision


def sample() -> AdjustmentReceived:
    """Two things from the list, and one in the person's own words."""
    return AdjustmentReceived(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="J-2027-0009",
        issued_on=datetime.date(2027, 2, 1),
        received_on=datetime.date(2027, 2, 1),
        due_on=datetime.date(2027, 2, 8),
        wanted=("large_print", "told_before_visits"),
        own_words="Please ring twice and then wait. I need time to get to the door.",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
    )
