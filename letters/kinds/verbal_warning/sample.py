"""The record of an invented warning on the telephone."""

from __future__ import annotations

import datetime

from letters.data import Incident
from letters.kinds.decision import sample as decision
from letters.kinds.verbal_warning.data import VerbalWarning


def sample() -> VerbalWarning:
    """A warning about calls, given on the telephone."""
    return VerbalWarning(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="K-2026-0117",
        issued_on=datetime.date(2026, 10, 29),
        given_on=datetime.date(2026, 10, 28),
        how="telephone",
        said="Nine calls in one afternoon keep others from getting through. Please ring once a day at most.",
        incidents=(Incident(datetime.date(2026, 10, 27), "Nine calls in one afternoon.", "telephone"),),
        behaviours=("unreasonable_persistence",),
        clause="Example Homes 5.2",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        asked_to_stop=True,
        support=("A support worker who can make calls with you.",),
        sign_in=decision.sample().sign_in,
    )
