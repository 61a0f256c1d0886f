"""A complaint: always taken in, in two stages with their clocks, and never answered twice by the same person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from casework.actions import appeals, complaints, erasure, hearings, retaliation
from casework.actions.complaints import NEW, AnswerFacts, ComplaintFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import complaints as records
from casework.records import desk
from casework.records.complaints import Complaint
from casework.records.decisions import Restriction
from casework.records.events import Event
from casework.records.fairness import Matter
from casework.records.letters import Letter
from casework.records.people import Customer
from casework.rules import complaints as rules
from tests.people import LANDLORDS, Town

MakeTown = Callable[[str], Town]
LATE = ComplaintFacts("Nobody came about the boiler, three times.", "Pay me for three days.")
RIGHT = AnswerFacts("upheld", "Three visits were not kept.", "We pay you ninety pounds.", "Nothing is left to do.")


def made(town: Town, who: str = "resident", whose: str = "resident", key: str = "c-1", **facts: Any) -> str:
    return town.act(who, complaints.make, town.ref(whose), replace(LATE, **facts), key)


def row(town: Town, ref: str) -> Complaint:
    with town.database.reading() as session:
        return records.complaint(session, ref)


def answered(town: Town, ref: str, by: str = "officer") -> None:
    town.act(by, complaints.acknowledge, ref, "Three visits were missed.")
    town.act(by, complaints.answer, ref, RIGHT)


def letters(town: Town, kind: str = "complaint_stage") -> int:
    with town.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == kind)) or 0


@pytest.mark.clause("CARD-6")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_complaint_is_taken_in_whatever_applies_to_the_customer(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    decision = town.decided()
    with town.database.writing() as session:
        old = session.scalars(select(Restriction)).first()
        assert old is not None
        for place, kind in enumerate(town.pack.kinds, start=50):
            session.add(
                Restriction(
                    ref=f"R-9999-{place}99",
                    decision_id=old.decision_id,
                    customer_id=old.customer_id,
                    position=place,
                    kind=kind,
                    terms={"channels": ["letter"], "channel": "telephone"},
                    reason="x",
                    proportionality="x",
                    state="in_force",
                    starts_on=town.today,
                    review_on=date(2027, 5, 21),
                )
            )
    complaint = row(town, made(town, decision_ref=decision))
    assert (complaint.stage.acknowledge_by, complaint.stage.due_on) == (date(2026, 11, 30), date(2026, 12, 14))


@pytest.mark.clause("CAL-3")
@pytest.mark.parametrize("kind", ["tenant", "leaseholder", "applicant", "visitor"])
def test_whoever_they_are_to_the_landlord_they_may_complain(town_of: MakeTown, kind: str) -> None:
    town = town_of("calico-homes")
    with town.database.writing() as session:
        person = session.scalars(select(Customer).where(Customer.ref == town.ref("neighbour"))).one()
        person.kind = kind
    assert row(town, made(town, "neighbour", "neighbour")).state == "received"
    assert letters(town) == 1


def test_the_same_form_twice_is_one_complaint_with_one_letter(town: Town) -> None:
    first, again = made(town), made(town)
    assert first == again
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Event).where(Event.name == "complaint_made")) == 1
        kept = session.scalars(select(Letter.kind).where(Letter.kind == "complaint_stage")).all()
    assert len(kept) == 1 + 1  # the customer's, and the copy of who may have their letters


@pytest.mark.parametrize(("who", "how"), [("advocate", "portal"), ("officer", "telephone")])
def test_somebody_may_complain_for_the_customer(town: Town, who: str, how: str) -> None:
    complaint = row(town, made(town, who, how=how))
    assert (complaint.made_by, complaint.made_how) == (town.known[who].kind, how)


def test_nobody_else_may_and_staff_say_how_and_when_it_came(town: Town) -> None:
    with pytest.raises(NotFoundError):
        made(town, "neighbour")
    with pytest.raises(NotFoundError):
        made(town, "advocate", "neighbour")
    with pytest.raises(RefusedError, match="unknown_code"):
        made(town, "officer")
    with pytest.raises(RefusedError, match="in_the_future"):
        made(town, "officer", how="letter", received_on=town.today + timedelta(days=1))
    told_on = town.today - timedelta(days=3)
    assert row(town, made(town, "officer", how="letter", received_on=told_on)).stage.received_on == told_on


def test_the_answer_is_due_ten_working_days_after_we_said_what_we_understood(town: Town) -> None:
    ref = made(town)
    town.later(days=1)
    for _twice in range(2):
        town.act("officer", complaints.acknowledge, ref, "Three visits were missed.")
    stage = row(town, ref).stage
    assert (stage.acknowledged_on, stage.due_on) == (date(2026, 11, 24), date(2026, 12, 8))
    with pytest.raises(RefusedError, match="complaint_is_acknowledged"):
        town.act("officer", complaints.acknowledge, ref, "Something else.")


def test_what_we_say_late_and_more_time_asked_for_late_move_no_day_that_was_promised(town: Town) -> None:
    ref = made(town)
    promised = row(town, ref).stage.due_on
    town.later(days=14)
    town.act("officer", complaints.acknowledge, ref, "Three visits were missed.")
    assert row(town, ref).stage.due_on == promised == date(2026, 12, 14)
    town.later(days=8)
    with pytest.raises(RefusedError, match="extended_too_late"):
        town.act("officer", complaints.extend, ref, date(2026, 12, 17), "We wait for a report.")
    assert row(town, ref).stage.due_on == promised


def test_it_is_later_only_once_with_a_reason_and_never_by_more_than_the_code_allows(town: Town) -> None:
    ref = made(town)
    with pytest.raises(RefusedError, match="complaint_is_received"):
        town.act("officer", complaints.extend, ref, date(2026, 12, 10), "We wait for a report.")
    town.act("officer", complaints.acknowledge, ref, "Three visits were missed.")
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", complaints.extend, ref, date(2026, 12, 10), " ")
    for too_long in (date(2026, 12, 22), date(2026, 12, 7)):
        with pytest.raises(RefusedError, match="not_allowed"):
            town.act("officer", complaints.extend, ref, too_long, "We wait for a report.")
    for _twice in range(2):
        town.act("officer", complaints.extend, ref, date(2026, 12, 21), "We wait for a report.")
    stage = row(town, ref).stage
    assert (stage.first_due_on, stage.due_on) == (date(2026, 12, 7), date(2026, 12, 21))
    with pytest.raises(RefusedError, match="already_extended"):
        town.act("officer", complaints.extend, ref, date(2026, 12, 22), "Still waiting.")


@pytest.mark.parametrize("field", ["reasons", "remedy", "to_do"])
def test_no_answer_goes_out_that_lacks_what_the_code_asks(town: Town, field: str) -> None:
    ref = made(town)
    with pytest.raises(RefusedError, match="complaint_is_received"):
        town.act("officer", complaints.answer, ref, RIGHT)
    town.act("officer", complaints.acknowledge, ref, "Three visits were missed.")
    before = letters(town)
    with pytest.raises(RefusedError, match="missing"):
        town.act("officer", complaints.answer, ref, replace(RIGHT, **{field: " "}))
    assert letters(town) == before


def test_stage_two_needs_no_reason_and_is_answered_by_somebody_else(town: Town) -> None:
    ref = made(town)
    with pytest.raises(RefusedError, match="complaint_is_received"):
        town.act("resident", complaints.escalate, ref)
    answered(town, ref)
    for _twice in range(2):
        town.act("resident", complaints.escalate, ref)
    stage = row(town, ref).stage
    assert (stage.number, stage.acknowledge_by) == (rules.LAST, date(2026, 11, 30))
    town.act("officer", complaints.acknowledge, ref, "The money was not paid.")
    assert row(town, ref).stage.due_on == date(2026, 12, 21)  # twenty working days
    with pytest.raises(RefusedError, match="not_allowed") as refused:
        town.act("officer", complaints.answer, ref, RIGHT)
    assert refused.value.findings[0].params["because"] == "stage_1"
    town.act("decider", complaints.answer, ref, RIGHT)
    with pytest.raises(RefusedError, match="no_third_stage"):
        town.act("resident", complaints.escalate, ref)


@pytest.mark.clause("OCT-3.5b")
def test_a_decision_can_be_complained_about_beside_the_appeal_and_not_to_those_who_made_it(town_of: MakeTown) -> None:
    town = town_of("octavia")
    decision = town.decided()
    ref = made(town, decision_ref=decision)
    town.act("officer", complaints.acknowledge, ref, "You think that the decision is unfair.")
    for part in ("officer", "decider"):
        with pytest.raises(RefusedError, match="not_allowed"):
            town.act(part, complaints.answer, ref, RIGHT)
    town.act("hearer", complaints.answer, ref, RIGHT)
    with pytest.raises(NotFoundError):
        made(town, "neighbour", "neighbour", "c-2", decision_ref=decision)


@pytest.mark.clause("OCT-3.5b")
def test_an_appeal_that_is_a_complaint_too_makes_one_on_the_day_on_which_it_came(town: Town) -> None:
    decision = town.decided()
    appeal = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, appeal, grounds="It is wrong.", new_evidence=False, complaint_too=True)
    town.act("resident", appeals.submit, appeal)
    with town.database.reading() as session:
        complaint = session.scalars(select(Complaint)).one()
        assert retaliation.on_record(session, complaint.customer_id)[-1].ref == appeal
        assert len(retaliation.on_record(session, complaint.customer_id)) == 1
    assert (complaint.what, complaint.received_on) == ("It is wrong.", town.today)


def test_staff_treat_an_appeal_as_a_complaint_in_one_step_and_the_day_stays(town: Town) -> None:
    appeal = town.appealed(town.decided())
    came_on = town.today
    town.later(days=4)
    first, again = (town.act("officer", complaints.of_appeal, appeal) for _ in range(2))
    assert first == again
    assert row(town, first).received_on == came_on


def test_whether_it_is_the_same_as_before_is_a_question_to_staff_and_never_a_wall(town: Town) -> None:
    first = made(town)
    answered(town, first)
    second = made(town, key="c-2")
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", complaints.acknowledge, second, "The same visits.", "P-2222-2222")
    town.act("officer", complaints.acknowledge, second, "The same visits.", first)
    kept = row(town, second)
    assert (kept.same_as, kept.state) == (first, "acknowledged")
    town.act("officer", complaints.answer, second, RIGHT)
    third = made(town, key="c-3")
    town.act("officer", complaints.acknowledge, third, "Other visits.", NEW)


@pytest.mark.parametrize("too", [False, True])
def test_who_answered_the_appeal_does_not_answer_the_complaint_about_it(town: Town, too: bool) -> None:
    """Complaint Handling Code 5.8 and 6.13; what came with the appeal may be answered with it, at the first stage."""
    decision = town.decided()
    appeal = town.act("resident", appeals.start, decision)
    town.act("resident", appeals.answer, appeal, grounds="Nobody came.", new_evidence=False, complaint_too=too)
    appeal = town.taken(town.act("resident", appeals.submit, appeal))
    town.act("hearer", hearings.decide, appeal, "dismiss", "It is fair.")
    with town.database.reading() as session:
        beside = records.with_appeal(session, desk.appeal(session, appeal).id)
    ref = beside.ref if beside else made(town, decision_ref=decision)
    town.act("officer", complaints.acknowledge, ref, "You find it unfair.")
    if too:
        town.act("decider-3", complaints.answer, ref, RIGHT)
        town.act("resident", complaints.escalate, ref)
        town.act("officer", complaints.acknowledge, ref, "You still find it unfair.")
    with pytest.raises(RefusedError, match="not_allowed"):
        town.act("hearer", complaints.answer, ref, RIGHT)
    town.act("decider-4", complaints.answer, ref, RIGHT)


def test_a_restriction_soon_after_a_complaint_has_to_be_answered_for(town: Town) -> None:
    ref = made(town)
    draft = town.draft(town.case())
    with town.database.reading() as session:
        found = retaliation.soon_after(session, town.pack, desk.decision(session, draft), town.today)
        known = session.scalars(select(Matter.known_as).where(Matter.ref == found[0].ref)).one()
    assert ([one.kind for one in found], known) == (["complaint"], ref)


def test_an_erased_customer_leaves_no_words_and_nothing_that_waits(town: Town) -> None:
    ref = made(town)
    town.act("system", erasure.erase_customer, town.ref("resident"))
    complaint = row(town, ref)
    assert (complaint.what, complaint.wanted, complaint.state) == ("", "", "answered")
