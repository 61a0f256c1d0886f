"""The offer of an invented agreement."""

from __future__ import annotations

import datetime

from letters.kinds.agreement_offer.data import AgreementOffer
from letters.kinds.decision import sample as decision


def sample() -> AgreementOffer:
    """An offer with promises of both sides."""
    return AgreementOffer(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="G-2026-0009",
        issued_on=datetime.date(2026, 11, 23),
        why="In three weeks there were 64 calls about one repair, and on most days nobody could tell you anything new.",
        promises_customer=("I telephone on Tuesdays and Thursdays.", "I speak calmly with the people who answer."),
        promises_landlord=("We telephone you every Monday.", "One person deals with your repair until it is done."),
        answer_by=datetime.date(2026, 12, 7),
        review_on=datetime.date(2027, 5, 21),
        clause="Example Homes 5.0",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
    )
