"""What two policies let a landlord do, each with its letter: Watford 5.4 and Calico 5.3, and free words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import decisions
from casework.actions.decisions import RestrictionFacts
from casework.actions.letters import frozen_of
from casework.actions.work import RefusedError
from casework.records import desk, own
from casework.records.letters import Letter
from letters import thaw
from tests.people import Town
from tests.unit.letters.examples import texts_of

MakeTown = Callable[[str], Town]
CALLS = {"days": ["tue"], "from": "10:00", "to": "11:00"}
WATFORD: Mapping[str, tuple[dict[str, Any], str]] = {
    "calls_at_set_times": (CALLS, "You may telephone us on Tuesdays"),
    "single_point_of_contact": ({"officer": "Olive Officer"}, "Olive Officer is the one person to contact"),
    "appointments_only": ({}, "We see you by appointment."),
    "documents_returned": ({}, "We keep all that we need for your case."),
    "relevant_issues_only": ({}, "We answer you about your home, your tenancy and our services."),
}
CALICO: Mapping[str, tuple[dict[str, Any], str]] = {
    "single_point_of_contact": ({"officer": "Olive Officer"}, "Olive Officer is the one person to contact"),
    "only_channels": ({"channels": ["email"]}, "Please use no other way."),
    "calls_at_set_times": (CALLS, "You may telephone us on Tuesdays"),
    "contact_count_limited": ({"count": 2, "per": "week"}, "You may contact us up to 2 times each week."),
    "new_evidence_only": ({"issues": ["the fence"]}, "We look at this again when you send us new evidence"),
    "issues_per_period": ({"count": 3, "per": "month"}, "You may raise up to 3 matters each month."),
    "third_party_only": ({}, "Someone who speaks for you deals with us."),
}
ALSO = "Papers that you have sent before come back with a note that says so."


def facts(kind: str, terms: Mapping[str, Any]) -> RestrictionFacts:
    return RestrictionFacts(kind, terms, "You sent the same papers 40 times.", "Anything less was tried in May.")


def drafted(town: Town, restriction: RestrictionFacts, told: bool = True) -> str:
    decision = town.draft(town.case(told=told), restriction)
    town.sign(decision)
    return decision


def stops(town: Town, decision: str) -> set[str]:
    with town.database.reading() as session:
        answer = decisions.standing(session, town.pack, desk.decision(session, decision), town.today)
    return {one.code for one in answer.stops}


def letter(town: Town) -> str:
    """The English words of the letter about the decision."""
    with town.database.reading() as session:
        found = session.scalars(select(Letter).where(Letter.kind == "decision", Letter.language == "ar")).one()
        frozen = thaw(frozen_of(session, found))
    return "\n".join(texts_of(frozen))


@pytest.mark.clause("WCH-5.4")
@pytest.mark.parametrize("kind", WATFORD)
def test_watford_restricts_repeated_contact_in_each_of_its_ways_and_says_so(town_of: MakeTown, kind: str) -> None:
    town = town_of("watford-community-housing")
    terms, words = WATFORD[kind]
    decision = drafted(town, facts(kind, terms))
    assert stops(town, decision) == set()
    town.act("officer", decisions.issue, decision)
    said = letter(town)
    assert words in said
    assert "Watford Community Housing 5.4" in said
    assert "you can appeal" in said


@pytest.mark.clause("WCH-5.4")
def test_writing_only_is_one_of_them_too(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    assert stops(town, drafted(town, facts("only_channels", {"channels": ["letter", "email"]}))) == set()


@pytest.mark.clause("WCH-5.4")
def test_papers_go_back_and_the_record_is_kept_whatever_the_policy_says_of_destroying(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    decision = drafted(town, facts("documents_returned", {}))
    town.act("officer", decisions.issue, decision)
    with town.database.reading() as session:
        findings = desk.decision(session, decision).findings or []
    kept = [one for one in findings if one["code"] == "code_conflict"]
    assert [(one["severity"], one["params"]["limit"]) for one in kept] == [("warn", "keep_the_record")]


@pytest.mark.clause("CAL-5.3")
@pytest.mark.parametrize("kind", CALICO)
def test_calico_restricts_demands_after_notice_each_with_its_letter(town_of: MakeTown, kind: str) -> None:
    town = town_of("calico-homes")
    terms, words = CALICO[kind]
    decision = drafted(town, facts(kind, terms))
    assert stops(town, decision) == set()
    town.act("officer", decisions.issue, decision)
    said = letter(town)
    assert words in said
    assert "Calico Homes 5.3" in said
    assert "you can appeal" in said
    with town.database.reading() as session:
        (seen,) = own.arrangements(session, town.known["resident"].id, town.today).restrictions
    assert seen.review_on is not None


@pytest.mark.clause("CAL-5.3")
def test_calico_gives_notice_first(town_of: MakeTown) -> None:
    town = town_of("calico-homes")
    assert stops(town, drafted(town, facts("calls_at_set_times", CALLS), told=False)) == {"told_missing"}


@pytest.mark.clause("CAL-5.3")
@pytest.mark.parametrize(
    ("customer", "kind", "terms", "code"),
    [
        ("resident", "only_channels", {"channels": ["email", "letter"]}, "not_in_policy"),
        ("neighbour", "third_party_only", {}, "third_party_missing"),
    ],
)
def test_calico_leaves_one_form_of_contact_and_needs_a_third_party_who_was_agreed(
    town_of: MakeTown, customer: str, kind: str, terms: dict[str, Any], code: str
) -> None:
    town = town_of("calico-homes")
    decision = town.draft(town.case(customer), facts(kind, terms))
    town.sign(decision)
    assert code in stops(town, decision)


@pytest.mark.clause("WCH-5.4o")
def test_any_other_suitable_action_is_said_in_free_words_with_its_reason(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    decision = drafted(town, facts("documents_returned", {"also": ALSO}))
    assert stops(town, decision) == set()
    town.act("officer", decisions.issue, decision)
    assert f"In addition: {ALSO}" in letter(town)
    with town.database.reading() as session:
        (seen,) = own.arrangements(session, town.known["resident"].id, town.today).restrictions
    assert (seen.terms["also"], seen.reason) == (ALSO, "You sent the same papers 40 times.")


@pytest.mark.clause("WCH-5.4o")
def test_free_words_without_a_reason_are_not_issued(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    bare = RestrictionFacts("documents_returned", {"also": ALSO}, " ", "Anything less was tried in May.")
    assert stops(town, drafted(town, bare)) == {"reason_missing"}


def test_a_policy_whose_list_is_complete_takes_no_free_words(town_of: MakeTown) -> None:
    town = town_of("one-vision-housing")
    with pytest.raises(RefusedError) as refused:
        drafted(town, facts("calls_at_set_times", {**CALLS, "also": ALSO}))
    assert [one.code for one in refused.value.findings] == ["free_terms_not_in_policy"]


def test_whoever_changes_the_free_words_needs_new_signatures(town_of: MakeTown) -> None:
    town = town_of("watford-community-housing")
    decision = drafted(town, facts("documents_returned", {"also": ALSO}))
    changed = town.facts(facts("documents_returned", {"also": "Nothing is opened any more."}))
    town.act("officer", decisions.change, decision, changed)
    assert stops(town, decision) == {"quorum_missing"}
