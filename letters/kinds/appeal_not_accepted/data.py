"""What the letter about an appeal that is not heard again is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.kinds.appeal_received.data import AppealReceived


@dataclass(frozen=True)
class AppealNotAccepted(AppealReceived):
    """A repeated appeal without anything new: what a receipt says, and why it is not heard.

    clause: where the policy says so. answered: reference and day of the answer that was given before, or None.
    """

    clause: str = ""
    answered_as: str = ""
    answered_on: datetime.date | None = None
