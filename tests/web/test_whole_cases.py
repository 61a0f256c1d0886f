"""Whole cases, driven at random through the actions: after each step every promise still holds, on both databases.

Each run is one landlord with the demo's people. Steps are tried that the rules may refuse: a refusal is an answer, a
broken promise is not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from casework.actions import (
    adjustments,
    appeals,
    cases,
    decisions,
    hearings,
    incidents,
    night,
    people,
    proposals,
    reviewing,
    reviews,
)
from casework.actions.adjustments import AdjustmentFacts
from casework.actions.cases import AssessmentFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, NotFoundError, RefusedError, Work
from casework.records import events, keys, own
from casework.records.appeals import Appeal
from casework.records.cases import Case
from casework.records.database import Database
from casework.records.decisions import Decision, Restriction
from casework.records.letters import Letter
from casework.records.people import Authority
from casework.records.reviews import Review
from casework.rules.calendar import months_after
from casework.rules.channels import usable_channels
from casework.rules.vocabulary import DIRECT_CHANNELS, SUPPORT, VULNERABILITY
from tests.databases import Databases
from tests.people import DECIDERS, LANDLORDS, Town
from tests.unit.rules.examples import TERMS

CUSTOMERS = some.sampled_from(["resident", "resident-blind", "neighbour", "applicant"])
EVERYBODY = ("officer", "decider", "decider-2", "decider-3", "hearer", "hearer-2")
STAFF = some.sampled_from(EVERYBODY)
YES_OR_NO = some.booleans()
PICK = some.integers(0, 1_000)


class Cases(RuleBasedStateMachine):
    """Everything that people do about a few customers, in any order, and what has to be true after each step."""

    town: Town
    shift: int  # the same steps choose otherwise at each landlord

    def __init__(self) -> None:
        super().__init__()
        self.forms = 0
        self.handed_in: set[str] = set()

    def tries(self, who: str, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What the action gives back, or None where it is refused."""
        if who not in self.town.known:
            return None
        try:
            return self.town.act(who, action, *args, **kwargs)
        except (RefusedError, NotFoundError):
            return None

    def form_key(self) -> str:
        self.forms += 1
        return f"form-{self.forms}"

    def one_of(self, model: type[Any], pick: int, *where: Any) -> Any:
        """The reference of one of the rows, or None."""
        with self.town.database.reading() as session:
            found = session.scalars(select(model.ref).where(*where).order_by(model.id)).all()
        return found[(pick + self.shift) % len(found)] if found else None

    def restriction(self, pick: int, text: str = "Nineteen calls in one morning.") -> RestrictionFacts:
        kinds = sorted(self.town.pack.kinds_in_policy)
        kind = kinds[(pick + self.shift) % len(kinds)]
        return RestrictionFacts(kind, TERMS.get(kind, {}), text, "Asking twice did not help.")

    # What people do.

    @initialize()
    def something_applies_was_appealed_against_and_is_reviewed(self) -> None:
        """However much of what comes after is refused, this much has happened."""
        for customer in ("resident", "neighbour"):
            decision = self.town.decided(customer, self.form_key())
        appeal = self.town.taken(self.town.appealed(decision, "neighbour"))
        self.handed_in.add(appeal)
        self.town.act("hearer", hearings.decide, appeal, "dismiss", "It is still needed.")
        review = self.town.act("officer", reviews.begin, decision)
        self.town.act("officer", reviewing.propose, review, ReviewFacts("lift", "It has been quiet since."))
        for decider in DECIDERS[self.town.landlord]:
            self.town.act(decider, reviewing.sign, review, self.town.known[decider].roles[0], True)
        self.town.act("officer", reviewing.hold, review)

    @rule(customer=CUSTOMERS, serious=YES_OR_NO, risk=YES_OR_NO, told=YES_OR_NO)
    def an_incident_opens_a_case(self, customer: str, serious: bool, risk: bool, told: bool) -> None:
        incident = self.town.incident(
            customer, self.form_key(), serious=serious, immediate_risk=risk, told=told, warned=told
        )
        self.tries("officer", incidents.open_case, incident)

    @rule(pick=PICK, vulnerability=some.sampled_from(VULNERABILITY), support=some.sampled_from(SUPPORT))
    def circumstances_are_assessed(self, pick: int, vulnerability: str, support: str) -> None:
        case = self.one_of(Case, pick)
        if case:
            self.tries("officer", cases.assess, case, AssessmentFacts("We talked.", vulnerability, support))

    @rule(customer=CUSTOMERS, picks=some.lists(PICK, min_size=1, max_size=3), months=some.sampled_from([0, 3, 6, 6]))
    def a_decision_is_prepared_and_issued(self, customer: str, picks: list[int], months: int) -> None:
        """Everything in the right order: most of these the rules allow."""
        key = self.form_key()
        try:
            case = self.town.case(customer, key)
        except RefusedError:
            return
        chosen = [self.restriction(pick) for pick in picks]
        review = months_after(self.town.today, months) if months else None
        facts = self.town.facts(*chosen, review_on=review)
        decision = self.tries("officer", decisions.draft, case, facts, f"{key}-draft")
        if decision is None:
            return
        for decider in EVERYBODY:
            if decider in self.town.known:
                self.tries(decider, decisions.sign, decision, self.town.known[decider].roles[0], True)
        self.tries("officer", decisions.issue, decision)

    @rule(pick=PICK, which=PICK, reason=some.sampled_from(["Nineteen calls.", " ", ""]), months=some.integers(0, 14))
    def a_proposal_is_changed(self, pick: int, which: int, reason: str, months: int) -> None:
        decision = self.one_of(Decision, pick, Decision.state == "draft")
        if decision:
            review = months_after(self.town.today, months) if months else None
            facts = self.town.facts(self.restriction(which, reason), review_on=review)
            self.tries("officer", decisions.change, decision, facts)

    @rule(pick=PICK, who=STAFF, agrees=YES_OR_NO)
    def somebody_signs(self, pick: int, who: str, agrees: bool) -> None:
        decision = self.one_of(Decision, pick, Decision.state == "draft")
        if decision and who in self.town.known:
            role = self.town.known[who].roles[0]
            self.tries(who, decisions.sign, decision, role, agrees, dissent="" if agrees else "Too much.")

    @rule(pick=PICK, who=STAFF)
    def somebody_issues(self, pick: int, who: str) -> None:
        decision = self.one_of(Decision, pick)
        if decision:
            self.tries(who, decisions.issue, decision)

    @rule(pick=PICK, who=some.sampled_from(["resident", "resident-blind", "neighbour", "applicant", "advocate"]))
    def somebody_appeals(self, pick: int, who: str) -> None:
        decision = self.one_of(Decision, pick, Decision.state.notin_(["draft", "withdrawn"]))
        appeal = decision and self.tries(who, appeals.start, decision)
        if appeal:
            self.tries(who, appeals.answer, appeal, grounds="They came late.", wanted="End it.", new_evidence=False)
            if self.tries(who, appeals.submit, appeal):
                self.handed_in.add(appeal)

    @rule(pick=PICK, outcome=some.sampled_from(["uphold", "vary", "dismiss"]), which=PICK)
    def the_customer_appeals_and_is_heard(self, pick: int, outcome: Any, which: int) -> None:
        """By whoever may: one after the other tries to take it."""
        who = ("resident", "resident-blind", "neighbour", "applicant")
        for one in who:
            self.somebody_appeals(pick, one)
        for one in EVERYBODY:
            self.somebody_hears_an_appeal(pick, one, outcome, which)

    @rule(pick=PICK, who=STAFF, outcome=some.sampled_from(["uphold", "vary", "dismiss"]), which=PICK)
    def somebody_hears_an_appeal(self, pick: int, who: str, outcome: Any, which: int) -> None:
        appeal = self.one_of(Appeal, pick, Appeal.state.in_(["received", "hearing"]))
        if not appeal or who not in self.town.known:
            return
        self.tries(who, hearings.take, appeal, self.town.known[who].roles[0])
        changes = {}
        if outcome == "vary" and (line := self.one_of(Restriction, which, Restriction.state == "in_force")):
            changes = {line: "ends" if which % 2 else self.restriction(which)}
        self.tries(who, hearings.decide, appeal, outcome, "We looked again.", changes)

    @rule(pick=PICK, outcome=some.sampled_from(["lift", "alter", "continue"]), months=some.integers(1, 14), which=PICK)
    def a_review_is_held(self, pick: int, outcome: Any, months: int, which: int) -> None:
        decision = self.one_of(Decision, pick, Decision.state == "issued")
        review = decision and self.tries("officer", reviews.begin, decision)
        if not review:
            return
        line = self.one_of(Restriction, which, Restriction.state == "in_force")
        changes: dict[str, reviewing.Change] = {line: "ends" if which % 2 else self.restriction(which)} if line else {}
        when = months_after(self.town.today, months)
        facts = ReviewFacts(outcome, "It still happens.", when, changes if outcome == "alter" else {})
        if not self.tries("officer", reviewing.propose, review, facts):
            return
        for decider in DECIDERS[self.town.landlord]:
            self.tries(decider, reviewing.sign, review, self.town.known[decider].roles[0], True)
        self.tries("officer", reviewing.hold, review)

    @rule(customer=CUSTOMERS, channel=some.sampled_from(DIRECT_CHANNELS))
    def a_way_can_no_longer_be_used(self, customer: str, channel: str) -> None:
        known = AdjustmentFacts("Does not work for me.", self.town.today + timedelta(days=90), channel)
        with self.town.database.reading() as session:
            shut, _advocate = own.situation(session, self.town.known[customer].id, self.town.today)
        if len({*shut, channel} & {"letter", "email", "telephone"}) < 3:  # some way of writing or speaking is left
            self.tries("officer", adjustments.agree, self.town.ref(customer), known)

    @rule(pick=PICK)
    def an_advocate_steps_down(self, pick: int) -> None:
        with self.town.database.reading() as session:
            given = session.scalars(select(Authority.id).order_by(Authority.id)).all()
        self.tries("advocate", people.end_authority, given[pick % len(given)])

    @rule(days=some.integers(1, 150))
    def time_passes(self, days: int) -> None:
        self.town.later(days=days)
        night.run(self.town.database, lambda session: Work(session, SYSTEM, self.town.pack, self.town.now))

    # What must be true after each of these.

    def in_force(self, session: Any) -> list[Restriction]:
        return list(
            session.scalars(
                select(Restriction).where(Restriction.state == "in_force", Restriction.starts_on <= self.town.today)
            )
        )

    @invariant()
    def everybody_has_a_way_that_they_can_use(self) -> None:
        with self.town.database.reading() as session:
            lines = self.in_force(session)
            for person in {line.customer_id for line in lines}:
                cannot_use, advocate = own.situation(session, person, self.town.today)
                rules = [proposals.as_rule(line) for line in lines if line.customer_id == person]
                opened = set(own.opened(session, person)) - set(cannot_use)
                assert opened | usable_channels(self.town.pack, rules, advocate, cannot_use)

    @invariant()
    def nothing_applies_without_its_reasons_its_deciders_and_its_review(self) -> None:
        with self.town.database.reading() as session:
            for line in self.in_force(session):
                assert line.reason.strip()
                assert line.proportionality.strip()
                assert line.review_on is not None
                assert self.town.pack.kinds[line.kind].in_policy
                assert not self.town.pack.kinds[line.kind].unlawful
                signed = {one.staff_id for one in proposals.counted(line.decision) if one.agrees}
                assert signed
                assert not signed & {one.reported_by_id for one in line.decision.case.incidents}

    @invariant()
    def silence_restricts_nobody(self) -> None:
        """After the night's look nothing goes on past its review, save what a director is asked about for safety."""
        with self.town.database.reading() as session:
            for line in self.in_force(session):
                overdue = line.review_on is not None and line.review_on < self.town.today
                assert not overdue or line.safety
            for review in session.scalars(select(Review).where(Review.state == "held")):
                assert review.reason
                assert review.reason.strip()

    @invariant()
    def nobody_judged_their_own_decision(self) -> None:
        with self.town.database.reading() as session:
            for appeal in session.scalars(select(Appeal).where(Appeal.state == "decided")):
                took_part = {one.staff_id for one in appeal.decision.signatures}
                took_part |= {one.reported_by_id for one in appeal.decision.case.incidents}
                assert appeal.hearer_id not in took_part

    @invariant()
    def what_was_handed_in_is_there_and_what_was_issued_was_told(self) -> None:
        with self.town.database.reading() as session:
            kept = set(session.scalars(select(Appeal.ref).where(Appeal.state != "draft")))
            assert self.handed_in <= kept
            tells = Letter.kind.in_(("decision", "visits_in_pairs", "ineligible_status"))
            told = set(session.scalars(select(Letter.decision_id).where(tells)))
            issued = session.scalars(select(Decision).where(Decision.state == "issued"))
            assert {one.id for one in issued if not one.notice.get("withheld")} <= told

    def teardown(self) -> None:
        with self.town.database.reading() as session:
            assert not list(events.verify(session))


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_whatever_happens_in_a_case_the_promises_hold(
    landlord: str,
    databases: Databases,
    database_engine: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*said: object) -> None:
        raise AssertionError(said)

    monkeypatch.setattr(night.log, "error", fail)  # at night a fault of one person's record is only logged

    class OfThisLandlord(Cases):
        def __init__(self) -> None:
            super().__init__()
            self.shift = LANDLORDS.index(landlord)
            self.url = databases.new(database_engine)
            key = keys.Keyring(b"a data key of thirty-two bytes!!")
            self.town = Town(Database(self.url, key, tmp_path / "files"), landlord)

        def teardown(self) -> None:
            super().teardown()
            self.town.database.engine.dispose()
            databases.drop(self.url)

    many = request.config.getoption("--matrix")
    run_state_machine_as_test(
        OfThisLandlord,
        settings=settings(
            max_examples=60 if many else 5 if database_engine == "sqlite" else 2,
            stateful_step_count=40 if many else 20,
            deadline=None,
            derandomize=not many,  # the same steps each time; others with --matrix
            phases=(Phase.generate,) if not many else (Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
