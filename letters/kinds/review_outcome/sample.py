"""The outcome of an invented review."""

from __future__ import annotations

import dataclasses
import datetime

from letters.kinds.appeal_outcome.data import Answer
from letters.kinds.decision import sample as decision
from letters.kinds.review_outcome.data import ReviewOutcome


def sample() -> ReviewOutcome:
    """A review that made one restriction milder and ended another."""
    calls, pairs = decision.RESTRICTIONS
    milder = dataclasses.replace(
        calls,
        terms={"days": ["mon", "wed", "fri"], "from": "10:00", "to": "11:30"},
        reason="The calls have been fewer since the letter.",
        proportionality="Three mornings in the week are enough for what is still open.",
        review_on=datetime.date(2027, 11, 26),
    )
    return ReviewOutcome(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="W-2027-0007",
        decision_reference="D-2026-0117",
        issued_on=datetime.date(2027, 5, 27),
        held_on=datetime.date(2027, 5, 27),
        outcome="alter",
        reason="The repair is done and there was no new incident.",
        held_by=("customer_experience_manager", "head_of_service"),
        answers=(Answer(milder, "changed"), Answer(pairs, "ended")),
        circumstances=decision.CIRCUMSTANCES,
        opened=decision.OPEN,
        appeal=decision.APPEAL,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        reply="The repair is done. I would like to call on more days.",
        reviewers=("customer_experience_manager",),
    )
