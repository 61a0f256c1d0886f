"""Tells the stories of the demo, step by step: each step is the action that a page would call.

Nothing is written to the tables here, so that the demo cannot show what the rules forbid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import appeals, cases, decisions, hearings, incidents, steps
from casework.actions.cases import AssessmentFacts, WarningFacts
from casework.actions.decisions import DecisionFacts, RestrictionFacts
from casework.actions.hearings import Outcome
from casework.actions.incidents import IncidentFacts
from casework.actions.work import SYSTEM, Actor, Work
from casework.records.appeals import Appeal
from casework.records.decisions import Decision
from casework.records.people import StaffMember
from casework.rules import before
from casework.rules.calendar import day_of, months_after
from casework.rules.pack import Pack
from web.demo import answers
from web.demo.people import Known

Given = ParamSpec("Given")
Result = TypeVar("Result")

REVIEW_AFTER: Final = 6  # months: in time at every landlord
PROMISES: Final[Mapping[str, tuple[str, ...]]] = {
    "promises_customer": ("I will ring once a week, on Tuesday.", "I will speak calmly."),
    "promises_landlord": ("We will ring back within two working days.", "We will say when each repair is done."),
}
_WORDS: Final = {
    "reason": "You rang us 31 times in one week about a repair that had a date, and shouted at the officer.",
    "proportionality": "A set time for calls is the smallest change that lets other people get through to us.",
}
# In this order the first that a landlord's policy has: none of them closes a way to reach us.
_PREFERRED: Final[Mapping[str, Mapping[str, Any]]] = {
    "calls_at_set_times": {"days": ["tue", "thu"], "from": "10:00", "to": "11:00"},
    "single_point_of_contact": {"officer": "Olive Officer"},
    "contact_agreement": PROMISES,
}
_GROUNDS: Final = "I rang because nobody rang me back. The record should show that too."


@dataclass(frozen=True)
class Teller:
    """Takes each step as the person who takes it, on the day it happened; all in one transaction, so that nobody finds
    the stories half told. ``site``: the portal's address, which letters print."""

    session: Session
    pack: Pack
    now: datetime
    known: Mapping[str, Known]
    site: str

    def act(
        self,
        key: str,
        days_ago: float,
        action: Callable[Concatenate[Work, Given], Result],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Result:
        """One step by one person; ``system`` is what the night brings."""
        who = self.known.get(key)
        actor = Actor(who.kind, who.id, who.roles) if who else SYSTEM
        done = action(Work(self.session, actor, self.pack, self._at(days_ago), self.site), *args, **kwargs)
        self._turn_the_page()
        return done

    def _turn_the_page(self) -> None:
        """What was done is read anew by the next step, as a request of its own would read it."""
        self.session.flush()
        self.session.expire_all()

    def day(self, days_ago: float) -> date:
        """The day that long ago; of a negative number, the day to come."""
        return self._at(days_ago).date()

    def _at(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)

    def incident(self, customer: str, days_ago: float, **facts: Any) -> str:
        """Calls about a repair, unless ``facts`` say otherwise."""
        usual = IncidentFacts(
            happened_at=self._at(days_ago + 1).replace(hour=10, minute=15),
            channel="telephone",
            behaviour=("unreasonable_persistence",),
            what_happened="Rang nine times in one morning about a repair that was booked for Friday, and shouted.",
            told=True,
            warned=True,
            ended_how="call_ended",
            examples=answers.example(self.pack, "unreasonable_persistence"),
            weighed=answers.that_count(self.pack),
        )
        form_key = f"demo {customer} {days_ago}"
        ref = self.known[customer].ref
        return self.act("officer", days_ago, incidents.record, ref, replace(usual, **facts), form_key)

    def case(self, customer: str, days_ago: float, **facts: Any) -> str:
        return self.act("officer", days_ago, incidents.open_case, self.incident(customer, days_ago, **facts))

    def assessed(self, customer: str, days_ago: float, **facts: Any) -> str:
        """A case whose enquiries and assessment are done, a day later."""
        case = self.case(customer, days_ago, **facts)
        for code in before.enquiries(self.pack):
            found = "Looked through it. Nothing that was not known."
            self.act("officer", days_ago - 1, steps.enquire, case, code, found)
        known = AssessmentFacts(
            assessment="Talked with the customer for half an hour. No illness or worry lies behind it. "
            "Letters and emails reach them in their own language and format.",
            out_of_character=False,
        )
        self.act("officer", days_ago - 1, cases.assess, case, known)
        return case

    def drafted(
        self,
        customer: str,
        days_ago: float,
        restriction: RestrictionFacts | None = None,
        facts: Mapping[str, Any] | None = None,
        **proposed: Any,
    ) -> str:
        """Assessed, warned and proposed. ``facts``: of the incident; ``proposed``: of the decision."""
        case = self.assessed(customer, days_ago, **(facts or {}))
        said = "If this goes on, we may have to change how you can contact us."
        self.act("officer", days_ago - 2, cases.warn, case, WarningFacts(self.day(days_ago - 2), "telephone", said))
        usual = DecisionFacts(
            restrictions=(restriction or self._usual(),),
            review_on=months_after(self.day(days_ago - 3), REVIEW_AFTER),
            considered="We asked what would help. Everything is sent in the language and format on record.",
            tried_first="We explained when the repair would be done, and warned what would follow.",
        )
        return self.act(
            "officer", days_ago - 3, decisions.draft, case, replace(usual, **proposed), f"demo {customer} {days_ago}"
        )

    def _usual(self) -> RestrictionFacts:
        kind = next(kind for kind in _PREFERRED if kind in self.pack.kinds_in_policy)
        return RestrictionFacts(kind, _PREFERRED[kind], **_WORDS)

    def signed(self, decision: str, days_ago: float, *, all_but_the_last: bool = False) -> str:
        """Signed by as many of the deciders, in their order, as the policy asks for."""
        for key in (key for key in self.known if key.startswith("decider")):
            role = self.role(decision, key)
            if role is None:
                continue
            if all_but_the_last and self._one_short(decision, key, role):
                break
            self.act(key, days_ago, decisions.sign, decision, role, True)
            if self._allowed(decision, days_ago):
                break
        return decision

    def issued(
        self, customer: str, days_ago: float, restriction: RestrictionFacts | None = None, **proposed: Any
    ) -> str:
        """In force, told five days after the incident."""
        decision = self.signed(self.drafted(customer, days_ago, restriction, **proposed), days_ago - 4)
        return self.act("officer", days_ago - 5, decisions.issue, decision)

    def appealed(self, customer: str, decision: str, days_ago: float) -> str:
        appeal = self.act(customer, days_ago, appeals.start, decision)
        self.act(
            customer,
            days_ago,
            appeals.answer,
            appeal,
            grounds=_GROUNDS,
            wanted="Let me ring whenever the line is open.",
            new_evidence=False,
            complaint_too=False,
        )
        return self.act(customer, days_ago, appeals.submit, appeal)

    def heard(self, appeal: str, days_ago: float, outcome: Outcome, reasons: str) -> str:
        self.act("hearer", days_ago, hearings.take, appeal, self._hearing_role(appeal))
        return self.act("hearer", days_ago - 1, hearings.decide, appeal, outcome, reasons)

    def role(self, decision_ref: str, key: str) -> str | None:
        """The role in which a decider may sign this decision."""
        staff = self.session.get_one(StaffMember, self.known[key].id)
        today = day_of(self.now)
        return next(
            iter(decisions.roles_to_sign(self.session, self.pack, self._decision(decision_ref), staff, today)), None
        )

    def _decision(self, ref: str) -> Decision:
        return self.session.scalars(select(Decision).where(Decision.ref == ref)).one()

    def _hearing_role(self, appeal_ref: str) -> str:
        appeal = self.session.scalars(select(Appeal).where(Appeal.ref == appeal_ref)).one()
        staff = self.session.get_one(StaffMember, self.known["hearer"].id)
        role = hearings.role_to_hear(self.session, self.pack, appeal, staff, day_of(self.now))
        if role is None:
            raise LookupError(f"the demo's hearer may not hear {appeal_ref}")
        return role

    def _allowed(self, decision_ref: str, days_ago: float) -> bool:
        return decisions.standing(self.session, self.pack, self._decision(decision_ref), self.day(days_ago)).allowed

    def _one_short(self, decision_ref: str, key: str, role: str) -> bool:
        """Whether this person's signature would be the last that is needed: tried, and taken back."""
        with self.session.begin_nested() as trial:
            self.act(key, 0, decisions.sign, decision_ref, role, True)
            enough = self._allowed(decision_ref, 0)
            trial.rollback()
        self.session.expire_all()
        return enough
