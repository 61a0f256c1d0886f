"""What the letter that goes with papers sent back is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import TurnedAway


@dataclass(frozen=True, kw_only=True)
class DocumentsReturned(TurnedAway):
    """Papers that are sent back. what: which papers. copied_on: the day on which a copy of each was put on record."""

    copied_on: datetime.date
