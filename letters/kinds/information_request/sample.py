"""An invented question to a customer."""

from __future__ import annotations

import datetime

from letters.data import Incident
from letters.kinds.decision import sample as decision
from letters.kinds.information_request.data import InformationRequest


def sample() -> InformationRequest:
    """What made somebody ring so often, asked before anything is decided."""
    return InformationRequest(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="K-2026-0117",
        issued_on=datetime.date(2026, 10, 29),
        incidents=(Incident(datetime.date(2026, 10, 27), "Nine calls in one afternoon.", "telephone"),),
        behaviours=("unreasonable_persistence",),
        asks="What were the nine calls about?\nWhich time of the day suits you for a call from us?",
        why="We want to know whether a promise of ours was broken before we think about anything else.",
        answer_by=datetime.date(2026, 11, 12),
        clause="Example Homes 3.2",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        answer_at="https://portal.example-homes.example/questions/Q-2026-0117",
        sign_in=decision.sample().sign_in,
    )
