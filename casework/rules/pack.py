"""A landlord's policy as data: what the rules, the pages and the letters read of it.

A pack is one TOML file. Each rule stands in it with its clause, or is named in `silent`; a rule that is neither
is an error of the pack, never a silence. Where the policy is silent the floor (policies/floor.toml) gives the
rule, and `Rule.origin` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from casework.rules.kinds import Kind
from casework.rules.regulators import HOUSING, Ombudsman, ombudsman
from casework.rules.tables import PackError, Table
from casework.rules.unacceptable import Examples, Unacceptable

Origin = Literal["policy", "floor", "silent"]
Mode = Literal["panel", "group", "tiers", "rank"]
HearerMode = Literal["rank", "role", "tiers", "more_senior"]

# Every rule that a pack gives or is silent about.
RULES = (
    "scope",
    "threshold",
    "context",
    "persistence",
    "protected",
    "online",
    "elsewhere",
    "immediate",
    "referral",
    "enquiries",
    "decision",
    "serious",
    "police",
    "told",
    "warning",
    "assessment",
    "support",
    "measures",
    "notice.form",
    "withholding",
    "review.period",
    "review.longer",
    "review.by",
    "review.outcomes",
    "review.early",
    "appeal.hearer",
    "appeal.days",
    "appeal.repeated",
    "appeal.next",
    "appeal.intended",
    "channels.remain",
    "essential",
    "lettings",
    "tenancy",
    "marker",
    "contractors",
    "recording",
    "monitoring",
    "framework",
    "equality",
    "conduct",
    "ombudsman",
)
DATES = ("approved_on", "valid_from", "review_on")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its fields, the clause as said to people, and whether the policy, the floor or nobody gave it."""

    name: str
    table: Table
    source: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the landlord's policy. A higher rank is more senior; `service` is the one a panel member speaks for."""

    code: str
    rank: int
    service: str | None = None


