"""The receipt for an invented repair."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.service_receipt.data import ServiceReceipt, Target, Visit


def sample() -> ServiceReceipt:
    """A repair with a visit by two people, and a target that this made longer."""
    return ServiceReceipt(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="J-2026-0142",
        issued_on=datetime.date(2026, 12, 1),
        received_on=datetime.date(2026, 11, 30),
        event="longer",
        service="repair",
        about="other",
        what="The kitchen tap drips all night. I have put a bowl under it.",
        targets=(
            Target(
                "repair",
                datetime.date(2027, 1, 15),
                "Example Homes 2.4",
                first_on=datetime.date(2026, 12, 29),
                longer_source="Example Homes 3.5.2",
                longer_why="Two plumbers come together, and both are free from 11 January on.",
            ),
        ),
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        conditions=("visits_in_pairs",),
        visit=Visit(datetime.date(2027, 1, 12), "08:00", "12:00"),
    )
