"""The same few people in every test, on record at one landlord, and what each of them does.

    town = Town(database, "octavia")
    town.act("officer", incidents.open_case, incident_ref)

`act` runs one action in a transaction of its own, as that person, on the town's day. The shorthands below go one step
of the story each; what a test is about, it does itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from argon2 import PasswordHasher
from sqlalchemy import ColumnElement, func, select

from casework.actions import appeals, cases, decisions, hearings, incidents, people, steps
from casework.actions.decisions import DecisionFacts, RestrictionFacts
from casework.actions.work import SYSTEM, Actor, Work
from casework.records.base import Base
from casework.records.database import Database
from casework.records.events import Event
from casework.records.letters import Letter
from casework.records.tasks import Task
from casework.rules import before
from casework.rules.calendar import day_of, months_after
from casework.rules.pack import Pack, load_pack
from tests.remembering import Memory, remembered
from web.demo import answers
from web.demo.people import PASSWORD, Known, register, totp_secret

__all__ = ["DECIDERS", "LANDLORDS", "NOW", "PASSWORD", "USUAL", "Town", "totp_secret"]

P = ParamSpec("P")
R = TypeVar("R")

NOW: Final = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # a Monday
LANDLORDS: Final = (
    "one-vision-housing",
    "watford-community-housing",
    "octavia",
    "notting-hill-genesis",
    "calico-homes",
)
# Who signs an ordinary decision at each landlord, so that its policy is satisfied.
DECIDERS: Final = {
    "one-vision-housing": ("decider", "decider-2"),
    "watford-community-housing": ("decider", "decider-2", "decider-3"),
    "octavia": ("decider",),
    "notting-hill-genesis": ("decider",),
    "calico-homes": ("decider",),
}
_CALLS: Final = RestrictionFacts(
    "calls_at_set_times",
    {"days": ["tue"], "from": "10:00", "to": "11:00"},
    "You telephoned 43 times in three days about a repair that was booked.",
    "One hour a week is enough for what is open, and you can still write to us.",
)
# An ordinary restriction of each landlord's policy.
USUAL: Final = {
    "one-vision-housing": _CALLS,
    "watford-community-housing": _CALLS,
    "octavia": replace(_CALLS, kind="contact_time_limited", terms={"minutes": 30, "per": "week"}),
    "notting-hill-genesis": replace(
        _CALLS,
        kind="contact_agreement",
        terms={"promises_customer": ["I telephone once a week"], "promises_landlord": ["We answer within two days"]},
    ),
    "calico-homes": _CALLS,
}

people.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # weak on purpose: tests are many


class Town:
    """A landlord with all the people of the demo on record, on one day."""

    def __init__(self, database: Database, landlord: str = "one-vision-housing", now: datetime = NOW) -> None:
        self.database = database
        self.pack: Pack = load_pack(landlord)
        self.now = self.began = now
        # Everybody of the demo, by key. Later towns of the same day have the same people.
        begun = (
            self.now if self.now == NOW else day_of(self.now),
            database.keyring.seal("town"),
            database.keyring.seals,
        )
        self.memory = Memory(database, self.pack, *begun)
        self.known: dict[str, Known] = dict(self.memory.tell("people", self._register))

    def _register(self) -> dict[str, Known]:
        with self.database.writing() as session:
            return register(Work(session, SYSTEM, self.pack, self.now))

    @property
    def day(self) -> timedelta:
        """How long it is since the story began."""
        return self.now - self.began

    @property
    def landlord(self) -> str:
        return self.pack.key

    @property
    def today(self) -> date:
        return day_of(self.now)

    def actor(self, key: str) -> Actor:
        if key == "system":
            return SYSTEM
        person = self.known[key]
        return Actor(person.kind, person.id, person.roles)

    def ref(self, key: str) -> str:
        return self.known[key].ref

    def act(self, key: str, action: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """One action by one person, committed when it returns."""
        return self.database.write(
            lambda session: action(Work(session, self.actor(key), self.pack, self.now), *args, **kwargs)
        )

    def later(self, **by: int) -> None:
        """Let time pass: `later(days=3)`."""
        self.now += timedelta(**by)

    @remembered
    def incident(self, customer: str = "resident", form_key: str = "form-1", **facts: Any) -> str:
        told = incidents.IncidentFacts(
            happened_at=self.now - timedelta(hours=2),
            channel="telephone",
            behaviour=("unreasonable_persistence",),
            what_happened="43 calls in three days about a repair that was booked; three of us were kept from work.",
            told=True,
            warned=True,
            ended_how="call_ended",
            weighed=answers.that_count(self.pack),
        )
        return self.act("officer", incidents.record, self.ref(customer), replace(told, **facts), form_key)

    @remembered
    def case(self, customer: str = "resident", form_key: str = "form-1", **facts: Any) -> str:
        """A case on one incident, assessed and warned about."""
        case = self.act("officer", incidents.open_case, self.incident(customer, form_key, **facts))
        self.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with the customer about how they live."))
        warning = cases.WarningFacts(self.today, "letter", "If the calls go on we may set times for them.")
        self.act("officer", cases.warn, case, warning)
        self.enquiries(case)
        return case

    def enquiries(self, case: str) -> None:
        """Every enquiry that the policy lists, made and ticked off."""
        for code in before.enquiries(self.pack):
            self.act("officer", steps.enquire, case, code, "Nothing that we did not know.")

    def facts(self, *restrictions: RestrictionFacts, **facts: Any) -> DecisionFacts:
        chosen = restrictions or (USUAL[self.landlord],)
        given = DecisionFacts(chosen, review_on=months_after(self.today, 6), considered="Reads Arabic; large print.")
        return replace(given, **facts)

    @remembered
    def draft(self, case: str, *restrictions: RestrictionFacts, form_key: str = "draft-1", **facts: Any) -> str:
        return self.act("officer", decisions.draft, case, self.facts(*restrictions, **facts), form_key)

    @remembered
    def sign(self, decision: str, *keys: str, agrees: bool = True, dissent: str = "") -> None:
        """Each of these people signs, in the first of their roles."""
        for key in keys or DECIDERS[self.landlord]:
            self.act(key, decisions.sign, decision, self.known[key].roles[0], agrees, dissent=dissent)

    @remembered
    def decided(self, customer: str = "resident", form_key: str = "form-1", *restrictions: RestrictionFacts) -> str:
        """An ordinary decision, issued."""
        decision = self.draft(self.case(customer, form_key), *restrictions, form_key=f"{form_key}-draft")
        self.sign(decision)
        return self.act("officer", decisions.issue, decision)

    @remembered
    def appealed(self, decision: str, by: str = "resident", grounds: str = "Nobody came, so I had to call.") -> str:
        """An appeal, handed in."""
        appeal = self.act(by, appeals.start, decision)
        self.act(by, appeals.answer, appeal, grounds=grounds, wanted="Let me call every day.", new_evidence=False)
        return self.act(by, appeals.submit, appeal)

    @remembered
    def taken(self, appeal: str, by: str = "hearer") -> str:
        """An appeal that somebody has taken to hear."""
        return self.act(by, hearings.take, appeal, self.known[by].roles[0])

    def waits(self, kind: str) -> list[str]:
        """What waits in the work list, of one kind: the references of what it is about."""
        with self.database.reading() as session:
            return list(session.scalars(select(Task.ref).where(Task.kind == kind).order_by(Task.id)))

    def count(self, table: type[Base], *where: ColumnElement[bool]) -> int:
        """How many rows a table has, of those that `where` names."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(table).where(*where)) or 0

    def events(self, name: str) -> int:
        """How often something is on record."""
        return self.count(Event, Event.name == name)

    def letters(self, kind: str) -> int:
        """How many letters of a kind were asked for."""
        return self.count(Letter, Letter.kind == kind)
