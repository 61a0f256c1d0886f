"""The answer to an invented question about rent."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.request_answer.data import RequestAnswer


def sample() -> RequestAnswer:
    """An answer about a letter from the benefits office."""
    return RequestAnswer(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="U-2027-0007",
        issued_on=datetime.date(2027, 2, 15),
        service="rent",
        asked_on=datetime.date(2027, 2, 8),
        what="The benefits office asks what my rent is. Can you write it down for me?",
        answer_by=datetime.date(2027, 2, 22),
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        answer="Your rent is £104.60 a week. A letter for the benefits office comes with the next post.",
    )
