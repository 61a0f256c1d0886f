"""What the letter about something that stopped, or opened, by itself is written from."""

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
class Suspension:
    """What a missed review, a closed door, or a director who decided about one, did.

    why: review_missed | director_silent | director_kept | director_ended | door_closed. missed_on: the last day of the
    review, where one was missed. decide_by: the last day for a director, where safety restrictions wait for one.
    kept_until, reason: of what a director decided. answers: each restriction with what became of it: suspended |
    waits | kept | instruction | stands. opened_now: channels that opened by themselves. asked_before: they were asked
    how things are now before this letter. sign_in, reviewed_languages: as in a decision.
    """

    person: Person
    contact: Contact
    decision_reference: str
    issued_on: datetime.date
    why: str
    answers: tuple[Answer, ...]
    circumstances: Circumstances
    opened: Open
    appeal: AppealRoute
    ombudsman: Ombudsman
    recorded: Recorded
    missed_on: datetime.date | None = None
    decide_by: datetime.date | None = None
    opened_now: tuple[str, ...] = ()
    asked_before: bool = False
    kept_until: datetime.date | None = None
    reason: str = ""
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
