"""The outcome of an invented appeal."""

from __future__ import annotations

import dataclasses
import datetime

from letters.kinds.appeal_outcome.data import Answer, AppealOutcome, Ground
from letters.kinds.decision import sample as decision


def sample() -> AppealOutcome:
    """An appeal upheld in part: one restriction made milder, one that stands."""
    calls, pairs = decision.RESTRICTIONS
    milder = dataclasses.replace(
        calls,
        terms={"days": ["mon", "tue", "wed", "thu", "fri"], "from": "10:00", "to": "11:30"},
        reason="An hour and a half on each working day is enough to hear how the repair goes on.",
        proportionality="It is milder than two days, and the calls have been fewer since the letter.",
        starts_on=datetime.date(2027, 1, 6),
    )
    return AppealOutcome(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="A-2026-0031",
        decision_reference="D-2026-0117",
        issued_on=datetime.date(2027, 1, 5),
        received_on=datetime.date(2026, 12, 18),
        heard_on=datetime.date(2027, 1, 4),
        points=("I only rang because nobody told me when the plumber would come.", "Two days a week is too few."),
        outcome="vary",
        reasons="The repair was late and news of it was missing. That explains many of the calls.",
        considered="We looked at one named officer instead of set times. You told us that you prefer set times.",
        hearer_role="head_of_service",
        answers=(Answer(milder, "changed"), Answer(pairs, "stands")),
        circumstances=decision.CIRCUMSTANCES,
        opened=decision.OPEN,
        appeal=decision.APPEAL,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
        reviewers=("customer_experience_manager",),
        grounds=(
            Ground(
                "I only rang because nobody told me when the plumber would come.",
                "en",
                "accepted",
                "Our own record shows that nobody rang you back.",
            ),
            Ground("Two days a week is too few.", "en", "partly", "An hour and a half each working day is enough."),
        ),
    )
