"""What the summary of an investigation is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn
from letters.kinds.service_receipt.data import Target


@dataclass(frozen=True)
class HazardSummary:
    """What was found, and what follows.

    looked_on: the day on which the looking ended. danger: there is a hazard. found, doing: in staff's words (English).
    targets: by when each work is done. about: a code of letters.words.services. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    received_on: datetime.date
    looked_on: datetime.date
    about: str
    danger: bool
    found: str
    doing: str
    targets: tuple[Target, ...]
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
