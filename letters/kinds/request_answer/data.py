"""What a letter about something that somebody asked is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class RequestAnswer:
    """That we have what somebody asked about an essential service (``answer`` is empty), or the answer to it.

    service: its code, empty for what somebody said about staff. asked_on: the day. what: in the person's words and
    language (words_language). answer_by: the last day for the answer. answer: in the words of staff (English).
    reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    service: str
    asked_on: datetime.date
    what: str
    answer_by: datetime.date
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    answer: str = ""
    words_language: str = "en"
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
