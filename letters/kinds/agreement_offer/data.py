"""What the offer of a contact agreement is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class AgreementOffer:
    """Promises of both sides, which bind nobody until the customer says yes.

    reference: of the agreement. why: what led to it, in the words of staff (English). promises_customer,
    promises_landlord: one sentence each. answer_by: the day by which we would like to know. review_on: when both look
    at it again. clause: where the policy speaks of agreements. reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    why: str
    promises_customer: tuple[str, ...]
    promises_landlord: tuple[str, ...]
    answer_by: datetime.date
    review_on: datetime.date
    clause: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
