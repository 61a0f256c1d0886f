"""An invented advocate steps down."""

from __future__ import annotations

import datetime

from letters.kinds.advocate_ended.data import AdvocateEnded
from letters.kinds.decision import sample as decision


def sample() -> AdvocateEnded:
    """Somebody at an advice centre can go on no longer."""
    return AdvocateEnded(
        person=decision.PERSON,
        contact=decision.CONTACT,
        issued_on=datetime.date(2027, 3, 1),
        name="Ada Spokeswell",
        organisation="Sampletown Advice Centre",
        ended_on=datetime.date(2027, 3, 1),
        ended_by="advocate",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
    )
