"""The answer to an invented change of circumstances."""

from __future__ import annotations

import datetime

from letters.kinds.change_answer.data import ChangeAnswer
from letters.kinds.decision import sample as decision


def sample() -> ChangeAnswer:
    """An answer after which nothing applies any more."""
    return ChangeAnswer(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="N-2027-0004",
        issued_on=datetime.date(2027, 2, 15),
        told_on=datetime.date(2027, 2, 1),
        what_changed="I have a support worker now. She telephones for me, and I sleep again.",
        outcome="ended",
        answer="The calls have stopped, and your support worker speaks with us every week. Set times are not needed.",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        clause="Example Homes 3.6.3",
    )
