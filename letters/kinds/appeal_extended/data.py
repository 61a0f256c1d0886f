"""What the letter about an answer that takes longer is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.kinds.appeal_received.data import AppealReceived


@dataclass(frozen=True)
class AppealExtended(AppealReceived):
    """An appeal whose answer takes longer. due_on: the new day. was_due_on: the day before. reason: why, in the words
    of staff (English)."""

    was_due_on: datetime.date = datetime.date.min
    reason: str = ""
