"""What a customer may ask to put right in their record, and by when they have an answer (UK GDPR 12 and 16)."""

from __future__ import annotations

from datetime import date
from typing import Final

from casework.rules.calendar import months_after
from casework.rules.pack import Pack

PARTS: Final = ("details", "incident", "decision", "letter", "other")
OUTCOMES: Final = ("corrected", "partly", "kept")  # kept: it stays, with what the customer says beside it


def answer_by(pack: Pack, asked_on: date) -> date:
    """The last day for an answer, counted in calendar months from the day on which it was asked."""
    return months_after(asked_on, pack.floor["data_rights"].table.count("months"))
