"""Reviews from the invitation to the outcome, and what happens where one is missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from casework.actions import hearings, incidents, missed, night, reviewing, reviews
from casework.actions.decisions import RestrictionFacts
from casework.actions.reviewing import ReviewFacts
from casework.actions.work import SYSTEM, NotFoundError, RefusedError, Work
from casework.records import own
from casework.records.cases import Case
from casework.records.decisions import Restriction
from casework.records.events import Event
from casework.records.letters import Letter
from casework.records.reviews import Review
from casework.rules.calendar import months_after, working_days_after
from tests.people import DECIDERS, LANDLORDS, USUAL, Town

MakeTown = Callable[[str], Town]
OVH = "one-vision-housing"
WITNESS = RestrictionFacts("witness_present", {}, "A worker was shouted at.", "Somebody else sits by.")
SET_TIMES = USUAL[OVH]
MILDER = replace(SET_TIMES, terms={"days": ["mon", "wed"], "from": "09:00", "to": "12:00"})


def at_night(town: Town, **later: int) -> None:
    """Time passes, and the night's look is taken."""
    town.later(**later)
    night.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now))


def on(town: Town, day: date) -> None:
    town.later(days=(day - town.today).days)


def count(town: Town, kind: str, **where: str) -> int:
    with town.database.reading() as session:
        found = select(func.count()).select_from(Letter).where(Letter.kind == kind)
        return session.scalar(found.where(*(getattr(Letter, name) == value for name, value in where.items()))) or 0


def seen(town: Town, key: str = "resident") -> dict[str, tuple[str, str | None]]:
    """What the customer sees: kind to state, and why it does not apply."""
    with town.database.reading() as session:
        found = own.arrangements(session, town.known[key].id, town.today).restrictions
    return {one.kind: (one.state, one.suspended_why) for one in found}


def rows(town: Town) -> list[Restriction]:
    with town.database.reading() as session:
        return list(session.scalars(select(Restriction).order_by(Restriction.id)))


def review_of(town: Town) -> Review:
    with town.database.reading() as session:
        return session.scalars(select(Review).order_by(Review.id.desc())).first() or Review()


def reviewers(town: Town) -> tuple[str, ...]:
    return DECIDERS[town.landlord]


def signed(town: Town, review: str, facts: ReviewFacts) -> None:
    town.act("officer", reviewing.propose, review, facts)
    for key in reviewers(town):
        town.act(key, reviewing.sign, review, town.known[key].roles[0], True)


def held(town: Town, review: str, facts: ReviewFacts) -> None:
    signed(town, review, facts)
    town.act("officer", reviewing.hold, review)


def findings(town: Town, review: str, facts: ReviewFacts) -> set[str]:
    """What stops the review once everybody who should has signed it."""
    signed(town, review, facts)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", reviewing.hold, review)
    return {finding.code for finding in refused.value.findings if finding.severity == "stop"}


