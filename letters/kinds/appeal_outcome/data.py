"""What the letter with the outcome of an appeal is written from."""

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
class Answer:
    """What became of one restriction that was appealed against.

    result: stands | changed | ended, or suspended | instruction for what did not bind before either. restriction: as it
    is from now on (for one that ended, as it was). Its reason and proportionality are the hearer's words on this line.
    """

    restriction: Restriction
    result: str


@dataclass(frozen=True)
class Ground:
    """One ground of the appeal and the answer to it. says: in the language `language`. answer: accepted | partly |
    not_accepted. reasons: the hearer's words."""

    says: str
    language: str
    answer: str
    reasons: str


@dataclass(frozen=True)
class AppealOutcome:
    """The outcome of an appeal.

    reference: of the appeal. decision_reference: of what was appealed against. points: what the person said, in
    their own words and language (points_language). outcome: uphold | vary | dismiss. reasons: the hearer's words
    on the whole. considered: the hearer's words on less strict steps. hearer_role: role code; heard_on: the day
    of the decision. answers: one for each restriction that was appealed against. reviewers, would_help,
    sign_in, reviewed_languages: as in a decision. appeal: how a further appeal would go. grounds: each with its
    answer, where there was more than one.
    """

    person: Person
    contact: Contact
    reference: str
    decision_reference: str
    issued_on: datetime.date
    received_on: datetime.date
    heard_on: datetime.date
    points: tuple[str, ...]
    outcome: str
    reasons: str
    considered: str
    hearer_role: str
    answers: tuple[Answer, ...]
    circumstances: Circumstances
    opened: Open
    appeal: AppealRoute
    ombudsman: Ombudsman
    recorded: Recorded
    points_language: str = "en"
    reviewers: tuple[str, ...] = ()
    would_help: tuple[str, ...] = ()
    sign_in: SignIn | None = None
    grounds: tuple[Ground, ...] = ()
    reviewed_languages: tuple[str, ...] = ()
