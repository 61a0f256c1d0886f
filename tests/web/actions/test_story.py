"""The story at each of the five landlords, through actions alone: incident, case, decision, appeal, outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from casework.actions import appeals, decisions, hearings
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import RefusedError
from casework.records import desk, events, own
from casework.records.events import Event
from casework.rules.before import enquiries
from tests.people import DECIDERS, LANDLORDS, Town

MakeTown = Callable[[str], Town]
ALL = pytest.mark.parametrize("landlord", LANDLORDS)
# The tenth working day after Monday 23 November 2026.
DUE = date(2026, 12, 7)


def arrangements(town: Town, key: str = "resident") -> own.Arrangements:
    with town.database.reading() as session:
        return own.arrangements(session, town.known[key].id, town.today)


@ALL
def test_what_is_decided_is_what_the_customer_sees(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    decision = town.decided()
    (seen,) = arrangements(town).restrictions
    wednesday = date(2026, 11, 25)  # the letter of Monday counts as delivered
    assert (seen.decision_ref, seen.state, seen.starts_on) == (decision, "in_force", wednesday)
    assert seen.review_on == date(2027, 5, 23)
    assert seen.reason
    assert sorted(seen.decided_by) == sorted(town.known[key].roles[0] for key in DECIDERS[landlord])
    assert town.letters("decision") >= 1
    assert arrangements(town, "neighbour").restrictions == ()


@ALL
@pytest.mark.clause("CARD-2")
def test_an_upheld_appeal_ends_the_arrangement_at_once(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    appeal = town.appealed(town.decided())
    waiting = arrangements(town).restrictions[0]
    assert (waiting.appeal_ref, waiting.appeal_state, waiting.appeal_due_on) == (appeal, "received", DUE)
    town.taken(appeal)
    town.act("hearer", hearings.decide, appeal, "uphold", "The repair had been missed twice.")
    assert arrangements(town).restrictions == ()
    with town.database.reading() as session:
        reader = own.reader(session, town.known["resident"].id)
        told = own.own_appeal(session, reader, appeal)
        assert (told.outcome, told.reasons) == ("uphold", "The repair had been missed twice.")
        assert [one.ended_why for one in told.decision.restrictions] == ["appeal_upheld"]
        assert list(events.verify(session)) == []
    assert town.letters("appeal_outcome") >= 1


@ALL
def test_a_dismissed_appeal_leaves_everything_as_it_stood(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    appeal = town.taken(town.appealed(town.decided()))
    before = arrangements(town).restrictions[0]
    town.act("hearer", hearings.decide, appeal, "dismiss", "The times are long enough for what is open.")
    after = arrangements(town).restrictions[0]
    assert (after.ref, after.terms, after.state) == (before.ref, before.terms, "in_force")
    assert after.appeal_ref is None


@ALL
def test_a_varied_arrangement_holds_from_the_same_moment(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    appeal = town.taken(town.appealed(town.decided()))
    old = arrangements(town).restrictions[0]
    milder = RestrictionFacts(old.kind, _milder(old), "It was too little.", "Twice as much does no harm.")
    town.act("hearer", hearings.decide, appeal, "vary", "Some of it was too strict.", {old.ref: milder})
    (new,) = arrangements(town).restrictions
    assert (new.ref != old.ref, new.kind, new.reason, new.review_on) == (True, old.kind, milder.reason, old.review_on)
    assert dict(new.terms) == dict(milder.terms)
    with town.database.reading() as session:
        ended = next(one for one in desk.appeal(session, appeal).decision.restrictions if one.ref == old.ref)
        assert (ended.state, ended.ended_why, ended.ended_on) == ("ended", "appeal_varied", town.today)


def _milder(old: own.Arrangement) -> dict[str, object]:
    changed = {"to": "12:00"} if "to" in old.terms else {"minutes": 60} if "minutes" in old.terms else {}
    promised = {"promises_customer": ["I telephone twice a week"]} if "promises_customer" in old.terms else {}
    return {**old.terms, **changed, **promised}


@ALL
def test_every_act_of_the_story_is_one_event(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    appeal = town.taken(town.appealed(town.decided()))
    town.act("hearer", hearings.decide, appeal, "dismiss", "The times are long enough.")
    with town.database.reading() as session:
        names = list(session.scalars(select(Event.name).order_by(Event.number)))
    story = names[names.index("incident_recorded") :]
    assert [name for name in story if not name.startswith(("letter", "delivery", "message"))] == [
        "incident_recorded",
        "case_opened",
        "case_assessed",
        "warning_given",
        *["enquiry_made"] * len(enquiries(town.pack)),
        "decision_drafted",
        *["decision_signed"] * len(DECIDERS[landlord]),
        "decision_issued",
        "appeal_started",
        "appeal_answered",
        "appeal_submitted",
        "appeal_taken",
        "appeal_decided",
    ]


@ALL
def test_nothing_is_issued_before_the_right_people_have_signed(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    decision = town.draft(town.case())
    for key in DECIDERS[landlord]:
        with pytest.raises(RefusedError) as refused:
            town.act("officer", decisions.issue, decision)
        assert {one.code for one in refused.value.findings if one.severity == "stop"} <= {
            "quorum_missing",
            "not_authorised",
        }
        assert arrangements(town).restrictions == ()
        town.sign(decision, key)
    town.act("officer", decisions.issue, decision)
    assert len(arrangements(town).restrictions) == 1


@ALL
def test_nobody_who_decided_hears_the_appeal(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    appeal = town.appealed(town.decided())
    for key in (*DECIDERS[landlord], "officer"):
        with pytest.raises(RefusedError) as refused:
            town.act(key, hearings.take, appeal, town.known[key].roles[0])
        assert "hearer_involved" in {one.code for one in refused.value.findings}


def test_an_appeal_handed_in_after_midnight_in_london_counts_from_that_day(town: Town) -> None:
    decision = town.decided()
    town.later(hours=13, minutes=45)  # a quarter past midnight on Tuesday
    appeal = town.appealed(decision)
    with town.database.reading() as session:
        assert desk.appeal(session, appeal).due_on == date(2026, 12, 8)
    assert town.act("resident", appeals.submit, appeal) == appeal
