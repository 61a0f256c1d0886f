"""Promise 3 in deeds: who hears an appeal, and what an outcome does to the arrangements at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from casework.actions import (
    aftermath,
    appealed,
    appeals,
    cases,
    clock,
    consulting,
    decisions,
    hearings,
    reviewing,
    reviews,
    weighing,
)
from casework.actions.consulting import TeamAsked
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, own
from casework.records.decisions import Restriction
from casework.records.events import Event
from casework.records.letters import Letter
from casework.rules.calendar import working_days_after
from tests.people import USUAL, Town
from web.demo.answers import that_count

MakeTown = Callable[[str], Town]
WITNESS = RestrictionFacts("witness_present", {}, "A worker was shouted at.", "Somebody else sits by.")
THROUGH = RestrictionFacts("third_party_only", {}, "You shouted at four people.", "Your advocate may always reach us.")
PAIRS = RestrictionFacts("visits_in_pairs", {}, "A worker was threatened.", "Visits go on.")
TWO_HOURS = replace(USUAL["one-vision-housing"], terms={"days": ["tue"], "from": "10:00", "to": "12:00"})
EMAIL_ONLY = RestrictionFacts("only_channels", {"channels": ["email"]}, "You called 90 times.", "You can still write.")


def seen(town: Town, key: str = "resident") -> dict[str, str]:
    """What applies: reference to kind."""
    with town.database.reading() as session:
        found = own.arrangements(session, town.known[key].id, town.today).restrictions
    return {one.ref: one.kind for one in found}


def findings(town: Town, appeal: str, key: str) -> set[str]:
    with town.database.reading() as session:
        person = desk.staff_member(session, town.known[key].id)
        found = hearings.may_hear(session, town.pack, desk.appeal(session, appeal), person, town.today)
    return {finding.code for finding in found}


def two_restrictions(town: Town) -> str:
    """An appeal, taken, against a decision with two restrictions."""
    decision = town.draft(town.case(), USUAL[town.landlord], WITNESS)
    town.sign(decision)
    return town.taken(town.appealed(town.act("officer", decisions.issue, decision)))


@pytest.mark.parametrize(
    ("landlord", "key", "codes"),
    [
        ("one-vision-housing", "hearer", set()),
        ("one-vision-housing", "decider-3", set()),  # the floor: rank 2 and not involved
        ("one-vision-housing", "decider", {"hearer_involved"}),
        ("one-vision-housing", "officer", {"hearer_wrong_role", "hearer_involved"}),
        ("one-vision-housing", "translator", {"hearer_wrong_role"}),
        ("watford-community-housing", "hearer", set()),
        ("watford-community-housing", "decider", {"hearer_not_senior", "hearer_involved"}),
        ("watford-community-housing", "officer", {"hearer_not_senior", "hearer_involved"}),
        ("octavia", "hearer", set()),
        ("octavia", "hearer-2", set()),
        ("octavia", "decider", {"hearer_wrong_role", "hearer_involved"}),
        ("notting-hill-genesis", "hearer", set()),
        ("notting-hill-genesis", "decider", {"hearer_involved"}),
        ("calico-homes", "hearer", set()),
        ("calico-homes", "decider", {"hearer_wrong_role", "hearer_involved"}),
    ],
)
def test_who_may_hear_follows_from_the_policy_and_the_record(
    town_of: MakeTown, landlord: str, key: str, codes: set[str]
) -> None:
    town = town_of(landlord)
    appeal = town.appealed(town.decided())
    assert findings(town, appeal, key) == codes


@pytest.mark.clause("OCT-4.2a")
def test_an_assistant_director_reviews_a_change_of_contact_standards(town_of: MakeTown) -> None:
    town = town_of("octavia")
    appeal = town.taken(town.appealed(town.decided()))
    with town.database.reading() as session:
        heard = desk.appeal(session, appeal)
        assert (heard.state, heard.hearer_role) == ("hearing", "assistant_director")


@pytest.mark.clause("CAL-7")
def test_a_head_of_service_reviews_and_answers_in_writing(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    appeal = town.taken(town.appealed(town.decided()))
    town.act("hearer", hearings.decide, appeal, "dismiss", "The hour is enough.")
    with town.database.reading() as session:
        assert desk.appeal(session, appeal).hearer_role == "head_of_service"
        assert session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "appeal_outcome"))


def test_one_who_spoke_against_the_decision_took_part_in_it_too(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    town.sign(decision, "decider-3", agrees=False, dissent="Too early.")
    town.act("officer", decisions.issue, decision)
    assert findings(town, town.appealed(decision), "decider-3") == {"hearer_involved"}


def test_whoever_assessed_or_warned_took_part(town: Town) -> None:
    case = town.case()
    town.act("decider-3", cases.assess, case, cases.AssessmentFacts("I spoke with her too."))
    town.act("decider-4", cases.warn, case, cases.WarningFacts(town.today, "telephone", "Please stop."))
    decision = town.draft(case)
    town.sign(decision)
    appeal = town.appealed(town.act("officer", decisions.issue, decision))
    assert findings(town, appeal, "decider-3") == findings(town, appeal, "decider-4") == {"hearer_involved"}


def test_whoever_weighed_asked_a_team_or_a_lawyer_or_looked_at_the_risk_took_part(town_of: MakeTown) -> None:
    """Promise 3: not only who signs judges."""
    town = town_of("watford-community-housing")
    incident, case = town.incident(), town.case()
    town.act("decider-4", weighing.weigh, incident, replace(that_count(town.pack), how="It kept four of us."))
    town.act("hearer", consulting.consult, case, TeamAsked("Income", town.today, "No arrears."))
    town.act("hearer-2", consulting.check_legal, case, "not_needed", "No name was called.")
    facts = aftermath.AssessmentFacts("before", ("staff",), "Shouting at the door.", "Two go.", town.today)
    town.act("decider-2", aftermath.assess_risk, case, facts, "risk-1")
    decision = town.draft(case)
    with town.database.reading() as session:
        part = appealed.involved(session, desk.decision(session, decision))
    people = {str(town.known[key].id) for key in ("officer", "decider-2", "decider-4", "hearer", "hearer-2")}
    assert set(part) == people


def test_whoever_proposed_what_came_of_a_review_took_part(town: Town) -> None:
    decision = town.decided()
    review = town.act("officer", reviews.begin, decision)
    facts = reviewing.ReviewFacts("continue", "It goes on.", date(2027, 5, 1))
    town.act("decider-3", reviewing.propose, review, facts)
    assert findings(town, town.appealed(decision), "decider-3") == {"hearer_involved"}


def test_whoever_varied_it_before_does_not_hear_the_next_appeal(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    decision = town.decided()
    appeal = town.taken(town.appealed(decision))
    (ref,) = seen(town)
    milder = replace(USUAL[town.landlord], terms={"days": ["tue"], "from": "10:00", "to": "12:00"})
    town.act("hearer", hearings.decide, appeal, "vary", "Too little.", {ref: milder})
    again = town.appealed(decision, grounds="Still too little.")
    assert findings(town, again, "hearer") == {"hearer_involved"}
    assert findings(town, again, "decider-2") == set()


def test_only_the_person_who_took_it_decides(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    with pytest.raises(RefusedError, match="appeal_is_hearing"):
        town.taken(appeal, "decider-3")
    with pytest.raises(RefusedError, match="not_the_hearer"):
        town.act("decider-3", hearings.decide, appeal, "uphold", "I would not have done it.")
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", hearings.decide, appeal, "uphold", "I agree with myself.")
    assert len(seen(town)) == 1


def test_an_appeal_whose_hearer_left_is_taken_by_another(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    with town.database.writing() as session:
        desk.staff_member(session, town.known["hearer"].id).left_on = town.today
    town.later(days=1)
    assert town.taken(appeal, "decider-3") == appeal
    town.act("decider-3", hearings.decide, appeal, "dismiss", "It is fair.")
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("hearer", hearings.decide, appeal, "uphold", "It is not.")


def test_nobody_hears_in_a_role_that_they_do_not_hold(town: Town) -> None:
    appeal = town.appealed(town.decided())
    with pytest.raises(RefusedError, match="role_not_held"):
        town.act("decider-3", hearings.take, appeal, "director")


def test_a_draft_is_not_there_to_be_heard(town: Town) -> None:
    appeal = town.act("resident", appeals.start, town.decided())
    with pytest.raises(NotFoundError):
        town.taken(appeal)
    with town.database.reading() as session, pytest.raises(NotFoundError):
        desk.appeal(session, appeal)


def test_an_outcome_needs_its_reasons(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    with pytest.raises(RefusedError, match="missing"):
        town.act("hearer", hearings.decide, appeal, "dismiss", "  ")


def test_deciding_twice_is_deciding_once(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    for _ in range(2):
        assert town.act("hearer", hearings.decide, appeal, "uphold", "It was too strict.") == appeal
    with pytest.raises(RefusedError, match="appeal_is_decided"):
        town.act("hearer", hearings.decide, appeal, "dismiss", "On reflection, no.")
    with town.database.reading() as session:
        decided = select(func.count()).select_from(Event).where(Event.name == "appeal_decided")
        assert session.scalar(decided) == 1


def test_a_variation_ends_what_it_names_and_leaves_the_rest(town: Town) -> None:
    appeal = two_restrictions(town)
    ending = next(ref for ref, kind in seen(town).items() if kind == "witness_present")
    town.act("hearer", hearings.decide, appeal, "vary", "Nobody need sit by.", {ending: "ends"})
    assert list(seen(town).values()) == ["calls_at_set_times"]


@pytest.mark.parametrize(("change", "code"), [("stands", "nothing_changed"), ("ends", "uphold_instead")])
def test_a_variation_changes_something_and_leaves_something(town: Town, change: str, code: str) -> None:
    appeal = two_restrictions(town)
    changes = dict.fromkeys(seen(town), change)
    with pytest.raises(RefusedError, match=code):
        town.act("hearer", hearings.decide, appeal, "vary", "Because.", changes)  # type: ignore[arg-type]
    assert len(seen(town)) == 2


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        (RestrictionFacts("no_direct_contact", {}, "Because.", "Because."), {"not_in_policy"}),
        (replace(WITNESS, reason=" "), {"reason_missing"}),
        (replace(WITNESS, proportionality=""), {"proportionality_missing"}),
        (WITNESS, set()),
    ],
)
def test_what_an_appeal_puts_in_its_place_obeys_the_policy(town: Town, new: RestrictionFacts, codes: set[str]) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    (ref,) = seen(town)
    if not codes:
        town.act("hearer", hearings.decide, appeal, "vary", "Another way.", {ref: new})
        assert list(seen(town).values()) == ["witness_present"]
        return
    with pytest.raises(RefusedError) as refused:
        town.act("hearer", hearings.decide, appeal, "vary", "Another way.", {ref: new})
    assert {finding.code for finding in refused.value.findings} == codes
    assert list(seen(town)) == [ref]


@pytest.mark.parametrize(
    ("review_on", "codes"),
    [
        (date(2027, 5, 23), set()),
        (date(2027, 5, 24), {"review_too_late"}),
        (date(2026, 11, 23), {"review_missing"}),
    ],
)
def test_a_variation_keeps_to_the_limits_of_the_review(town: Town, review_on: date, codes: set[str]) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    (ref,) = seen(town)
    if not codes:
        town.act("hearer", hearings.decide, appeal, "vary", "So.", {ref: WITNESS}, review_on=review_on)
        return
    with pytest.raises(RefusedError) as refused:
        town.act("hearer", hearings.decide, appeal, "vary", "So.", {ref: WITNESS}, review_on=review_on)
    assert {finding.code for finding in refused.value.findings} == codes


@pytest.mark.clause("CAL-6b")
def test_a_variation_never_closes_the_last_door_that_another_decision_left(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    town.decided("neighbour", "form-1", EMAIL_ONLY)
    second = town.decided("neighbour", "form-2", PAIRS)
    appeal = town.taken(town.appealed(second, by="neighbour"))
    ref = next(ref for ref, kind in seen(town, "neighbour").items() if kind == "visits_in_pairs")
    letters_only = replace(EMAIL_ONLY, terms={"channels": ["letter"]})
    with pytest.raises(RefusedError) as refused:
        town.act("hearer", hearings.decide, appeal, "vary", "Letters.", {ref: letters_only})
    assert {finding.code for finding in refused.value.findings} == {"no_open_channel"}


def test_what_an_appeal_puts_in_its_place_waits_until_the_letter_has_come(town: Town) -> None:
    """Equality Act 2010 s.20(6): it never begins before the person could read of it."""
    appeal = town.taken(town.appealed(town.decided()))
    town.later(days=10)
    (ref,) = seen(town)
    town.act("hearer", hearings.decide, appeal, "vary", "Two hours.", {ref: TWO_HOURS})
    assert begins(town) == working_days_after(town.today, 2)
    town.later(days=4)  # its copies are not made yet
    town.act("system", clock.hold_back, town.known["resident"].id)
    assert begins(town) == working_days_after(town.today, 2)
    with town.database.writing() as session:
        letter = session.scalars(select(Letter).where(Letter.kind == "appeal_outcome").order_by(Letter.id)).first()
        assert letter is not None
        copy = letter.deliveries[0]
        for one in letter.deliveries:
            one.state = "sent"
    town.later(days=1)
    assert town.act("system", clock.hold_back, town.known["resident"].id) == 0
    town.later(days=8)
    town.act("officer", clock.note_delivered, letter.ref, copy.id, town.today)
    assert begins(town) == town.today


def begins(town: Town) -> date:
    """The first day of the one restriction that applies, or will."""
    with town.database.reading() as session:
        (line,) = own.arrangements(session, town.known["resident"].id, town.today).restrictions
    return line.starts_on


def test_a_hearer_may_end_one_thing_though_the_review_of_the_rest_was_missed(town: Town) -> None:
    appeal = two_restrictions(town)
    with town.database.writing() as session:
        session.execute(update(Restriction).values(review_on=town.today - timedelta(days=1)))
    ending = next(ref for ref, kind in seen(town).items() if kind == "witness_present")
    town.act("hearer", hearings.decide, appeal, "vary", "Nobody need sit by.", {ending: "ends"})
    assert list(seen(town).values()) == ["calls_at_set_times"]


def test_a_variation_that_names_somebody_elses_restriction_is_not_found(town: Town) -> None:
    town.decided("neighbour", "form-9")
    appeal = two_restrictions(town)
    (foreign,) = seen(town, "neighbour")
    with pytest.raises(NotFoundError):
        town.act("hearer", hearings.decide, appeal, "vary", "So.", {foreign: "ends"})
    assert len(seen(town, "neighbour")) == 1


def test_actions_stand_or_end_with_the_outcome_too(town_of: MakeTown) -> None:
    town = town_of("octavia")
    decision = town.draft(town.case(), actions=("police_report", "recharge"), action_reason="A window was broken.")
    town.sign(decision, "decider-2")
    town.act("officer", decisions.issue, decision)
    appeal = town.taken(town.appealed(decision), "hearer-2")
    town.act("hearer-2", hearings.decide, appeal, "vary", "No recharge.", {"recharge": "ends"})
    with town.database.reading() as session:
        assert desk.appeal(session, appeal).actions_ended == ["recharge"]
    assert len(seen(town)) == 1


def test_an_appeal_can_be_decided_late_and_says_so_by_its_dates(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    town.later(days=60)
    town.act("hearer", hearings.decide, appeal, "dismiss", "It is fair.")
    with town.database.reading() as session:
        heard = desk.appeal(session, appeal)
        assert heard.decided_at is not None and heard.due_on is not None
        assert heard.decided_at.date() - heard.due_on > timedelta(days=30)


def test_what_an_advocate_made_possible_needs_the_advocate_still(town: Town) -> None:
    decision = town.draft(town.case("resident-unrestricted"), USUAL[town.landlord])
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    appeal = town.taken(town.appealed(decision, by="resident-unrestricted"))
    (ref,) = seen(town, "resident-unrestricted")
    with pytest.raises(RefusedError) as refused:
        town.act("hearer", hearings.decide, appeal, "vary", "Through somebody.", {ref: THROUGH})
    assert {finding.code for finding in refused.value.findings} == {"no_open_channel", "third_party_missing"}


@pytest.mark.clause("OCT-4.3l")
def test_an_appeal_cannot_put_in_place_what_has_a_ladder_that_nobody_climbed(town_of: MakeTown) -> None:
    """Calls are refused only after calls were ended and the customer was asked to stop, whoever decides it."""
    town = town_of("octavia")
    decision = town.decided()
    appeal = town.taken(town.appealed(decision))
    no_calls = RestrictionFacts("calls_not_taken", {}, "You called 90 times.", "You can still write.")
    (ref,) = seen(town)
    with pytest.raises(RefusedError) as refused:
        town.act("hearer", hearings.decide, appeal, "vary", "Another way.", {ref: no_calls})
    assert "ladder_not_taken" in {finding.code for finding in refused.value.findings}
