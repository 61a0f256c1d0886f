"""The last answer on an invented matter."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.last_answer.data import LastAnswer


def sample() -> LastAnswer:
    """A matter that was answered three times."""
    return LastAnswer(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="K-2027-0012",
        issued_on=datetime.date(2027, 2, 15),
        said="You asked us four times who pays for the new fence. Our answer of 12 January says why we do not.",
        clause="Example Homes 5.5",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
    )
