"""What a question to the customer is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import Contact, Incident, Ombudsman, Open, Person, Recorded, SignIn


@dataclass(frozen=True)
class InformationRequest:
    """What the customer is asked before anything is decided, why, and by when an answer helps.

    reference: of the case. incidents, behaviours: what the case is about, as in a decision. asks, why: staff's words.
    clause: where the policy has staff ask first. answer_at: address of the page on which this reader can answer, blank
    for whoever speaks for them. sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    incidents: tuple[Incident, ...]
    behaviours: tuple[str, ...]
    asks: str
    why: str
    answer_by: datetime.date
    clause: str
    opened: Open
    ombudsman: Ombudsman
    recorded: Recorded
    answer_at: str = ""
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
