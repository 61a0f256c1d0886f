"""The summary of an invented investigation."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.hazard_summary.data import HazardSummary
from letters.kinds.service_receipt.data import Target

_LAW = "SI 2025/1042 (Awaab's Law)"


def sample() -> HazardSummary:
    """Mould behind a wardrobe, with the works that follow."""
    return HazardSummary(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="J-2026-0151",
        issued_on=datetime.date(2026, 12, 4),
        received_on=datetime.date(2026, 11, 30),
        looked_on=datetime.date(2026, 12, 3),
        about="damp_mould",
        danger=True,
        found="Black mould on the outer wall of the small bedroom. The gutter above it leaks.",
        doing="We clean the wall and lend you a dryer. Then we mend the gutter.",
        targets=(
            Target("safety_work", datetime.date(2026, 12, 10), _LAW),
            Target("works_begin", datetime.date(2026, 12, 10), _LAW),
            Target("works_begun", datetime.date(2027, 2, 25), _LAW),
        ),
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
    )
