"""An invented appeal that is not heard again."""

from __future__ import annotations

import datetime

from letters.kinds.appeal_not_accepted.data import AppealNotAccepted
from letters.kinds.appeal_received import sample as receipt


def sample() -> AppealNotAccepted:
    """The invented appeal, sent a second time."""
    came_on = datetime.date(2027, 2, 1)
    given = vars(receipt.sample()) | {
        "reference": "A-2027-0004", "received_on": came_on, "issued_on": came_on, "due_on": None, "evidence": 0,
    }  # fmt: skip
    return AppealNotAccepted(
        **given, clause="Example Homes 3.4", answered_as="A-2026-0031", answered_on=datetime.date(2027, 1, 5)
    )
