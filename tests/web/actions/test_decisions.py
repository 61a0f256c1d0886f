"""Drafting, signing and issuing: what the record says decides, and nobody gets round it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import cases, decisions, incidents, people
from casework.actions.decisions import RestrictionFacts
from casework.actions.work import RefusedError
from casework.records import desk, own
from casework.records.people import Authority
from tests.people import LANDLORDS, USUAL, Town
from web.demo import answers

MakeTown = Callable[[str], Town]
LETTERS_ONLY = RestrictionFacts(
    "only_channels",
    {"channels": ["letter"]},
    "You sent 200 emails in a week.",
    "You can still write, and call about repairs.",
)
EMAIL_ONLY = replace(LETTERS_ONLY, terms={"channels": ["email"]}, reason="You telephoned 90 times in a week.")


def stops(town: Town, decision: str) -> set[str]:
    """The codes with which issuing is refused; none when it would go out."""
    with town.database.reading() as session:
        answer = decisions.standing(session, town.pack, desk.decision(session, decision), town.today)
    return {finding.code for finding in answer.findings if finding.severity == "stop"}


def state(town: Town, decision: str) -> str:
    with town.database.reading() as session:
        return desk.decision(session, decision).state


@pytest.mark.clause("OVH-3.2.1")
@pytest.mark.parametrize(
    ("signers", "missing"),
    [
        (("decider",), {"quorum_missing"}),
        (("decider", "decider-2"), set()),
        (("decider", "decider-2", "decider-3", "decider-4"), set()),
    ],
)
def test_a_panel_needs_two_of_its_services(town: Town, signers: tuple[str, ...], missing: set[str]) -> None:
    decision = town.draft(town.case())
    town.sign(decision, *signers)
    assert stops(town, decision) == missing


@pytest.mark.clause("OVH-3.2.1")
def test_a_representative_signs_and_the_record_says_so(town: Town) -> None:
    decision = town.draft(town.case())
    role = "community_safety_team_leader"
    town.act("decider-2", decisions.sign, decision, role, True, represents=True)
    with town.database.reading() as session:
        (signature,) = desk.decision(session, decision).signatures
        assert (signature.role, signature.represents, signature.agrees) == (role, True, True)


@pytest.mark.clause("WCH-6.2")
@pytest.mark.parametrize(
    ("signers", "missing"),
    [
        (("decider", "decider-2"), {"quorum_missing"}),
        (("decider-2", "decider-3"), {"quorum_missing"}),
        (("decider", "decider-2", "decider-3"), set()),
    ],
)
def test_the_lead_and_two_caution_leads_decide_together(
    town_of: MakeTown, signers: tuple[str, ...], missing: set[str]
) -> None:
    town = town_of("watford-community-housing")
    decision = town.draft(town.case())
    town.sign(decision, *signers)
    assert stops(town, decision) == missing


@pytest.mark.clause("OCT-4.2a")
def test_a_service_manager_alone_changes_contact_standards(town_of: MakeTown) -> None:
    town = town_of("octavia")
    decision = town.draft(town.case())
    assert stops(town, decision) == {"not_authorised"}
    town.sign(decision, "decider")
    assert stops(town, decision) == set()


def test_what_could_not_wait_for_the_assessment_has_a_day_for_it(town: Town) -> None:
    """RULES 6: at immediate risk the look at circumstances follows within five working days."""
    case = town.act("officer", incidents.open_case, town.incident(immediate_risk=True))
    decision = town.draft(case)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        assert desk.case(session, case).assess_by == date(2026, 11, 30)


def test_nobody_signs_in_a_role_that_they_do_not_hold(town: Town) -> None:
    decision = town.draft(town.case())
    with pytest.raises(RefusedError, match="role_not_held"):
        town.act("officer", decisions.sign, decision, "customer_access_manager", True)
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("system", decisions.sign, decision, "customer_access_manager", True)
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", decisions.sign, decision, "customer_access_manager", True)


def test_a_role_that_has_ended_signs_nothing(town: Town) -> None:
    decision = town.draft(town.case())
    with town.database.writing() as session:
        decider = desk.staff_member(session, town.known["decider"].id)
        decider.roles[0].starts_on, decider.roles[0].ends_on = date(2026, 1, 1), town.today - timedelta(days=1)
    with pytest.raises(RefusedError, match="role_not_held"):
        town.sign(decision, "decider")


@pytest.mark.parametrize("key", ["officer", "hearer"])
def test_a_role_that_the_policy_does_not_name_is_told_so(town: Town, key: str) -> None:
    decision = town.draft(town.case())
    with pytest.raises(RefusedError, match="role_may_not_decide"):
        town.sign(decision, key)


def test_whoever_reported_any_incident_of_the_case_does_not_decide(town: Town) -> None:
    case = town.case()
    facts = incidents.IncidentFacts(
        town.now - timedelta(hours=1),
        "telephone",
        ("unreasonable_persistence",),
        "Again.",
        told=True,
        weighed=answers.that_count(town.pack),
    )
    second = town.act("decider", incidents.record, town.ref("resident"), facts, "form-2")
    assert town.act("decider", incidents.open_case, second) == case
    decision = town.draft(case)
    with pytest.raises(RefusedError) as refused:
        town.sign(decision, "decider")
    assert [finding.code for finding in refused.value.findings] == ["decider_conflict"]
    with town.database.reading() as session:
        found, person = desk.decision(session, decision), desk.staff_member(session, town.known["decider"].id)
        assert decisions.roles_to_sign(session, town.pack, found, person, town.today) == ()


def test_a_changed_text_needs_new_signatures(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    assert stops(town, decision) == set()
    other = replace(USUAL[town.landlord], reason="Another reason altogether.")
    town.act("officer", decisions.change, decision, town.facts(other))
    assert stops(town, decision) == {"quorum_missing"}
    with pytest.raises(RefusedError, match="not_allowed"):
        town.act("officer", decisions.issue, decision)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    assert state(town, decision) == "issued"


def test_saving_the_same_text_again_keeps_the_signatures(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    town.act("officer", decisions.change, decision, town.facts())
    assert stops(town, decision) == set()
    assert town.events("decision_changed") == 0


def test_a_text_changed_behind_the_signers_backs_is_never_issued(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    with town.database.writing() as session:
        desk.decision(session, decision).restrictions[0].reason = "Something that nobody signed."
    with pytest.raises(RefusedError, match="text_was_changed"):
        town.act("officer", decisions.issue, decision)


def test_dissent_is_on_record_with_its_reason_and_counts_against_nobody(town: Town) -> None:
    decision = town.draft(town.case())
    with pytest.raises(RefusedError, match="missing"):
        town.sign(decision, "decider-3", agrees=False)
    town.sign(decision, "decider-3", agrees=False, dissent="Support was not tried for long enough.")
    assert stops(town, decision) == {"quorum_missing"}
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        against = [one for one in desk.decision(session, decision).signatures if not one.agrees]
        assert [one.dissent for one in against] == ["Support was not tried for long enough."]
        (seen,) = own.arrangements(session, town.known["resident"].id, town.today).restrictions
        assert len(seen.decided_by) == 2


def test_a_signer_may_think_again_before_the_decision_is_issued(town: Town) -> None:
    decision = town.draft(town.case())
    town.sign(decision)
    town.sign(decision, "decider", agrees=False, dissent="On reflection, no.")
    assert stops(town, decision) == {"quorum_missing"}


def test_what_the_incident_says_decides_what_is_missing(town: Town) -> None:
    decision = town.draft(town.case(told=False))
    town.sign(decision)
    assert stops(town, decision) == {"told_missing"}


def test_the_assessment_comes_from_the_case(town: Town) -> None:
    case = town.act("officer", incidents.open_case, town.incident())
    town.enquiries(case)
    decision = town.draft(case)
    town.sign(decision)
    assert stops(town, decision) == {"assessment_missing"}
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Talked it through.", "contributes", "offered"))
    assert stops(town, decision) == {"support_first"}
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Talked again.", "contributes", "declined"))
    assert stops(town, decision) == {"support_not_on_record"}


@pytest.mark.parametrize(
    ("landlord", "needed"), [("octavia", True), ("calico-homes", True), ("one-vision-housing", False)]
)
def test_a_warning_given_in_the_case_is_the_warning_that_counts(town_of: MakeTown, landlord: str, needed: bool) -> None:
    town = town_of(landlord)
    case = town.act("officer", incidents.open_case, town.incident(warned=False))
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Talked it through."))
    town.enquiries(case)
    decision = town.draft(case)
    town.sign(decision)
    assert stops(town, decision) == ({"warning_missing"} if needed else set())
    town.act("officer", cases.warn, case, cases.WarningFacts(town.today, "letter", "This may follow."))
    assert stops(town, decision) == set()


@pytest.mark.clause("CAL-6b")
def test_two_decisions_together_never_close_the_last_door(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    first = town.decided("resident-unrestricted", "form-1", LETTERS_ONLY)
    second = town.draft(town.case("resident-unrestricted", "form-2"), EMAIL_ONLY, form_key="second")
    town.sign(second)
    assert stops(town, second) == {"no_open_channel"}
    with pytest.raises(RefusedError, match="not_allowed"):
        town.act("officer", decisions.issue, second)
    assert (state(town, first), state(town, second)) == ("issued", "draft")


@pytest.mark.clause("CAL-6b")
def test_the_door_that_stays_open_is_one_that_this_person_can_use(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    with town.database.writing() as session:  # nobody speaks for him any more
        for authority in session.scalars(select(Authority)):
            authority.ended_on = town.today
    decision = town.draft(town.case("resident-blind"), LETTERS_ONLY)
    town.sign(decision)
    assert stops(town, decision) == {"no_usable_channel"}


def test_a_third_party_counts_only_while_the_authority_stands(town: Town) -> None:
    through = RestrictionFacts(
        "third_party_only", {}, "You shouted at four people.", "Your advocate may always reach us."
    )
    decision = town.draft(town.case(), through)
    town.sign(decision)
    assert stops(town, decision) == set()
    with town.database.reading() as session:
        authority = desk.customer(session, town.ref("resident")).authorities[0].id
    town.act("resident", people.end_authority, authority)
    assert stops(town, decision) == {"third_party_missing", "no_open_channel"}


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_last_day_for_the_review_is_in_time_and_the_next_is_not(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    last = date(2027, 11, 23) if landlord == "watford-community-housing" else date(2027, 5, 23)
    decision = town.draft(town.case(), review_on=last)
    town.sign(decision)
    assert stops(town, decision) == set()
    town.act("officer", decisions.change, decision, town.facts(review_on=last + timedelta(days=1)))
    town.sign(decision)
    assert stops(town, decision) == {"review_too_late"}


def test_a_review_date_that_has_passed_while_people_signed_is_none(town: Town) -> None:
    decision = town.draft(town.case(), review_on=town.today + timedelta(days=2))
    town.sign(decision)
    town.later(days=2)
    assert stops(town, decision) == {"review_missing"}


def test_a_longer_period_counts_once_the_right_person_approved_this_text(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    late: dict[str, Any] = {
        "review_on": date(2028, 5, 23),
        "longer_period": "The threats were repeated after each review.",
    }
    decision = town.draft(town.case(), **late)
    town.sign(decision)
    assert stops(town, decision) == {"review_too_late"}
    town.act("hearer", decisions.approve_longer_period, decision, "customer_experience_manager")
    assert stops(town, decision) == set()
    town.act("officer", decisions.change, decision, town.facts(considered="Something else.", **late))
    town.sign(decision)
    assert stops(town, decision) == {"review_too_late"}


@pytest.mark.clause("OVH-3.4.1")
def test_an_intended_restriction_is_told_first_and_begins_on_its_day(town: Town) -> None:
    begins = town.today + timedelta(days=14)
    decision = town.draft(town.case(), starts_on=begins)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        (seen,) = own.arrangements(session, town.known["resident"].id, town.today).restrictions
    assert seen.starts_on == begins
    assert town.appealed(decision).startswith("A-")
