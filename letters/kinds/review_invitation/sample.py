"""An invitation to an invented review."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.review_invitation.data import ReviewInvitation


def sample() -> ReviewInvitation:
    """An early review that the person asked for."""
    return ReviewInvitation(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="W-2027-0007",
        decision_reference="D-2026-0117",
        issued_on=datetime.date(2027, 3, 1),
        due_on=datetime.date(2027, 3, 17),
        reply_by=datetime.date(2027, 3, 15),
        restrictions=decision.RESTRICTIONS,
        circumstances=decision.CIRCUMSTANCES,
        opened=decision.OPEN,
        appeal=decision.APPEAL,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        early=True,
        asked="My repair is done, and I now have a support worker.",
        reviewers=("customer_experience_manager",),
        calm_days=90,
        calm_clause="Example Homes 6.6",
    )
