"""The answer to an invented request."""

from __future__ import annotations

import datetime

from letters.kinds.adjustment_answer.data import AdjustmentAnswer, Thing
from letters.kinds.decision import sample as decision


def sample() -> AdjustmentAnswer:
    """An answer by which some of it is agreed, and something else instead of the rest."""
    return AdjustmentAnswer(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="J-2027-0009",
        issued_on=datetime.date(2027, 2, 4),
        outcome="other_agreed",
        things=(Thing("large_print"), Thing("", "Our plumber rings your bell twice and waits for five minutes")),
        clause="Example Homes 9.1",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        asked=("large_print", "one_person"),
        asked_words="Please ring twice and then wait. I need time to get to the door.",
        asked_on=datetime.date(2027, 2, 1),
        left_out=("one_person",),
        reason="not_possible",
        answer="Three people share the week on our telephone. Each of them now reads your notes before they speak.",
        review_on=datetime.date(2028, 2, 4),
    )
