"""The answer to an invented complaint."""

from __future__ import annotations

import datetime

from letters.kinds.complaint_stage.data import Answer, ComplaintStage
from letters.kinds.decision import sample as decision


def sample() -> ComplaintStage:
    """An answer at stage 1."""
    return ComplaintStage(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="P-2027-0012",
        issued_on=datetime.date(2027, 2, 15),
        step="answered",
        number=1,
        received_on=datetime.date(2027, 2, 1),
        what="Nobody came about the boiler, three times. I lost three days of pay.",
        acknowledge_by=datetime.date(2027, 2, 8),
        due_on=datetime.date(2027, 2, 17),
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        understood="Three visits about the boiler were booked and not kept. You would like to be paid for the time.",
        answer=Answer(
            "upheld",
            "The record shows three visits that were not kept, and no call to you.",
            "We pay you £90, and we have changed how visits are moved.",
            "The boiler will be mended on 18 February 2027, between 9 and 11.",
        ),
    )