@dataclass(frozen=True, slots=True)
class OpenHours:
    """When the main number is answered: days as codes, times as HH:MM."""

    days: tuple[str, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the landlord."""

    phone: str
    emergency_phone: str
    gas_phone: str
    email: str
    address: tuple[str, ...]
    hours: tuple[OpenHours, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of authority: who decides on it and who hears an appeal against it, each or anyone more senior."""

    code: str
    source: str
    role: str
    rank: int
    hearer: str
    hearer_rank: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides. `panel`: so many people of different services; `group`: named seats; `tiers`: one person of the
    level; `rank`: one person of at least that rank."""

    mode: Mode
    source: str
    from_floor: bool
    rank: int = 0
    services: tuple[str, ...] = ()
    people: int = 0
    seats: tuple[str, ...] = ()
    tiers: Mapping[str, Tier] | None = None
    tier_of_kinds: str = ""
    tier_of_actions: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that must come first (told, warned); `excused` names what excuses it."""

    required: bool
    source: str
    excused: frozenset[str]
    may_be_explained: bool


@dataclass(frozen=True, slots=True)
class Review:
    """When, by whom and with what outcome a restriction is reviewed. `longer_by` may approve a longer period.

    `asks_further`: where the behaviour went on, the policy has further action considered.
    """

    months: int
    source: str
    period_from_floor: bool
    by: str
    by_source: str
    by_from_floor: bool
    outcomes: tuple[str, ...]
    outcomes_source: str
    longer_by: tuple[str, ...]
    longer_source: str
    invitation_source: str
    asks_further: bool = False


@dataclass(frozen=True, slots=True)
class Appeals:
    """Who hears an appeal, in how many working days, whether a repeated one is refused, and what comes after.

    `whole_case`: the hearer took no part in the whole case, not only in the decision. `intended`: the policy has what
    is intended announced, so that it can be appealed before it takes effect.
    """

    mode: HearerMode
    rank: int
    role: str | None
    hearer_source: str
    hearer_from_floor: bool
    involved_source: str
    working_days: int
    days_source: str
    days_from_floor: bool
    repeated_refused: bool
    repeated_source: str
    next_steps: tuple[str, ...]
    next_source: str
    whole_case: bool
    intended: bool
    intended_source: str


@dataclass(frozen=True, slots=True)
class Serious:
    """What a serious matter does: sent elsewhere, or dealt with here with the actions that it demands."""

    elsewhere: bool
    source: str
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """How the customer is told beside the letter that always goes out, and when a notice may be kept back."""

    preferred: bool
    source: str
    withheld_for: tuple[str, ...]
    signer: str | None
    signer_rank: int
    withholding_source: str


@dataclass(frozen=True, slots=True)
class Support:
    """How hard support has to come first, and what kinds of support the policy names."""

    severity: Literal["stop", "warn"]
    source: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """An action that is recorded beside restrictions, where the policy speaks of it."""

    source: str
    tier: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where the policy meets law or the Complaint Handling Code, and what Open Door does about it."""

    id: str
    clause: str
    about: str
    law: str
    severity: Literal["high", "medium", "low"]
    product: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where the policy says two things that cannot both hold."""

    clause: str
    about: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A landlord's policy, whole. `kinds` holds every kind that is known, `kinds[code].in_policy` says whose it is.

    `to_the_month` names the dates of which the document gives the month alone; they stand on its last day.
    """

    key: str
    name: str
    policy: str
    version: str
    approved_on: date | None
    valid_from: date | None
    review_on: date | None
    to_the_month: tuple[str, ...]
    silent: frozenset[str]
    accent: str
    contact: Contact
    ombudsman: Ombudsman
    roles: Mapping[str, Role]
    kinds: Mapping[str, Kind]
    actions: Mapping[str, Measure]
    behaviour: Mapping[str, Examples]
    unacceptable: Unacceptable
    rules: Mapping[str, Rule]
    floor: Mapping[str, Rule]
    floor_name: str
    decision: Decision
    told: Step
    warning: Step
    assessment_source: str
    assessment_days_after_risk: int
    support: Support
    serious: Serious
    notice: Notice
    review: Review
    appeals: Appeals
    remain_source: str
    essential_services: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    contradictions: tuple[Contradiction, ...]

    def on(self, day: date) -> Pack:
        """The same pack with the details of others that hold on a day."""
        known = ombudsman(HOUSING, day)
        return self if known == self.ombudsman else replace(self, ombudsman=known)

    def source(self, clause: str) -> str:
        """A clause as it is said to people: "One Vision Housing 3.2.1"."""
        return f"{self.name} {clause}"

    def rank(self, role: str) -> int:
        """How senior a role is. KeyError for a role that this landlord does not have."""
        return self.roles[role].rank

    @property
    def kinds_in_policy(self) -> tuple[str, ...]:
        """The kinds that the policy has and the law allows, in the order of the shared table."""
        return tuple(code for code, kind in self.kinds.items() if kind.in_policy and not kind.unlawful)

    @property
    def tenancy_clause(self) -> str | None:
        """The clause of the tenancy agreement that a warning letter cites, where the policy names one."""
        rule = self.rules["tenancy"]
        return str(rule.table.values.get("agreement_clause") or "") or None

    @property
    def assessments_from(self) -> str | None:
        """The address that sends a copy of the policy's assessments (equality, privacy); None where none is offered."""
        values = self.rules["equality"].table.values
        return str(values.get("email") or self.contact.email) if values.get("assessment") == "on_request" else None

    @property
    def appeal_days(self) -> int:
        """Working days in which an appeal is answered."""
        return self.appeals.working_days

    @property
    def review_months(self) -> int:
        """Calendar months within which a restriction is reviewed."""
        return self.review.months

    def past_its_own_review(self, today: date) -> bool:
        """True after the day on which the landlord itself said that it would review the policy."""
        return self.review_on is not None and today > self.review_on


def load_pack(key_or_path: str) -> Pack:
    """The policy of one of the landlords in policies/, or of a file of the same form. PackError says what is wrong."""
    from casework.rules.packfile import load

    return load(key_or_path)


def landlord_keys() -> tuple[str, ...]:
    """The landlords whose packs come with the product."""
    from casework.rules.packfile import keys

    return keys()


__all__ = ["Pack", "PackError", "Rule", "landlord_keys", "load_pack"]


def default_landlord() -> str:
    """The landlord whose portal this is when nobody says (policies/landlords.toml)."""
    from casework.rules.packfile import default_key

    return default_key()
