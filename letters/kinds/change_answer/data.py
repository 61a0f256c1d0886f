"""What the answer to a change of circumstances is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class ChangeAnswer:
    """What came of what the customer told us.

    reference: of what they told us. told_on: when. what_changed: in their words and language (words_language).
    outcome: ended altered stands noted. answer: why, in the words of staff (English). clause: by which it was looked
    at, or empty where nothing applied. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    told_on: datetime.date
    what_changed: str
    outcome: str
    answer: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    clause: str = ""
    words_language: str = "en"
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
