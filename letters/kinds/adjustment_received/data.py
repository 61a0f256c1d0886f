"""What the receipt for a reasonable adjustment is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class AdjustmentReceived:
    """What somebody asked for, and when they have an answer.

    reference: of the request. wanted: codes of letters.words.adjustments. own_words: in the language words_language.
    reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    received_on: datetime.date
    due_on: datetime.date
    wanted: tuple[str, ...]
    own_words: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    words_language: str = "en"
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
