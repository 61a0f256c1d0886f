"""An invented notice that is kept back."""

from __future__ import annotations

import datetime

from letters.kinds.decision import sample as decision
from letters.kinds.withheld_record.data import WithheldRecord


def sample() -> WithheldRecord:
    """Visits in pairs of which somebody is not told, looked at again once."""
    shared = vars(decision.sample()) | {"restrictions": decision.RESTRICTIONS[1:], "actions": (), "sign_in": None}
    return WithheldRecord(
        **shared,
        justification="He said that he would wait at the office for whoever signs such a letter.",
        signer_role="head_of_service",
        test_by=datetime.date(2027, 5, 28),
        tested_on=datetime.date(2027, 2, 1),
        test_reason="The police ask us to wait until the hearing in April.",
        tester_role="head_of_service",
    )
