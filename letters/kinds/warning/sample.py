"""An invented warning."""

from __future__ import annotations

import datetime

from letters.data import Incident
from letters.kinds.decision import sample as decision
from letters.kinds.warning.data import WarningLetter


def sample() -> WarningLetter:
    """A warning after a call that staff ended, with what may follow and the clause of the agreement."""
    return WarningLetter(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="K-2026-0117",
        issued_on=datetime.date(2026, 11, 2),
        incidents=(Incident(datetime.date(2026, 10, 27), "Shouting at an officer until the call ended.", "telephone"),),
        behaviours=("aggressive_or_abusive",),
        change="Please speak with us without shouting. If you are upset, say so, and we will call back later.",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        clause="Example Homes 5.2",
        asks_to_stop=True,
        consequences=("restriction", "tenancy_action"),
        agreement=True,
        agreement_clause="3.1.1",
        support=("A support worker who can make calls with you.",),
        sign_in=decision.sample().sign_in,
    )
