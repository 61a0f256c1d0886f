"""What an offer of help is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class SupportOffer:
    """Help that was offered: of which kind (support, referral, advocacy, medical), what exactly, on which day.

    reference: of the offer. what: staff's words. clause: where the policy has help come first. sign_in,
    reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    kind: str
    what: str
    offered_on: datetime.date
    clause: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
