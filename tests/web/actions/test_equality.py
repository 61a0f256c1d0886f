"""What people tell about themselves is theirs alone; of it only numbers come out, once, in which nobody is found."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select, text, update

from casework.actions import equality, erasure, monitoring
from casework.actions.people import CustomerFacts, StaffFacts, register_customer, register_staff
from casework.actions.work import Actor, NotFoundError, RefusedError, Work
from casework.records import monitoring as records
from casework.records import published
from casework.records.appeals import Appeal
from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.records.events import Event
from casework.records.monitoring import MonitoringAnswer
from casework.records.own import Reader
from casework.records.people import Customer, StaffMember
from casework.records.published import EqualityBlock
from casework.records.reviews import Review
from casework.rules.monitoring import MEASURES, UNSAID
from tests.people import Town

SAID = {"disability": "a_lot", "religion": "jewish"}


def said(town: Town, whose: str = "resident") -> dict[str, str]:
    with town.database.reading() as session:
        reader = Reader(town.known[whose].id, town.ref(whose))
        return dict(records.own_answers(session, reader))


def events(town: Town) -> int:
    with town.database.reading() as session:
        chosen = select(func.count()).select_from(Event).where(Event.name.startswith("monitoring_"))
        return session.scalar(chosen) or 0


def crowd(town: Town, **groups: int) -> list[str]:
    """So many new customers, born in 1980, who say this of their disability; returns their references."""
    refs = []
    for answer, how_many in groups.items():
        for _ in range(how_many):
            facts = CustomerFacts("tenant", "Somebody Else", date(1980, 1, 1))
            ref = town.act("officer", register_customer, facts)
            refs.append(ref)
            if answer != UNSAID:
                tell_as(town, ref, {"disability": answer})
            else:
                tell_as(town, ref, {"religion": "none"})
    return refs


def tell_as(town: Town, ref: str, answers: dict[str, str]) -> None:
    """As the customer of that reference."""

    def tell(work: Work) -> None:
        number = work.session.scalar(select(Customer.id).where(Customer.ref == ref)) or 0
        own = Work(work.session, Actor("customer", number), work.pack, work.now)
        monitoring.tell(own, ref, answers)

    town.act("officer", tell)


def shown(town: Town, measure: str = "told", characteristic: str = "disability") -> list[dict[str, int | None]]:
    with town.database.reading() as session:
        return [dict(block.cells) for block in published.blocks(session, measure, characteristic)]


@pytest.mark.clause("OVH-1.10")
def test_what_a_person_says_is_kept_changed_and_taken_back_by_themselves(town: Town) -> None:
    for _twice in range(2):
        town.act("resident", monitoring.tell, town.ref("resident"), SAID)
    assert said(town) == SAID
    assert events(town) == 1
    town.act("resident", monitoring.tell, town.ref("resident"), {"disability": "none", "religion": ""})
    assert said(town) == {"disability": "none"}
    town.act("resident", monitoring.tell, town.ref("resident"), {})
    assert said(town) == {}


@pytest.mark.clause("OVH-1.10")
@pytest.mark.parametrize("who", ["neighbour", "advocate", "officer", "decider", "administrator", "auditor"])
def test_nobody_else_tells_it_for_them(town: Town, who: str) -> None:
    with pytest.raises(NotFoundError):
        town.act(who, monitoring.tell, town.ref("resident"), SAID)


def test_an_advocate_does_not_read_it(town: Town) -> None:
    with town.database.reading() as session, pytest.raises(NotFoundError):
        records.own_answers(session, Reader(town.known["resident"].id, town.ref("resident"), 1))


@pytest.mark.clause("OVH-1.10")
def test_who_writes_it_down_has_no_part_in_decisions(town: Town) -> None:
    town.act("equality-monitor", monitoring.tell, town.ref("resident"), SAID, "letter")
    town.act("equality-monitor", monitoring.tell, town.ref("resident"), {"gender": "woman"}, "telephone")
    assert said(town) == {**SAID, "gender": "woman"}  # what was not asked again stays: nobody there can see it
    facts = StaffFacts("Both Roles", "both@landlord.example", "a long enough password", ("equality_monitor", "officer"))
    ref = town.act("officer", register_staff, facts)

    def write_down(work: Work) -> str:
        number = work.session.scalar(select(StaffMember.id).where(StaffMember.ref == ref)) or 0
        return monitoring.tell(
            Work(work.session, Actor("staff", number), work.pack, work.now), town.ref("resident"), {}
        )

    with pytest.raises(RefusedError, match="decides"):
        town.act("officer", write_down)


def test_an_answer_that_nobody_asked_for_is_refused(town: Town) -> None:
    for answers in ({"disability": "purple"}, {"offences": "yes"}):
        with pytest.raises(RefusedError, match="unknown_code"):
            town.act("resident", monitoring.tell, town.ref("resident"), answers)


@pytest.mark.clause("OVH-1.10")
def test_it_cannot_be_read_in_the_database_nor_in_the_events(town: Town) -> None:
    town.act("resident", monitoring.tell, town.ref("resident"), SAID)
    with town.database.reading() as session:
        kept = session.scalars(select(MonitoringAnswer.answers)).one()
        payload = session.scalars(select(Event.payload).where(Event.name == "monitoring_told")).one()
    assert b"jewish" not in kept + payload


def test_erasing_a_person_leaves_none_of_it(town: Town) -> None:
    town.act("resident", monitoring.tell, town.ref("resident"), SAID)
    town.act("system", erasure.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(MonitoringAnswer)) == 0


@pytest.mark.clause("OVH-1.10")
def test_months_are_counted_once_and_stay_as_they_were(town: Town) -> None:
    refs = crowd(town, a_lot=12, none=15, a_little=4, unsaid=17)
    town.later(days=10)  # December
    for _twice in range(2):
        town.act("system", equality.close_months)
    before = shown(town)
    assert before == [{"a_lot": 12, "a_little": None, "none": 15, "unsaid": None}]
    for ref in refs[:5]:  # who changes an answer later is not found by the change
        tell_as(town, ref, {"disability": "none"})
    town.later(days=31)
    town.act("system", equality.close_months)
    assert shown(town) == before
    with town.database.reading() as session:
        kept = session.execute(text("SELECT cells FROM equality_block")).scalars().all()
    assert all(": 4" not in str(cells) for cells in kept)  # what is hidden is not kept either


def test_what_another_worker_counted_in_the_same_moment_is_not_counted_twice(town: Town) -> None:
    crowd(town, a_lot=12, none=15, unsaid=17)
    town.later(days=10)
    town.act("system", equality.close_months)
    before = shown(town)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equality, "_ended", lambda _work, _measure: {})  # it looked before the other had finished
        assert town.act("system", equality.close_months) == 0
    assert shown(town) == before


@pytest.mark.clause("OVH-1.10")
def test_few_people_wait_until_they_are_many(town: Town) -> None:
    crowd(town, a_lot=6, none=8, unsaid=4)
    town.later(days=10)
    town.act("system", equality.close_months)
    assert shown(town) == []
    crowd(town, a_lot=6, none=8, unsaid=14)
    town.later(days=31)
    town.act("system", equality.close_months)
    (cells,) = shown(town)
    assert cells["a_lot"] == 12
    with town.database.reading() as session:
        last = session.scalars(select(EqualityBlock.last_on).where(EqualityBlock.characteristic == "disability")).one()
    assert last == date(2026, 12, 31)


@pytest.mark.clause("OVH-1.10")
def test_one_person_with_many_appeals_is_not_found_in_the_figures(town: Town) -> None:
    """Twelve appeals of one person who told us their religion, beside those of thirty who did not."""
    others = crowd(town, none=15, unsaid=15)
    town.act("resident", monitoring.tell, town.ref("resident"), SAID)
    decision = town.decided()
    with town.database.writing() as session:
        number = session.scalars(select(Decision.id).where(Decision.ref == decision)).one()
        people = session.scalars(select(Customer.id).where(Customer.ref.in_(others))).all()
        for place, whose in enumerate([town.known["resident"].id] * 12 + list(people)):
            made = {"decision_id": number, "customer_id": whose, "made_by": "customer", "made_by_id": whose}
            appeal = Appeal(ref=f"A-{place}", **made, state="decided", outcome="dismiss")
            appeal.started_at = appeal.decided_at = town.now
            session.add(appeal)
    town.later(days=10)
    town.act("system", equality.close_months)
    assert shown(town, "dismissed") == [{"a_lot": None, "a_little": None, "none": 15, "unsaid": None}]


@pytest.mark.clause("OVH-1.10")
def test_decisions_appeals_and_reviews_are_counted_by_group(town: Town) -> None:
    """Each measure by one act of its own; for once nothing is hidden."""
    case = town.case("neighbour", "form-2")
    decision = town.decided()
    town.act("resident", monitoring.tell, town.ref("resident"), SAID)
    came_of_it(town, case, decision)
    town.later(days=10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equality, "fewest", lambda _pack: 0)
        town.act("system", equality.close_months)
    with town.database.reading() as session:
        counted = {
            measure: [(block.total, block.cells["a_lot"]) for block in published.blocks(session, measure, "disability")]
            for measure in MEASURES
        }
    assert counted == {**dict.fromkeys(MEASURES, [(1, 1)]), "not_restricted": [(1, 0)]}  # the neighbour said nothing


def came_of_it(town: Town, case: str, decision: str) -> None:
    """A case that ended with a warning, and of a decision two appeals and two reviews."""
    with town.database.writing() as session:
        session.execute(update(Case).where(Case.ref == case).values(outcome="warning", ended_on=town.today))
        of = session.scalars(select(Decision).where(Decision.ref == decision)).one()
        whose = {"decision_id": of.id, "customer_id": of.customer_id}
        for number, outcome in enumerate(("uphold", "dismiss")):
            appeal = Appeal(ref=f"A-{number}", **whose, made_by="customer", made_by_id=of.customer_id, state="decided")
            appeal.started_at = appeal.decided_at = town.now
            appeal.outcome = outcome
            session.add(appeal)
        for number, outcome in enumerate(("lift", "continue")):
            review = Review(ref=f"W-{number}", **whose, state="held", why="due", opened_at=town.now, due_on=town.today)
            review.outcome, review.held_at = outcome, town.now
            session.add(review)
