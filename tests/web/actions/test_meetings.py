"""The meeting about the reviews of a month: one agenda, case after case, minutes that stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.actions import incidents, meetings, night, reviewing, reviews
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, RefusedError, Work
from casework.records import meetings as records
from casework.records import oversight
from casework.records.events import Event
from casework.records.letters import Letter
from casework.records.meetings import ReviewMeeting
from casework.records.reviews import Review
from casework.rules.calendar import months_after
from tests.people import DECIDERS, Town
from tests.web.actions.test_at_once import at_once

MakeTown = Callable[[str], Town]


def meeting_of(town: Town, ref: str) -> ReviewMeeting:
    with town.database.reading() as session:
        return records.meeting(session, ref)


def held(town: Town, review: str, further: str = "", further_why: str = "") -> None:
    facts = ReviewFacts("continue", "It goes on.", months_after(town.today, 6))
    facts = replace(facts, further=further, further_why=further_why)
    town.act("officer", reviewing.propose, review, facts)
    for key in DECIDERS[town.landlord]:
        town.act(key, reviewing.sign, review, town.known[key].roles[0], True)
    town.act("decider", reviewing.hold, review)


def due_month(town: Town) -> date:
    """The month in which what was decided today is reviewed; half a year later, in which time they were invited."""
    month = months_after(town.today, 6).replace(day=1)
    for days in (150, 20):
        town.later(days=days)
        night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    return month


@pytest.mark.clause("WCH-7.2")
@pytest.mark.clause("WCH-7.2c")
def test_the_meeting_decides_what_is_due_and_both_sides_are_told(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    town.decided("resident", "form-1")
    town.decided("neighbour", "form-2")
    month = due_month(town)
    refs = {town.act("decider", meetings.begin, month) for _twice in range(2)}
    (ref,) = refs
    first, second = meeting_of(town, ref).items
    sent = town.count(Letter, Letter.kind == "review_outcome")
    held(town, first.review.ref)
    assert town.count(Letter, Letter.kind == "review_outcome") > sent  # the customer's
    with town.database.reading() as session:
        told = {(one.what, one.subject) for one in oversight.notices(session, town.known["officer"].id)}
    assert ("review", first.review.ref) in told  # the case officer's
    with pytest.raises(RefusedError, match="agenda_open"):
        town.act("decider", meetings.close, ref, "Daria, Dilip, Dora")
    town.act("decider", meetings.minute, ref, second.review.ref, "Waits for a visit.", put_off="The officer is ill.")
    for _twice in range(2):
        town.act("decider", meetings.close, ref, "Daria, Dilip, Dora")
    assert town.count(Event, Event.name == "meeting_closed") == 1
    with pytest.raises(RefusedError, match="meeting_is_closed"):
        town.act("decider", meetings.minute, ref, second.review.ref, "Something else.")
    assert [one.review.outcome for one in meeting_of(town, ref).items] == ["continue", None]


def test_two_who_begin_the_same_meeting_at_once_sit_in_one(town: Town) -> None:
    town.decided()
    month = due_month(town)
    given = at_once(
        lambda: town.act("decider", meetings.begin, month), lambda: town.act("decider-2", meetings.begin, month)
    )
    assert len(set(given)) == 1
    assert town.count(ReviewMeeting) == 1


def test_nothing_due_is_no_meeting(town: Town) -> None:
    with pytest.raises(RefusedError, match="nothing_to_review"):
        town.act("decider", meetings.begin, town.today)


def test_who_writes_a_minute_second_sees_that_there_is_one(town: Town) -> None:
    town.decided()
    ref = town.act("decider", meetings.begin, due_month(town))
    (item,) = meeting_of(town, ref).items
    town.act("decider", meetings.minute, ref, item.review.ref, "We looked at the calls.")
    with pytest.raises(RefusedError, match="minute_changed"):
        town.act("decider-2", meetings.minute, ref, item.review.ref, "Another minute.")
    town.act("decider-2", meetings.minute, ref, item.review.ref, "Both.", seen="We looked at the calls.")
    assert town.count(Event, Event.name == "minute_written") == 2


@pytest.mark.clause("CAL-8")
@pytest.mark.parametrize(("landlord", "stops"), [("calico-homes", True), ("one-vision-housing", False)])
def test_where_it_went_on_the_review_says_what_else_was_considered(
    town_of: MakeTown, landlord: str, stops: bool
) -> None:
    town = town_of(landlord)
    decision = town.decided()
    town.later(days=30)
    again = town.incident(form_key="again")
    town.act("officer", incidents.open_case, again)
    month = due_month(town)
    with town.database.reading() as session:
        told = {(one.what, one.subject) for one in oversight.notices(session, town.known["officer"].id)}
    assert ("went_on", again) in told
    review = town.act("officer", reviews.begin, decision)
    assert month
    if stops:
        with pytest.raises(RefusedError) as refused:
            held(town, review)
        assert "further_not_considered" in {one.code for one in refused.value.findings if one.severity == "stop"}
    held(town, review, further="community_safety", further_why="The calls were fewer, and calm.")
    with town.database.reading() as session:
        row = session.scalars(select(Review).where(Review.ref == review)).one()
        assert (row.state, row.further) == ("held", "community_safety")


@pytest.mark.clause("CAL-8")
def test_at_calico_everything_is_reviewed_within_six_months_and_the_customer_reads_the_outcome(
    town_of: MakeTown,
) -> None:
    town = town_of("calico-homes")
    decision = town.decided()
    due_month(town)
    review = town.act("officer", reviews.begin, decision)
    held(town, review)  # nothing went on: nothing else is asked
    assert town.count(Letter, Letter.kind == "review_outcome") >= 1
    late = ReviewFacts("continue", "It goes on.", months_after(town.today, 6) + timedelta(days=1))
    again = town.act("officer", reviews.begin, decision)
    town.act("officer", reviewing.propose, again, late)
    town.act("decider", reviewing.sign, again, town.known["decider"].roles[0], True)
    with pytest.raises(RefusedError) as refused:
        town.act("decider", reviewing.hold, again)
    assert "review_too_late" in {one.code for one in refused.value.findings}
