"""What a letter about the customer's own record is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class RecordNote:
    """We have what the customer said about their record, or the answer to it.

    reference: of what they said. said_on: when. words: what they said, in their words and language (words_language);
    right: what the record should say, or empty. about: details (were changed), reply (to an incident), received,
    corrected, partly, kept (the last three answer a correction). incident_on: the day of the incident, where it is
    about one. answer_by: the last day for our answer, where one is due. answer: why, in the words of staff (English).
    now_reads: how the record reads from now on, or empty. regulator: the one for personal data, where it is refused.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    about: str
    said_on: datetime.date
    words: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    right: str = ""
    incident_on: datetime.date | None = None
    answer_by: datetime.date | None = None
    answer: str = ""
    now_reads: str = ""
    regulator: Ombudsman | None = None
    words_language: str = "en"
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
