"""What the receipt for contact that got no answer is written from."""

from __future__ import annotations

from dataclasses import dataclass

from letters.data import TurnedAway


@dataclass(frozen=True, kw_only=True)
class RefusedContact(TurnedAway):
    """Contact that was refused, or read and filed. outcome: refused | filed."""

    outcome: str
