"""An invented advocate says yes."""

from __future__ import annotations

import datetime

from letters.kinds.advocate_named.data import AdvocateNamed
from letters.kinds.decision import sample as decision


def sample() -> AdvocateNamed:
    """Somebody at an advice centre may speak for the customer from now on."""
    return AdvocateNamed(
        person=decision.PERSON,
        contact=decision.CONTACT,
        reference="P-2027-0007",
        issued_on=datetime.date(2027, 2, 15),
        name="Ada Spokeswell",
        organisation="Sampletown Advice Centre",
        kind="advocate",
        scope=("see", "letters", "speak", "appeal"),
        ends_on=datetime.date(2028, 2, 14),
        outcome="stands",
        opened=decision.OPEN,
        ombudsman=decision.OMBUDSMAN,
        recorded=decision.RECORDED,
    )
