"""What the letter that goes with a customer's own record is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class DataAccess:
    """A copy of all that is kept about somebody goes to them (UK GDPR 15).

    reference: of the copy. made_on: the day on which it was made. regulator: who hears complaints about personal data.
    privacy: address of the page that says how long each thing is kept. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    made_on: datetime.date
    privacy: str
    opened: Open
    ombudsman: Ombudsman
    regulator: Ombudsman
    recorded: Recorded
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
