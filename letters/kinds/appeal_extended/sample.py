"""An invented appeal whose answer takes longer."""

from __future__ import annotations

import datetime

from letters.kinds.appeal_extended.data import AppealExtended
from letters.kinds.appeal_received import sample as receipt


def sample() -> AppealExtended:
    """The invented appeal, put off by a week and a half."""
    given = vars(receipt.sample()) | {"issued_on": datetime.date(2027, 1, 5), "due_on": datetime.date(2027, 1, 18)}
    why = "The officer who took your calls is away until Monday 11 January. I want to hear them before I decide."
    return AppealExtended(**given, was_due_on=datetime.date(2027, 1, 6), reason=why)
