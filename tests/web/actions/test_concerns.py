"""Fairness both ways: concerns about staff, what follows a complaint, people who act for others, risks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.actions import (
    announcing,
    appealed,
    cases,
    concerns,
    decisions,
    incidents,
    people,
    representatives,
    retaliation,
    risks,
)
from casework.actions.concerns import ConcernFacts
from casework.actions.risks import RiskFromFacts, RiskToFacts
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk, own
from casework.records.cases import Incident
from casework.records.fairness import ConductConcern, Matter, RetaliationAnswer, RiskFrom, RiskTo
from casework.records.letters import Letter
from casework.rules.calendar import months_after
from casework.rules.fairness import representative_source
from tests.people import USUAL, Town
from web.demo import answers

MakeTown = Callable[[str], Town]
SAID = ConcernFacts("She laughed at how I speak and put the phone down.", "the woman who answers in the morning")


def raised(town: Town, by: str = "resident", form_key: str = "concern-1", **facts: Any) -> str:
    given = ConcernFacts(SAID.what, SAID.about_words, **facts)
    return town.act(by, concerns.raise_concern, town.ref("resident"), given, form_key)


def concern(session: Session, ref: str) -> ConductConcern:
    return session.scalars(select(ConductConcern).where(ConductConcern.ref == ref)).one()


def stops(town: Town, decision: str) -> set[str]:
    with town.database.reading() as session:
        found = decisions.standing(session, town.pack, desk.decision(session, decision), town.today)
        return {one.code for one in found.stops}


def test_what_a_customer_says_about_staff_is_a_case_of_its_own_kept_with_theirs(town: Town) -> None:
    case = town.case()
    ref = raised(town, "officer", case_ref=case)
    with town.database.reading() as session:
        row, theirs = concern(session, ref), desk.case(session, case)
        assert row.case == theirs
        assert (row.state, row.what) == ("open", SAID.what)
        assert row.ref != theirs.ref


def test_the_same_form_is_one_concern_and_nobody_else_can_use_it(town: Town) -> None:
    assert raised(town) == raised(town)
    with pytest.raises(NotFoundError):
        raised(town, "neighbour", "concern-2")
    with pytest.raises(RefusedError, match="form_used"):
        raised(town, "officer")


@pytest.mark.parametrize(
    ("who", "because"), [("officer", {"reporter", "rank"}), ("decider", {"about"}), ("decider-2", {"part"})]
)
def test_who_is_complained_of_who_reported_and_who_has_a_part_cannot_close_it(
    town: Town, who: str, because: set[str]
) -> None:
    town.sign(town.draft(town.case()), "decider-2")
    ref = raised(town)
    town.act("hearer", concerns.name_person, ref, town.ref("decider"))
    with pytest.raises(RefusedError) as refused:
        town.act(who, concerns.close, ref, "not_upheld", "Nothing in it.")
    assert {str(one.params["because"]) for one in refused.value.findings} == because
    with town.database.reading() as session:
        assert concern(session, ref).state == "open"


def test_somebody_with_no_part_in_it_answers_it_once(town: Town) -> None:
    town.case()
    ref = raised(town)
    with pytest.raises(RefusedError, match="person_unnamed"):
        town.act("hearer", concerns.close, ref, "upheld", "We heard the recording.")
    town.act("hearer", concerns.name_person, ref, town.ref("decider"))
    for _ in range(2):
        town.act("hearer", concerns.close, ref, "upheld", "We heard the recording.")
    with town.database.reading() as session:
        row = concern(session, ref)
        assert (row.state, row.outcome, row.closed_on) == ("closed", "upheld", town.today)
    with pytest.raises(RefusedError, match="concern_is_closed"):
        town.act("hearer", concerns.close, ref, "not_upheld", "We changed our mind.")


def test_naming_somebody_else_never_frees_who_was_named_first(town: Town) -> None:
    ref = raised(town)
    town.act("hearer", concerns.name_person, ref, town.ref("decider"))
    with pytest.raises(RefusedError, match="already_named"):
        town.act("decider", concerns.name_person, ref, town.ref("decider-2"))


def test_whom_a_concern_is_about_does_not_hear_the_appeal_in_that_case(town: Town) -> None:
    decision = town.decided()
    with town.database.reading() as session:
        case = desk.decision(session, decision).case.ref
    ref = raised(town, "officer", case_ref=case)
    town.act("officer", concerns.name_person, ref, town.ref("hearer"))
    appeal = town.appealed(decision)
    with pytest.raises(RefusedError) as refused:
        town.taken(appeal)
    assert {one.code for one in refused.value.findings} == {"hearer_involved"}
    with town.database.reading() as session:
        assert str(town.known["hearer"].id) in appealed.involved(session, desk.decision(session, decision))


@pytest.mark.parametrize(("days", "asked"), [(0, True), (89, True), (90, True), (91, False)])
@pytest.mark.parametrize("kind", ["complaint", "disrepair_claim", "ombudsman_referral"])
def test_a_restriction_soon_after_a_complaint_is_answered_for_in_writing_before_it_is_issued(
    town: Town, days: int, asked: bool, kind: str
) -> None:
    day = town.today - timedelta(days=days)
    town.act("officer", concerns.record_matter, town.ref("resident"), kind, day, known_as="C-17", form_key="matter")
    decision = town.draft(town.case())
    town.sign(decision)
    assert stops(town, decision) == ({"retaliation_unanswered"} if asked else set())
    if asked:
        with pytest.raises(RefusedError, match="not_allowed"):
            town.act("officer", decisions.issue, decision)
        town.act("officer", retaliation.answer, decision, "The calls began in May, before the complaint.")
    town.act("officer", decisions.issue, decision)


def test_an_answer_holds_for_the_text_and_the_matters_that_it_was_written_about(town: Town) -> None:
    raised(town)
    decision = town.draft(town.case())
    town.sign(decision)
    town.act("officer", retaliation.answer, decision, "The calls began in May.")
    assert stops(town, decision) == set()
    town.later(days=1)
    raised(town, form_key="concern-2")
    assert stops(town, decision) == {"retaliation_unanswered"}
    town.act("officer", retaliation.answer, decision, "The calls began in May, and the second call changes nothing.")
    assert stops(town, decision) == set()
    town.act("officer", decisions.change, decision, town.facts(considered="Something else."))
    town.sign(decision)
    assert stops(town, decision) == {"retaliation_unanswered"}


def test_an_appeal_against_an_intention_that_is_a_complaint_too_does_not_hold_it_up(town: Town) -> None:
    decision = town.draft(town.case(), starts_on=town.today + timedelta(days=28))
    town.sign(decision)
    town.act("officer", announcing.announce, decision)
    town.later(days=1)
    raised(town)
    assert stops(town, decision) == set()


def test_a_concern_counts_as_a_complaint_from_its_day_on(town: Town) -> None:
    ref = raised(town)
    with town.database.reading() as session:
        matter = session.scalars(select(Matter)).one()
        assert (matter.kind, matter.came_on, matter.known_as) == ("complaint", town.today, ref)


@pytest.mark.clause("WCH-6.1b")
def test_what_a_representative_does_is_decided_about_them_alone(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    client = town.known["resident"].id
    with town.database.reading() as session:
        before = own.situation(session, client, town.today), own.arrangements(session, client, town.today)
    visitor = town.act("officer", representatives.as_person, town.ref("advocate"))
    assert visitor == town.act("officer", representatives.as_person, town.ref("advocate"))
    incident = town.act("officer", incidents.record, visitor, an_incident(town), "form-of-them")
    case = town.act("officer", incidents.open_case, incident)
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with them."))
    decision = town.draft(case)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        them = desk.customer(session, visitor)
        assert them.kind == "visitor"
        assert len(desk.customers_restrictions(session, them.id)) == 1
        assert (own.situation(session, client, town.today), own.arrangements(session, client, town.today)) == before
        assert session.scalar(select(func.count()).select_from(Incident).where(Incident.customer_id == client)) == 0
        assert set(session.scalars(select(Letter.customer_id))) == {them.id}
        own_pages = own.client(session, town.known["advocate"].id, visitor, "appeal", town.today)
        assert own.own_decision(session, own_pages, decision).ref == decision
        assert not own.situation(session, them.id, town.today)[1]  # nobody is their own third party
        assert representative_source(town.pack) == "Watford Community Housing 6.1"


def an_incident(town: Town) -> incidents.IncidentFacts:
    return incidents.IncidentFacts(
        happened_at=town.now - timedelta(hours=2),
        channel="telephone",
        behaviour=("aggressive_or_abusive",),
        what_happened="Shouted at three of us.",
        told=True,
        warned=True,
        weighed=answers.that_count(town.pack),
    )


def test_a_restricted_representative_still_speaks_for_the_client(town: Town) -> None:
    grant = people.AuthorityFacts(town.ref("advocate"), ("speak",), "phone", town.today, months_after(town.today, 3))
    town.act("resident", people.authorise, town.ref("resident"), grant)
    town.act("officer", representatives.as_person, town.ref("advocate"))
    with town.database.reading() as session:
        assert own.situation(session, town.known["resident"].id, town.today)[1]


def test_risk_to_a_person_and_risk_from_one_are_kept_apart(town: Town) -> None:
    review = months_after(town.today, 3)
    incident = town.incident()
    to = RiskToFacts("abuse_by_another", "Never ring the landline. Text her own phone.", review)
    ref = town.act("officer", risks.note_risk_to, town.ref("resident"), to, "risk-1")
    assert ref == town.act("officer", risks.note_risk_to, town.ref("resident"), to, "risk-1")
    seen = RiskFromFacts("threats_made", incident, "Said that he would wait outside.", review)
    town.act("officer", risks.note_risk_from, town.ref("resident"), seen, "risk-2")
    with town.database.reading() as session:
        assert [one.code for one in session.scalars(select(RiskTo))] == ["abuse_by_another"]
        assert [one.code for one in session.scalars(select(RiskFrom))] == ["threats_made"]
    other_to, other_from = (
        RiskToFacts("threats_made", "x", review),
        RiskFromFacts("abuse_by_another", incident, "x", review),
    )
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", risks.note_risk_to, town.ref("resident"), other_to, "risk-3")
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", risks.note_risk_from, town.ref("resident"), other_from, "risk-3")


def test_a_risk_from_a_person_needs_an_incident_of_theirs_and_a_day_to_look_again(town: Town) -> None:
    of_another = town.incident("neighbour")
    review = months_after(town.today, 3)
    with pytest.raises(NotFoundError):
        facts = RiskFromFacts("weapon_seen", of_another, "x", review)
        town.act("officer", risks.note_risk_from, town.ref("resident"), facts, "r")
    too_late = RiskToFacts("self_harm", "x", months_after(town.today, 6) + timedelta(days=1))
    with pytest.raises(RefusedError, match="review_too_late"):
        town.act("officer", risks.note_risk_to, town.ref("resident"), too_late, "r")


def test_nothing_that_was_said_is_left_after_erasure(town: Town) -> None:
    ref = raised(town)
    review = months_after(town.today, 3)
    to = RiskToFacts("self_harm", "Ring before you come.", review)
    town.act("officer", risks.note_risk_to, town.ref("resident"), to, "risk-1")
    seen = RiskFromFacts("threats_made", town.incident(), "Said that he would wait.", review)
    town.act("officer", risks.note_risk_from, town.ref("resident"), seen, "risk-2")
    decision = town.draft(town.case(form_key="form-2"))
    town.act("officer", retaliation.answer, decision, "The calls began in May.")
    town.act("system", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        row = concern(session, ref)
        assert (row.what, row.about_words) == ("", "")
        assert [one.known_as for one in session.scalars(select(Matter))] == [""]
        assert [one.keep_safe for one in session.scalars(select(RiskTo))] == [""]
        assert [one.seen for one in session.scalars(select(RiskFrom))] == [""]
        assert [one.answer for one in session.scalars(select(RetaliationAnswer))] == [""]


@pytest.mark.clause("OVH-2.5")
def test_no_restriction_is_issued_before_the_assessment_is_on_record(town: Town) -> None:
    case = town.act("officer", incidents.open_case, town.incident())
    decision = town.draft(case)
    with town.database.reading() as session:
        found = decisions.standing(session, town.pack, desk.decision(session, decision), town.today)
    assert ("assessment_missing", "One Vision Housing 2.5") in {(one.code, one.source) for one in found.stops}
    with pytest.raises(RefusedError, match="not_allowed"):
        town.act("officer", decisions.issue, decision)


@pytest.mark.clause("OVH-2.4")
@pytest.mark.parametrize(
    ("line", "facts", "code"),
    [
        ({"reason": ""}, {}, "reason_missing"),
        ({"proportionality": " "}, {}, "proportionality_missing"),
        ({}, {"review_on": None}, "review_missing"),
    ],
)
def test_no_alteration_is_issued_without_reason_proportionality_and_review(
    town: Town, line: dict[str, Any], facts: dict[str, Any], code: str
) -> None:
    decision = town.draft(town.case(), replace(USUAL[town.landlord], **line), **facts)
    town.sign(decision)
    assert stops(town, decision) == {code}
    with pytest.raises(RefusedError, match="not_allowed"):
        town.act("officer", decisions.issue, decision)


@pytest.mark.clause("OCT-1.2")
def test_who_tells_of_staff_or_a_contractor_gets_a_receipt_and_an_answer_by_letter(town: Town) -> None:
    told = ConcernFacts("The plumber swore at me.", "The plumber of 3 November")
    ref = town.act("neighbour", concerns.raise_concern, town.ref("neighbour"), told, "letter-1")
    town.act("neighbour", concerns.raise_concern, town.ref("neighbour"), told, "letter-1")
    for _twice in range(2):
        town.act("hearer", concerns.close, ref, "not_identified", "The firm sent two people that day.")
    with town.database.reading() as session:
        assert session.scalars(select(Letter.kind)).all() == ["request_answer"] * 2
