"""What the letter about an appeal that another body hears is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.kinds.appeal_received.data import AppealReceived


@dataclass(frozen=True)
class AppealSentOn(AppealReceived):
    """An appeal that went to the body that hears it (``appeal.elsewhere``). sent_on: the day on which it went."""

    sent_on: datetime.date = datetime.date.min
