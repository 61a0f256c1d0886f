"""An invented applicant who cannot bid for a time."""

from __future__ import annotations

import datetime

from letters.data import AppealRoute, Ombudsman, Restriction
from letters.kinds.decision import sample as decision
from letters.kinds.ineligible_status.data import IneligibleStatus

COUNCIL = Ombudsman(
    name="Council Ombudsman",
    phone="01632 960700",
    website="https://council-ombudsman.example",
    checked_on=datetime.date(2026, 11, 2),
    address=("PO Box 7", "Sampleton", "ZZ1 7ZZ"),
)
LINE = Restriction(
    kind="ineligible_status",
    terms={"scheme": "Sampletown Homes"},
    reason="The form named a job that does not exist, and a letter that was not real.",
    proportionality="Twelve months is what the policy says. The council still helps somebody without a home.",
    clause="Example Homes 3.7.1",
    starts_on=datetime.date(2026, 11, 30),
    review_on=datetime.date(2027, 11, 30),
)


def sample() -> IneligibleStatus:
    """Twelve months without bidding, with an appeal to the board of the scheme."""
    shared = vars(decision.sample()) | {
        "restrictions": (LINE,),
        "actions": (),
        "appeal": AppealRoute("", 0, "Example Homes 3.7.2", elsewhere="Scheme Board", council=COUNCIL),
    }
    return IneligibleStatus(**shared, scheme="Sampletown Homes", last_day=datetime.date(2027, 11, 30))
