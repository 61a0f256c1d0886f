"""What a decision keeps and whom it reaches: less that was possible, the open door, those who reported, the team."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from casework.actions import decisions, hearings, night, notices, oversight, steps
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import SYSTEM, NotFoundError, RefusedError, Work
from casework.records import desk, events
from casework.records import oversight as records
from casework.records.decisions import Decision
from casework.records.oversight import MonitoringRecord, SimilarCount, StaffNotice
from casework.records.people import StaffMember, StaffRole
from casework.rules.calendar import months_after
from tests.people import USUAL, Town

MakeTown = Callable[[str], Town]
BY_LETTER = RestrictionFacts("only_channels", {"channels": ["letter"]}, "You called 90 times.", "You can still write.")


def decision_of(town: Town, ref: str) -> Decision:
    with town.database.reading() as session:
        return desk.decision(session, ref)


def told(town: Town, key: str) -> list[tuple[str, str]]:
    with town.database.reading() as session:
        return [(one.what, one.subject) for one in records.notices(session, town.known[key].id)]


def kept(town: Town) -> list[MonitoringRecord]:
    with town.database.reading() as session:
        return list(session.scalars(select(MonitoringRecord).order_by(MonitoringRecord.id)))


def test_a_proposal_keeps_what_less_was_possible(town: Town) -> None:
    ref = town.draft(town.case(), USUAL[town.landlord], BY_LETTER)
    calls, letters = decision_of(town, ref).restrictions
    assert "calls_at_set_times" not in letters.milder  # it is proposed too
    assert len(calls.milder) < len(letters.milder)


def test_an_issued_decision_keeps_the_ways_that_stayed_open(town: Town) -> None:
    ref = town.decided("resident", "form-1", BY_LETTER)
    door = decision_of(town, ref).open_door
    assert door is not None
    assert door["usable"] == ["letter", "third_party"]
    assert set(door["essential"]) >= {"telephone", "in_person", "email", "letter"}


@pytest.mark.parametrize("how", ["left", "lost the role"])
def test_whoever_left_or_lost_the_role_no_longer_counts_and_somebody_else_can_sign(town: Town, how: str) -> None:
    ref = town.draft(town.case())
    town.sign(ref)
    number = town.known["decider"].id
    with town.database.writing() as session:
        if how == "left":
            ended = update(StaffMember).where(StaffMember.id == number).values(left_on=town.today - timedelta(days=1))
        else:
            ended = update(StaffRole).where(StaffRole.staff_id == number)
            ended = ended.values(starts_on=town.today - timedelta(days=9), ends_on=town.today - timedelta(days=1))
        session.execute(ended)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", decisions.issue, ref)
    assert {one.code for one in refused.value.findings if one.severity == "stop"} == {"quorum_missing"}
    with pytest.raises(RefusedError, match="staff_only" if how == "left" else "role_not_held"):
        town.sign(ref, "decider")
    town.sign(ref, "decider-3")
    town.act("officer", decisions.issue, ref)


def test_what_somebody_approved_who_left_before_it_was_issued_needs_another_approval(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    late: dict[str, Any] = {
        "review_on": months_after(town.today, 18),
        "longer_period": "The threats went on after each review.",
    }
    ref = town.draft(town.case(), **late)
    town.sign(ref)
    town.act("hearer", decisions.approve_longer_period, ref, "customer_experience_manager")
    with town.database.writing() as session:
        session.get_one(StaffMember, town.known["hearer"].id).left_on = town.today - timedelta(days=1)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", decisions.issue, ref)
    assert {one.code for one in refused.value.findings if one.severity == "stop"} == {"review_too_late"}
    town.act("decider", decisions.approve_longer_period, ref, "service_caution_lead")
    town.act("officer", decisions.issue, ref)
    with town.database.writing() as session:
        session.get_one(StaffMember, town.known["decider"].id).left_on = town.today - timedelta(days=1)
    with town.database.reading() as session:
        found = decisions.standing(session, town.pack, desk.decision(session, ref), town.today).stops
    assert "review_too_late" not in {one.code for one in found}, "what was decided stays decided"


@pytest.mark.clause("WCH-4.3")
def test_the_reporting_officer_is_told_what_the_leads_decided(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    case = town.case()
    decision = town.draft(case)
    town.sign(decision)
    town.act("decider", decisions.issue, decision)
    assert told(town, "officer") == [("decision", decision)]
    assert told(town, "decider") == []  # who issued it knows
    (number,) = (one.id for one in _notices(town) if one.staff_id == town.known["officer"].id)
    with pytest.raises(NotFoundError):
        town.act("decider", notices.seen, number)
    for _twice in range(2):
        town.act("officer", notices.seen, number)
    assert told(town, "officer") == []


def _notices(town: Town) -> list[StaffNotice]:
    with town.database.reading() as session:
        return list(session.scalars(select(StaffNotice)))


@pytest.mark.clause("OCT-5.1")
def test_each_authorised_action_reaches_the_monitoring_team_once(town_of: MakeTown) -> None:
    town = town_of("octavia")
    decision = town.decided()
    appeal = town.taken(town.appealed(decision))
    town.act("hearer", hearings.decide, appeal, "uphold", "The repair had been missed twice.")
    first, second = kept(town)
    assert (first.what, first.subject, first.kinds, first.roles) == (
        "decision",
        decision,
        ["contact_time_limited"],
        ["service_manager"],
    )
    assert (second.what, second.outcome, second.roles) == ("appeal", "uphold", ["assistant_director"])
    assert town.known["resident"].name not in repr([vars(one) for one in (first, second)])
    with pytest.raises(RefusedError, match="role_not_held"):
        town.act("officer", oversight.receive, first.ref, "Alike.")
    for _twice in range(2):
        town.act("monitor", oversight.receive, first.ref, "Milder than usual for calls.")
    again = kept(town)[0]
    assert again.received_at is not None
    assert again.note == "Milder than usual for calls."
    with town.database.reading() as session:
        assert len([one for one in _names(session) if one == "monitoring_received"]) == 1


def _names(session: object) -> list[str]:
    return [one.name for one in session.scalars(select(events.Event))]  # type: ignore[attr-defined]


@pytest.mark.clause("OCT-5.1")
def test_an_action_in_a_file_reaches_the_team_too(town: Town) -> None:
    case = town.case(serious=True)
    town.act("decider", steps.start_action, case, "tenancy_action", "A worker was struck.")
    (one,) = kept(town)
    assert (one.what, one.actions, one.roles) == ("action", ["tenancy_action"], ["customer_access_manager"])


def test_similar_cases_are_counted_with_both_outcomes(town: Town) -> None:
    town.decided("resident", "form-1")
    upheld = town.decided("neighbour", "form-2")
    appeal = town.taken(town.appealed(upheld, by="neighbour"))
    town.act("hearer", hearings.decide, appeal, "uphold", "The repair had been missed twice.")
    for _twice in range(2):
        night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    with town.database.reading() as session:
        found = {(one.behaviour, one.kind): one for one in session.scalars(select(SimilarCount))}
    one = found["unreasonable_persistence", "calls_at_set_times"]
    assert (one.cases, one.imposed, one.ended_early) == (2, 2, 1)
    assert found["unreasonable_demands", ""].cases == 0
