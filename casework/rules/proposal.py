"""What may be proposed, as plain values: to impose, to review, to hear an appeal (RULES 3 and 4).

`reading.read_proposal` makes these from JSON; pages and actions make them directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from casework.rules.pack import Pack

NO_TERMS: Mapping[str, Any] = MappingProxyType({})


class UnreadableProposal(ValueError):  # noqa: N818 - the name says what happened
    """The proposal cannot be read. `field` says where ("restrictions[0].days"), `problem` what is wrong there."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field} {problem}")
        self.field = field
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Customer:
    """Who it is about: what they cannot use by their adjustments, and whether a third party has authority that day."""

    kind: str
    cannot_use: frozenset[str] = frozenset()
    advocate: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """What came before the decision."""

    told: bool = False
    warned: bool = False
    assessed: bool = False
    vulnerability: str = "none"
    support: str = "not_needed"


@dataclass(frozen=True, slots=True)
class Restriction:
    """One restriction with its terms (`days`, `minutes`, `channels`, ... as the kind asks), and why."""

    kind: str
    terms: Mapping[str, Any] = field(default_factory=lambda: NO_TERMS)
    reason: str | None = None
    proportionality: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the landlord, in the role in which they sign."""

    person: str
    role: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A notice that is kept back: the full justification, and who signed it off."""

    justification: str | None
    signed_by: Person


@dataclass(frozen=True, slots=True)
class LongerPeriod:
    """A review later than usual: why, and who approved it."""

    reason: str | None
    approved_by: Person


@dataclass(frozen=True, slots=True)
class Notice:
    """How the customer is told."""

    preferred: bool = True
    letter: bool = True
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Impose:
    """A proposal to restrict, or to act beside restrictions, on the day `on`."""

    on: date
    customer: Customer
    steps: Steps
    restrictions: tuple[Restriction, ...]
    reported_by: str
    review_on: date | None
    deciders: tuple[Person, ...] = ()
    actions: tuple[str, ...] = ()
    behaviour: tuple[str, ...] = ()
    serious: bool = False
    immediate_risk: bool = False
    notice: Notice = field(default_factory=Notice)
    longer_period: LongerPeriod | None = None
    not_warned_because: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A proposal to lift, alter or continue the restrictions listed, which are those that would hold from then on."""

    on: date
    outcome: Literal["lift", "alter", "continue"]
    customer: Customer
    restrictions: tuple[Restriction, ...]
    next_review_on: date | None
    reason: str | None
    reviewers: tuple[Person, ...] = ()
    invited: bool = True
    notice: Notice = field(default_factory=Notice)


@dataclass(frozen=True, slots=True)
class HearAppeal:
    """A proposal that `hearer` hears an appeal against the kinds and actions in `of`.

    `involved` lists the reporter, the signer of a withheld notice and whoever else took part. `delivered_on` is
    the day on which the decision reached the customer in a format that they can use.
    """

    received_on: date
    of: tuple[str, ...]
    customer: Customer
    hearer: Person
    decided_by: tuple[Person, ...] = ()
    involved: tuple[str, ...] = ()
    earlier_appeals_same_issue: int = 0
    new_evidence: bool = False
    delivered_on: date | None = None


Proposal = Impose | Review | HearAppeal


def read_proposal(values: object, pack: Pack) -> Proposal:
    """A proposal from plain JSON values. UnreadableProposal names the first field that is missing or wrong."""
    from casework.rules.reading import read

    return read(values, pack)
