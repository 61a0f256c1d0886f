"""What the letter is written from that says that no more answers follow on a matter."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class LastAnswer:
    """No more answers follow on a matter, before letters about it may be read and filed.

    reference: of the case. said: which matter it is, and why it is closed, in the words of staff (English). clause: of
    the policy. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    said: str
    clause: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
