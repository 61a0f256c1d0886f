"""What the letter that somebody can bid for homes again is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class StatusEnded:
    """A status in a lettings scheme ended by itself. reference: of the decision. last_day: on which it still held.

    council: who hears complaints about a council's list of homes.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    scheme: str
    last_day: datetime.date
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    council: Ombudsman | None = None
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
