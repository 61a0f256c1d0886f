"""What the receipt for an appeal is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import (
    AppealRoute,
    Circumstances,
    Contact,
    Ombudsman,
    Open,
    Person,
    Recorded,
    Restriction,
    SignIn,
)


@dataclass(frozen=True)
class AppealReceived:
    """The receipt for an appeal.

    reference: of the appeal. decision_reference: of what it is against. received_on: the day it arrived. due_on:
    the day by which it is answered, or None where another body hears it. points: what the person said, in their
    own words and language (points_language). evidence: how many files or papers came with it. restrictions: those
    appealed against, which apply until the answer; intended: they do not, the decision was only announced.
    reviewers, sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    decision_reference: str
    issued_on: datetime.date
    received_on: datetime.date
    due_on: datetime.date | None
    points: tuple[str, ...]
    restrictions: tuple[Restriction, ...]
    circumstances: Circumstances
    opened: Open
    appeal: AppealRoute
    ombudsman: Ombudsman
    recorded: Recorded
    points_language: str = "en"
    evidence: int = 0
    intended: bool = False
    reviewers: tuple[str, ...] = ()
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
