"""What a decision letter is written from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from letters.data import (
    AppealRoute,
    Circumstances,
    Contact,
    Incident,
    Ombudsman,
    Open,
    Person,
    Recorded,
    Restriction,
    SignIn,
)


@dataclass(frozen=True)
class Steps:
    """Less restrictive steps, tried or not.

    told_on, warned_on: the days, or None. not_warned_because: staff's words where no warning was given.
    support: not_needed | none | offered | made_no_difference | declined. tried: staff's words on milder steps,
    or on why there were none.
    """

    told_on: datetime.date | None = None
    warned_on: datetime.date | None = None
    not_warned_because: str = ""
    support: str = "not_needed"
    tried: str = ""


@dataclass(frozen=True)
class Decision:
    """A decision to restrict how a customer contacts the landlord, or to act beside that.

    reference: of the decision. issued_on: date of the letter. decided_on: of the last signature. incidents: at
    least one. behaviours: codes. restrictions and actions: not both empty. deciders: role codes, no names: staff
    are not to be found by their names. reviewers: role codes. tenancy_clause: number of the clause of the tenancy
    agreement, if the policy cites one. would_help: staff's words, empty for the usual ones. immediate: somebody's
    safety needed it at once. calm_days, calm_clause: after how many days without an incident a review comes by itself,
    and who says so; 0 where the policy does not say. reviewed_languages: codes of the languages whose translation a
    person has approved.
    """

    person: Person
    contact: Contact
    reference: str
    issued_on: datetime.date
    decided_on: datetime.date
    incidents: tuple[Incident, ...]
    behaviours: tuple[str, ...]
    restrictions: tuple[Restriction, ...]
    deciders: tuple[str, ...]
    steps: Steps
    circumstances: Circumstances
    opened: Open
    appeal: AppealRoute
    ombudsman: Ombudsman
    recorded: Recorded
    actions: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    tenancy_clause: str = ""
    would_help: tuple[str, ...] = ()
    immediate: bool = False
    calm_days: int = 0
    calm_clause: str = ""
    sign_in: SignIn | None = None
    reviewed_languages: tuple[str, ...] = ()
