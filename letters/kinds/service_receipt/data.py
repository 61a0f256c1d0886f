"""What the receipt for a service is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class Target:
    """Something that we must do by a day.

    code: of letters.words.services. at: "14:30" where it counts by the hour, else empty. source: the law or the clause
    that sets it. first_on: where it was made longer, the day without that; longer_source, longer_why: the clause that
    allows it, and why in staff's words (English).
    """

    code: str
    on: datetime.date
    source: str
    at: str = ""
    first_on: datetime.date | None = None
    longer_source: str = ""
    longer_why: str = ""


@dataclass(frozen=True)
class Visit:
    """When we come: the day, and from when to when ("08:00")."""

    on: datetime.date
    starts: str
    ends: str


@dataclass(frozen=True)
class ServiceReceipt:
    """What we have, and what we do by when.

    event: received booked longer done closed. service: an essential service of the rules. about: a code of
    letters.words.services. what: what the person told us, in their words and language (words_language). conditions:
    how a visit is made, as codes. answer: what was done, in staff's words (English). next_on: when the next check is
    due. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    received_on: datetime.date
    event: str
    service: str
    about: str
    what: str
    targets: tuple[Target, ...]
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    conditions: tuple[str, ...] = ()
    visit: Visit | None = None
    answer: str = ""
    next_on: datetime.date | None = None
    words_language: str = "en"
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
