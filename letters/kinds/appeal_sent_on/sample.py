"""An invented appeal that another body hears."""

from __future__ import annotations

import dataclasses
import datetime

from letters.kinds.appeal_received import sample as receipt
from letters.kinds.appeal_sent_on.data import AppealSentOn
from letters.kinds.decision import sample as decision


def sample() -> AppealSentOn:
    """The invented appeal, sent to the board of a lettings scheme."""
    route = dataclasses.replace(decision.APPEAL, elsewhere="Scheme Board", clause="Example Homes 3.7")
    given = vars(receipt.sample()) | {"due_on": None, "appeal": route}
    return AppealSentOn(**given, sent_on=datetime.date(2026, 12, 21))
