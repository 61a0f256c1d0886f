"""What the people of the demo have behind them: a case at every stage, each step taken by the person who may.

Nothing is written to the tables here: each step is the action that a page would call, so that the demo cannot show
what the rules forbid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import appeals, cases, decisions, hearings, incidents
from casework.actions.cases import AssessmentFacts, WarningFacts
from casework.actions.decisions import DecisionFacts, RestrictionFacts
from casework.actions.incidents import IncidentFacts
from casework.actions.work import SYSTEM, Actor, Work
from casework.records.appeals import Appeal
from casework.records.database import Database
from casework.records.decisions import Decision
from casework.records.people import Customer, StaffMember
from casework.rules.calendar import months_after
from casework.rules.pack import Pack
from web.demo import people
from web.demo.people import Known

Given = ParamSpec("Given")
Result = TypeVar("Result")

REVIEW_AFTER: Final = 6  # months: in time at every landlord
_WORDS: Final = {
    "reason": "You rang us 31 times in one week about a repair that had a date, and shouted at the officer.",
    "proportionality": "A set time for calls is the smallest change that lets other people get through to us.",
}
# In this order the first that a landlord's policy has: none of them closes a way to reach us.
_PREFERRED: Final[Mapping[str, Mapping[str, Any]]] = {
    "calls_at_set_times": {"days": ["tue", "thu"], "from": "10:00", "to": "11:00"},
    "single_point_of_contact": {"officer": "Olive Officer"},
    "contact_agreement": {
        "promises_customer": ["I will ring once a week, on Tuesday.", "I will speak calmly."],
        "promises_landlord": ["We will ring back within two working days.", "We will say when each repair is done."],
    },
}


@dataclass(frozen=True)
class Teller:
    """Tells the stories: each step as the person who takes it, on the day it happened; all in one transaction, so that
    nobody finds them half told."""

    session: Session
    pack: Pack
    now: datetime
    known: Mapping[str, Known]

    def act(
        self,
        key: str,
        days_ago: float,
        action: Callable[Concatenate[Work, Given], Result],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Result:
        who = self.known[key]
        actor = Actor(who.kind, who.id, who.roles)
        done = action(Work(self.session, actor, self.pack, self._at(days_ago)), *args, **kwargs)
        self._turn_the_page()
        return done

    def _turn_the_page(self) -> None:
        """What was done is read anew by the next step, as a request of its own would read it."""
        self.session.flush()
        self.session.expire_all()

    def _at(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)

    def incident(self, customer: str, days_ago: float) -> str:
        facts = IncidentFacts(
            happened_at=self._at(days_ago + 0.1),
            channel="telephone",
            behaviour=("unreasonable_persistence",),
            what_happened="Rang nine times in one morning about a repair that was booked for Friday, and shouted.",
            told=True,
            warned=True,
            ended_how="call_ended",
        )
        return self.act("officer", days_ago, incidents.record, self.known[customer].ref, facts, f"demo {customer}")

    def case(self, customer: str, days_ago: float) -> str:
        return self.act("officer", days_ago, incidents.open_case, self.incident(customer, days_ago))

    def assessed(self, customer: str, days_ago: float) -> str:
        case = self.case(customer, days_ago)
        warning = WarningFacts(
            given_on=self._at(days_ago - 1).date(),
            how="telephone",
            what_was_said="If the calls go on like this, we may set times for them.",
        )
        self.act("officer", days_ago - 1, cases.warn, case, warning)
        facts = AssessmentFacts(
            assessment="Talked with the customer for half an hour. No illness or worry lies behind the calls. "
            "Letters and emails reach them in their own language and format.",
            out_of_character=False,
        )
        self.act("officer", days_ago - 2, cases.assess, case, facts)
        return case

    def drafted(self, customer: str, days_ago: float) -> str:
        case = self.assessed(customer, days_ago)
        kind = next(kind for kind in _PREFERRED if kind in self.pack.kinds_in_policy)
        facts = DecisionFacts(
            restrictions=(RestrictionFacts(kind, _PREFERRED[kind], **_WORDS),),
            review_on=months_after(self._at(days_ago - 3).date(), REVIEW_AFTER),
            considered="We asked what would help. Everything is sent in the language and format on record.",
            tried_first="We explained when the repair would be done, and warned what would follow.",
        )
        return self.act("officer", days_ago - 3, decisions.draft, case, facts, f"demo {customer}")

    def signed(self, customer: str, days_ago: float, *, all_but_the_last: bool = False) -> str:
        """Signed by as many of the deciders, in their order, as the policy asks for."""
        decision = self.drafted(customer, days_ago)
        deciders = [key for key in self.known if key.startswith("decider")]
        for key in deciders:
            role = self.role(decision, key)
            if role is None:
                continue
            if all_but_the_last and self._one_short(decision, key, role):
                break
            self.act(key, days_ago - 4, decisions.sign, decision, role, True)
            if self._allowed(decision, days_ago - 4):
                break
        return decision

    def issued(self, customer: str, days_ago: float) -> str:
        decision = self.signed(customer, days_ago)
        return self.act("officer", days_ago - 5, decisions.issue, decision)

    def appealed(self, customer: str, days_ago: float, appealed_days_ago: float) -> str:
        decision = self.issued(customer, days_ago)
        appeal = self.act(customer, appealed_days_ago, appeals.start, decision)
        self.act(
            customer,
            appealed_days_ago,
            appeals.answer,
            appeal,
            grounds="I rang because nobody rang me back. The record should show that too.",
            wanted="Let me ring whenever the line is open.",
            new_evidence=False,
            complaint_too=False,
        )
        return self.act(customer, appealed_days_ago, appeals.submit, appeal)

    def heard(self, customer: str, days_ago: float, appealed_days_ago: float) -> str:
        appeal = self.appealed(customer, days_ago, appealed_days_ago)
        self.act("hearer", appealed_days_ago - 1, hearings.take, appeal, self._hearing_role(appeal))
        reasons = (
            "The calls came after two of our own promises to ring back were broken. The set times end. "
            "We ask you to speak calmly, and we will ring back when we say so."
        )
        return self.act("hearer", appealed_days_ago - 2, hearings.decide, appeal, "uphold", reasons)

    def role(self, decision_ref: str, key: str) -> str | None:
        """The role in which a decider may sign this decision."""
        staff = self.session.get_one(StaffMember, self.known[key].id)
        decision = self._decision(decision_ref)
        return next(iter(decisions.roles_to_sign(self.session, self.pack, decision, staff, self.now.date())), None)

    def _decision(self, ref: str) -> Decision:
        return self.session.scalars(select(Decision).where(Decision.ref == ref)).one()

    def _hearing_role(self, appeal_ref: str) -> str:
        appeal = self.session.scalars(select(Appeal).where(Appeal.ref == appeal_ref)).one()
        staff = self.session.get_one(StaffMember, self.known["hearer"].id)
        role = hearings.role_to_hear(self.session, self.pack, appeal, staff, self.now.date())
        if role is None:
            raise LookupError(f"the demo's hearer may not hear {appeal_ref}")
        return role

    def _allowed(self, decision_ref: str, days_ago: float) -> bool:
        day = self._at(days_ago).date()
        return decisions.standing(self.session, self.pack, self._decision(decision_ref), day).allowed

    def _one_short(self, decision_ref: str, key: str, role: str) -> bool:
        """Whether this person's signature would be the last that is needed: tried, and taken back."""
        with self.session.begin_nested() as trial:
            self.act(key, 0, decisions.sign, decision_ref, role, True)
            enough = self._allowed(decision_ref, 0)
            trial.rollback()
        self.session.expire_all()
        return enough


def load(database: Database, pack: Pack, now: datetime) -> bool:
    """Fill an empty database with the demo's people and their cases. False: they were there already."""
    with database.writing() as session:
        if _there(session):
            return False
        long_ago = now - timedelta(days=90)
        known = people.register(Work(session, SYSTEM, pack, long_ago))
        _tell(Teller(session, pack, now, known))
    return True


def _tell(teller: Teller) -> None:
    teller.issued("resident", 20)
    teller.appealed("resident-blind", 30, 3)
    teller.signed("resident-unrestricted", 8, all_but_the_last=True)
    takes_applicants = "applicant" in teller.pack.rules["scope"].table.values.get("customers", ())
    teller.heard("applicant" if takes_applicants else "neighbour", 40, 25)
    if takes_applicants:
        teller.case("neighbour", 2)


def _there(session: Session) -> bool:
    return session.scalar(select(Customer.id).limit(1)) is not None
