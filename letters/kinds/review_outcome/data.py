"""What the letter with the outcome of a review is written from."""

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
    SignIn,
)
from letters.kinds.appeal_outcome.data import Answer


@dataclass(frozen=True)
class ReviewOutcome:
    """The outcome of a review.

    reference: of the review. outcome: lift | alter | continue. reason: the reviewers' words on the whole. reply: what
    the person said, in their own words and language. held_by: role codes. answers: what became of each restriction
    (stands, again, changed, ended). reviewers: who looks at it the next time. appeal: how one against it would go.
    sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    reference: str
    decision_reference: str
    issued_on: datetime.date
    held_on: datetime.date
    outcome: str
    reason: str
    held_by: tuple[str, ...]
    answers: tuple[Answer, ...]
    circumstances: Circumstances
    opened: Open
    appeal: AppealRoute
    ombudsman: Ombudsman
    recorded: Recorded
    reply: str = ""
    reply_language: str = "en"
    reviewers: tuple[str, ...] = ()
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
