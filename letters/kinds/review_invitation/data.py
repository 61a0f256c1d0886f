"""What the invitation to a review is written from."""

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
from letters.kinds.appeal_outcome.data import Answer


@dataclass(frozen=True)
class ReviewInvitation:
    """An invitation to say how things are now, before everything that one decision made is looked at again.

    reference: of the review. due_on: the last day of the review. reply_by: until when the person may answer. early:
    it comes before its time. asked: what the person said when they asked for it. restrictions: what binds them.
    paused: what does not bind them at the moment: suspended | instruction (two of the staff may still come together).
    calm_days, calm_clause: after how many days without an incident a review comes by itself, and who says so; 0 where
    the policy does not say. reviewers, sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    decision_reference: str
    issued_on: datetime.date
    due_on: datetime.date
    reply_by: datetime.date
    restrictions: tuple[Restriction, ...]
    circumstances: Circumstances
    opened: Open
    appeal: AppealRoute
    ombudsman: Ombudsman
    recorded: Recorded
    paused: tuple[Answer, ...] = ()
    early: bool = False
    asked: str = ""
    asked_language: str = "en"
    reviewers: tuple[str, ...] = ()
    calm_days: int = 0
    calm_clause: str = ""
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
