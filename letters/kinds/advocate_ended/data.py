"""What the letter is written from that tells that somebody speaks for the customer no more."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class AdvocateEnded:
    """Who it was, and who ended it.

    ended_by: customer advocate staff system. why: staff's reason, in their words (English). opened: the ways that are
    open now, one that opened because of this among them. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    issued_on: datetime.date
    name: str
    ended_on: datetime.date
    ended_by: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    organisation: str = ""
    why: str = ""
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