# Watford counts good behaviour: there a review has come by itself long before.
@pytest.mark.parametrize("landlord", [one for one in LANDLORDS if one != "watford-community-housing"])
def test_the_customer_is_asked_before_a_review_and_told_what_came_of_it(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    town.decided()
    due = rows(town)[0].review_on
    assert due is not None
    on(town, due - timedelta(days=43))
    at_night(town)
    assert count(town, "review_invitation") == 0
    at_night(town, days=1)
    at_night(town)
    assert count(town, "review_invitation", language="ar") == 1
    review = review_of(town)
    assert (review.due_on, review.invited_on, review.why) == (due, town.today, "due")
    town.act("resident", reviews.reply, review.ref, "My repair is done.")
    held(town, review.ref, ReviewFacts("lift", "The repair is done."))
    assert seen(town) == {}
    assert count(town, "review_outcome", language="ar") == 1
    with town.database.reading() as session:
        assert session.scalars(select(Case.stage)).one() == "ended"


@pytest.mark.clause("OVH-3.6.1", "OVH-3.6.2")
@pytest.mark.parametrize("outcome", ["alter", "continue"])
@pytest.mark.parametrize(("months", "days", "stops"), [(6, 0, set()), (6, 1, {"review_too_late"})])
def test_what_goes_on_after_a_review_is_reviewed_again_within_six_months(
    town: Town, outcome: reviewing.Outcome, months: int, days: int, stops: set[str]
) -> None:
    decision = town.decided()
    review = town.act("officer", reviews.begin, decision)
    changes = {rows(town)[0].ref: MILDER} if outcome == "alter" else {}
    last = months_after(town.today, months) + timedelta(days=days)
    facts = ReviewFacts(outcome, "Fewer calls.", last, changes)
    if stops:
        assert findings(town, review, facts) == stops
        return
    held(town, review, facts)
    standing = [one for one in rows(town) if one.state == "in_force"]
    assert [(one.terms["days"], one.review_on) for one in standing] == [
        (["mon", "wed"] if outcome == "alter" else ["tue"], last)
    ]


def test_what_a_review_changed_waits_until_its_letter_is_on_its_way(town: Town) -> None:
    """Promise 4: it binds nobody before a version that they can read has gone out."""
    decision = town.decided()
    town.later(days=60)
    review = town.act("officer", reviews.begin, decision)
    held(town, review, ReviewFacts("alter", "Fewer calls.", months_after(town.today, 6), {rows(town)[0].ref: MILDER}))
    for _ in range(5):  # its copies are not made yet
        at_night(town, days=1)
        assert rows(town)[-1].starts_on == working_days_after(town.today, 2)
    assert (rows(town)[-1].state, rows(town)[0].starts_on) == ("in_force", date(2026, 11, 25))


@pytest.mark.clause("OVH-3.6.2")
def test_a_review_can_end_everything(town: Town) -> None:
    review = town.act("officer", reviews.begin, town.decided())
    held(town, review, ReviewFacts("lift", "The calls have stopped."))
    assert [(one.state, one.ended_why) for one in rows(town)] == [("ended", "review")]


@pytest.mark.clause("OVH-3.6.1")
def test_a_review_is_for_the_panel_and_nobody_signs_for_another(town: Town) -> None:
    review = town.act("officer", reviews.begin, town.decided())
    facts = ReviewFacts("continue", "It goes on.", months_after(town.today, 6))
    town.act("officer", reviewing.propose, review, facts)
    town.act("decider", reviewing.sign, review, "customer_access_manager", True)
    with pytest.raises(RefusedError) as refused:
        town.act("officer", reviewing.hold, review)
    assert [(one.code, one.source) for one in refused.value.findings if one.severity == "stop"] == [
        ("quorum_missing", "One Vision Housing 3.6.1")
    ]
    with pytest.raises(RefusedError, match="role_not_held"):
        town.act("officer", reviewing.sign, review, "community_safety_team_leader", True)
    town.act("decider-2", reviewing.sign, review, "community_safety_team_leader", True)
    town.act("officer", reviewing.hold, review)
    town.act("officer", reviewing.hold, review)  # pressed twice
    assert (count(town, "review_outcome", language="ar"), town.events("review_held")) == (1, 1)


def test_a_signature_is_for_what_was_proposed_and_for_nothing_else(town: Town) -> None:
    review = town.act("officer", reviews.begin, town.decided())
    signed(town, review, ReviewFacts("lift", "All is well."))
    town.act("officer", reviewing.propose, review, ReviewFacts("continue", "No.", months_after(town.today, 6)))
    with pytest.raises(RefusedError, match="not_allowed"):
        town.act("officer", reviewing.hold, review)


def test_a_review_without_the_customers_word_says_so_and_one_with_it_does_not(town: Town) -> None:
    review = town.act("officer", reviews.begin, town.decided())
    facts = ReviewFacts("continue", "It goes on.", months_after(town.today, 6))
    signed(town, review, facts)

    def warned() -> bool:
        with town.database.reading() as session:
            found = session.scalars(select(Review)).one()
            return "invitation_missing" in {
                one.code for one in reviewing.standing(session, town.pack, found, town.today).findings
            }

    assert warned(), "the customer has had no time to answer"
    town.act("advocate", reviews.reply, review, "She has a support worker now.")
    assert not warned()
    with pytest.raises(NotFoundError):
        town.act("neighbour", reviews.reply, review, "I want to know what this is.")


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_missed_review_suspends_at_once_and_the_customer_is_told(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    town.decided()
    due = rows(town)[0].review_on
    assert due is not None
    kind = USUAL[landlord].kind
    on(town, due)
    at_night(town)
    assert seen(town) == {kind: ("in_force", None)}, "the last day itself is in time"
    town.later(days=1)
    assert seen(town) == {kind: ("suspended", "review_missed")}, "whether or not anybody has noticed yet"
    at_night(town)
    at_night(town)
    assert [one.state for one in rows(town)] == ["suspended"]
    assert count(town, "suspension", language="ar") == 1
    assert (town.events("review_missed"), town.events("restrictions_suspended")) == (1, 1)
    assert review_of(town).missed_on == due


def safety(town: Town) -> tuple[str, date]:
    """A restriction that protects somebody beside one that does not, on the day after their review was due."""
    town.decided("resident", "form-1", SET_TIMES, WITNESS)
    due = rows(town)[0].review_on
    assert due is not None
    on(town, due)
    at_night(town, days=1)
    return review_of(town).ref, due


def test_a_safety_restriction_goes_to_a_director_who_has_two_working_days(town: Town) -> None:
    _, due = safety(town)
    assert seen(town)["witness_present"] == ("in_force", None)
    assert seen(town)["calls_at_set_times"] == ("suspended", "review_missed")
    last = working_days_after(due, 2)
    with town.database.reading() as session:
        found = own.arrangements(session, town.known["resident"].id, town.today).restrictions
    assert [one.decide_by for one in found if one.safety] == [last], "the customer sees that it is overdue"
    on(town, last)
    at_night(town)
    assert seen(town)["witness_present"] == ("in_force", None)
    at_night(town, days=1)
    assert seen(town)["witness_present"] == ("suspended", "director_silent")
    assert count(town, "suspension", language="ar") == 2


def test_a_director_may_keep_it_for_a_while_and_then_the_review_must_be_held(town: Town) -> None:
    review, _ = safety(town)
    latest = working_days_after(town.today, 10)
    with pytest.raises(RefusedError, match="role_may_not_decide"):
        town.act("decider", missed.decide, review, "customer_access_manager", keeps=True, why="Why", until=latest)
    with pytest.raises(RefusedError, match="until_too_late"):
        too_late = latest + timedelta(days=1)
        town.act("hearer", missed.decide, review, "director", keeps=True, why="Why", until=too_late)
    town.act("hearer", missed.decide, review, "director", keeps=True, why="The risk is there.", until=latest)
    on(town, latest)
    at_night(town)
    assert seen(town)["witness_present"] == ("in_force", None)
    at_night(town, days=1)
    assert seen(town)["witness_present"] == ("suspended", "director_silent")


def test_a_director_may_let_it_go(town: Town) -> None:
    review, _ = safety(town)
    town.act("hearer", missed.decide, review, "director", keeps=False, why="The risk is gone.")
    town.act("hearer", missed.decide, review, "director", keeps=False, why="The risk is gone.")
    assert seen(town)["witness_present"] == ("suspended", "director_ended")
    assert town.events("director_decided") == 1


def test_a_review_that_is_held_late_brings_back_only_what_it_says(town: Town) -> None:
    review, _ = safety(town)
    calls, witness = rows(town)
    facts = ReviewFacts(
        "alter", "One is enough.", months_after(town.today, 6), {calls.ref: "ends", witness.ref: "stands"}
    )
    held(town, review, facts)
    assert seen(town) == {"witness_present": ("in_force", None)}
    at_night(town)
    assert seen(town) == {"witness_present": ("in_force", None)}


@pytest.mark.clause("OVH-3.6.3")
def test_a_change_of_circumstances_brings_the_review_forward(town: Town) -> None:
    town.decided()
    town.act("resident", reviews.ask_early, town.ref("resident"), "I have a support worker now.")
    review = review_of(town)
    assert review.due_on == working_days_after(town.today, 10)
    assert (review.why, review.asked, review.invited_on) == (
        "changed_circumstances",
        "I have a support worker now.",
        town.today,
    )
    with town.database.reading() as session:
        asked = town.pack.rules["review.early"].source
        assert asked == "One Vision Housing 3.6.3"
        assert session.scalar(select(func.count()).select_from(Event).where(Event.name == "review_asked")) == 1


@pytest.mark.clause("OVH-3.6.3")
def test_a_successful_appeal_has_what_else_applies_looked_at(town: Town) -> None:
    first = town.decided()
    town.decided("resident", "form-2", WITNESS)
    town.act("hearer", hearings.decide, town.taken(town.appealed(first)), "uphold", "Nobody came.")
    with town.database.reading() as session:
        found = session.scalars(select(Review)).all()
        assert [(one.why, one.decision.restrictions[0].kind) for one in found] == [
            ("successful_appeal", "witness_present")
        ]


def test_nobody_asks_for_a_review_of_what_is_not_theirs(town: Town) -> None:
    decision = town.decided()
    for key in ("neighbour",):
        for ref in (decision, town.ref("resident")):
            with pytest.raises(NotFoundError):
                town.act(key, reviews.ask_early, ref, "I want to know.")
    assert town.events("review_opened") == 0


@pytest.mark.clause("WCH-6.5")
def test_good_behaviour_for_long_enough_brings_a_review_by_itself(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    town.decided()
    starts = rows(town)[0].starts_on
    assert starts is not None
    on(town, starts + timedelta(days=89))
    at_night(town)
    assert town.events("review_asked") == 0
    at_night(town, days=1)
    at_night(town)
    assert (town.events("review_asked"), review_of(town).why) == (1, "acceptable_behaviour")


def test_a_new_incident_begins_the_count_anew(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    town.decided()
    town.later(days=60)
    town.act("officer", incidents.open_case, town.incident(form_key="form-9"))
    at_night(town, days=60)
    assert town.events("review_asked") == 0


def test_a_review_of_what_an_appeal_ended_is_dropped(town: Town) -> None:
    decision = town.decided()
    review = town.act("officer", reviews.begin, decision)
    town.act("hearer", hearings.decide, town.taken(town.appealed(decision)), "uphold", "Nobody came.")
    at_night(town)
    assert review_of(town).state == "dropped"
    with pytest.raises(RefusedError, match="review_is_dropped"):
        town.act("resident", reviews.reply, review, "Good.")


def test_one_customer_whose_look_fails_keeps_nobody_else_waiting(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.decided()
    town.decided("neighbour", "form-2")
    broken = town.known["resident"].id
    real = missed.look_after

    def look(work: Work, customer_id: int) -> None:
        if customer_id == broken:
            raise ValueError("something that nobody thought of")
        real(work, customer_id)

    monkeypatch.setattr(missed, "look_after", look)
    due = rows(town)[0].review_on
    assert due is not None
    on(town, due)
    at_night(town, days=1)
    with town.database.reading() as session:
        found = session.execute(select(Restriction.customer_id, Restriction.state))
        states = {row[0]: row[1] for row in found}
    assert states == {broken: "in_force", town.known["neighbour"].id: "suspended"}
