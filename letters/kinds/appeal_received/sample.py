"""The receipt for an invented appeal."""

from __future__ import annotations

import datetime

from letters.kinds.appeal_received.data import AppealReceived
from letters.kinds.decision import sample as decision


def sample() -> AppealReceived:
    """A receipt for an appeal with two points and one photograph."""
    return AppealReceived(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="A-2026-0031",
        decision_reference="D-2026-0117",
        issued_on=datetime.date(2026, 12, 18),
        received_on=datetime.date(2026, 12, 18),
        due_on=datetime.date(2027, 1, 6),
        points=("I only rang because nobody told me when the plumber would come.", "Two days a week is too few."),
        restrictions=decision.RESTRICTIONS,
        circumstances=decision.CIRCUMSTANCES,
        opened=decision.OPEN,
        appeal=decision.APPEAL,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        evidence=1,
        reviewers=("customer_experience_manager",),
    )
