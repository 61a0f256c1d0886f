"""Ineligible status: for applicants, for twelve months at most, ended by a change of circumstances."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.actions import changes, decisions, night, reviewing, reviews
from casework.actions.changes import ChangeFacts
from casework.actions.decisions import RestrictionFacts
from casework.actions.letters import frozen_of, letterhead_of
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, Work
from casework.records import changes as change_records
from casework.records import desk, own
from casework.records.decisions import Restriction
from casework.records.reviews import Review
from letters import render
from tests.people import Town

STATUS = RestrictionFacts(
    "ineligible_status",
    {"scheme": "Sampletown Homes"},
    "You shouted at three viewings.",
    "You can still apply, and be housed as homeless.",
)
IN_TWELVE_MONTHS = date(2027, 11, 23)


def drafted(town: Town, customer: str = "applicant", review_on: date = IN_TWELVE_MONTHS) -> str:
    decision = town.draft(town.case(customer), STATUS, review_on=review_on)
    town.sign(decision)
    return decision


def given(town: Town) -> str:
    return town.act("officer", decisions.issue, drafted(town))


def stops(town: Town, decision: str) -> set[str]:
    with town.database.reading() as session:
        return {
            one.code
            for one in decisions.standing(session, town.pack, desk.decision(session, decision), town.today).stops
        }


def status(town: Town) -> Restriction:
    with town.database.reading() as session:
        return session.scalars(select(Restriction).order_by(Restriction.id.desc())).first()  # type: ignore[return-value]


def at_night(town: Town) -> None:
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))


@pytest.mark.clause("OVH-3.7.1")
@pytest.mark.parametrize(
    ("customer", "review_on", "codes"),
    [
        ("applicant", IN_TWELVE_MONTHS, set()),
        ("applicant", date(2027, 11, 24), {"review_too_late"}),
        ("neighbour", IN_TWELVE_MONTHS, {"applicants_only"}),
    ],
)
def test_only_an_applicant_is_made_ineligible_and_for_twelve_months_at_most(
    town: Town, customer: str, review_on: date, codes: set[str]
) -> None:
    assert stops(town, drafted(town, customer, review_on)) == codes


@pytest.mark.clause("OVH-3.7.1")
def test_the_status_ends_by_itself_when_its_months_are_over(town: Town) -> None:
    given(town)
    starts_on = status(town).starts_on
    assert starts_on == date(2026, 11, 25)
    town.now = town.now.replace(year=2027, day=25)  # the last day
    at_night(town)
    assert status(town).state != "ended"
    town.later(days=1)
    at_night(town)
    at_night(town)
    assert (status(town).state, status(town).ended_why) == ("ended", "period_over")
    with town.database.reading() as session:
        assert own.arrangements(session, town.known["applicant"].id, town.today).restrictions == ()


@pytest.mark.clause("OVH-3.7.1", "OVH-3.7.2")
def test_an_applicant_reads_of_the_status_and_once_that_it_is_over(town: Town) -> None:
    given(town)
    town.now = town.now.replace(year=2027, day=26)
    for _ in range(2):
        at_night(town)
    with town.database.reading() as session:
        reader = own.reader(session, town.known["applicant"].id)
        over, began = own.own_letters(session, reader)
        assert (began.kind, over.kind) == ("ineligible_status", "status_ended")
        words = [
            render(frozen_of(session, one), "text", letterhead_of(town.pack, "")).data.decode() for one in (began, over)
        ]
    assert "Until Thursday 25 November 2027 you cannot bid for homes" in words[0]
    for said in (
        "Sampletown Homes",
        "Local Government and Social Care Ombudsman",
        "Housing Ombudsman Service",
        "Board",
    ):
        assert said in words[0]
    assert "You can bid for homes again in this scheme: Sampletown Homes." in words[1]
    assert "Local Government and Social Care Ombudsman" in words[1]


def review_of(town: Town) -> str:
    with town.database.reading() as session:
        return session.scalars(select(Review)).one().ref


@pytest.mark.clause("OVH-3.7.1")
@pytest.mark.parametrize(("next_on", "codes"), [(date(2027, 11, 25), set()), (date(2027, 11, 26), {"status_too_long"})])
def test_no_review_makes_the_status_longer(town: Town, next_on: date, codes: set[str]) -> None:
    decision = given(town)
    town.later(days=60)
    town.act("officer", reviews.begin, decision)
    review = review_of(town)
    town.act("officer", reviewing.propose, review, ReviewFacts("continue", "The viewings go on.", next_on))
    for key in ("decider", "decider-2"):
        town.act(key, reviewing.sign, review, town.known[key].roles[0], True)
    with town.database.reading() as session:
        found = reviewing.standing(session, town.pack, session.scalars(select(Review)).one(), town.today)
    assert {one.code for one in found.stops} == codes


@pytest.mark.clause("OVH-3.7.1")
def test_a_status_that_was_suspended_and_goes_on_ends_on_the_day_on_which_it_would_have_ended(town: Town) -> None:
    town.act("officer", decisions.issue, drafted(town, review_on=date(2027, 5, 24)))
    town.now = town.now.replace(year=2027, month=5, day=25)  # the review was missed
    at_night(town)
    assert status(town).state == "suspended"
    review = review_of(town)
    town.act("officer", reviews.begin, status_of(town))
    town.act("applicant", reviews.reply, review, "I have been to every viewing.")
    town.act("officer", reviewing.propose, review, ReviewFacts("continue", "The viewings go on.", date(2027, 11, 20)))
    for key in ("decider", "decider-2"):
        town.act(key, reviewing.sign, review, town.known[key].roles[0], True)
    town.act("officer", reviewing.hold, review)
    assert status(town).state == "in_force"
    town.now = town.now.replace(month=11, day=26)
    at_night(town)
    assert (status(town).state, status(town).ended_why) == ("ended", "period_over")


def status_of(town: Town) -> str:
    """The reference of the decision."""
    with town.database.reading() as session:
        return session.scalars(select(Restriction)).one().decision.ref


@pytest.mark.clause("OVH-3.7.2", "OVH-3.6.3")
def test_a_change_of_circumstances_ends_the_status_through_an_early_review(town: Town) -> None:
    given(town)
    told = ChangeFacts("I have a support worker who comes to viewings with me.")
    change = town.act("applicant", changes.tell, town.ref("applicant"), told, "change-1")
    with town.database.reading() as session:
        assert change_records.change(session, change).owed_by == "One Vision Housing 3.7.2"
    review = review_of(town)
    town.act("officer", reviewing.propose, review, ReviewFacts("lift", "The support has changed everything."))
    for key in ("decider", "decider-2"):
        town.act(key, reviewing.sign, review, town.known[key].roles[0], True)
    town.act("officer", reviewing.hold, review)
    town.act("officer", changes.answer, change, "You can bid again from today.")
    with town.database.reading() as session:
        assert change_records.change(session, change).outcome == "ended"
        assert own.arrangements(session, town.known["applicant"].id, town.today).restrictions == ()
