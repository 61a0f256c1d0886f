"""What the letter about somebody who is to speak for the customer is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class AdvocateNamed:
    """Who is to speak for the customer, and how it stands.

    reference: of the naming. name, organisation: of the advocate. kind: advocate attorney deputy appointee
    litigation_friend. scope: codes of what they may do. ends_on: the last day. outcome: asked stands declined refused.
    why: the reason for a refusal, in the words of staff (English). reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    name: str
    kind: str
    scope: tuple[str, ...]
    ends_on: datetime.date
    outcome: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    organisation: str = ""
    why: str = ""
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
