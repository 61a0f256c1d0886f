"""The open-door proof as a table, what is milder, similar cases in groups, and answers that fit an outcome."""

from __future__ import annotations

from datetime import date

import pytest

from casework.rules.channels import CHANNELS
from casework.rules.grounds import misfit
from casework.rules.milder import milder
from casework.rules.open_door import ANYTHING_ELSE, as_kept, proof
from casework.rules.pack import load_pack
from casework.rules.proposal import Customer, Restriction
from casework.rules.similar import Count, told

PACK = load_pack("one-vision-housing")
TODAY = date(2026, 11, 23)
BY_LETTER = Restriction("only_channels", {"channels": ["letter"]}, "r", "p")
THROUGH = Restriction("third_party_only", {}, "r", "p")


def test_no_restriction_takes_a_way_from_an_essential_service() -> None:
    found = proof(PACK, [BY_LETTER], advocate=False, cannot_use=["email"])
    lines = {line.service: dict(zip(CHANNELS, line.ways, strict=True)) for line in found.lines}
    assert lines[ANYTHING_ELSE]["telephone"] == "closed"
    assert {lines[service]["telephone"] for service in PACK.essential_services} == {"open"}
    assert {lines[service]["email"] for service in PACK.essential_services} == {"not_for_them"}
    assert set(lines) == {ANYTHING_ELSE, *PACK.essential_services}


@pytest.mark.parametrize(
    ("restriction", "advocate", "cannot_use", "holds"),
    [
        (BY_LETTER, False, [], True),
        (BY_LETTER, False, ["letter"], False),
        (THROUGH, False, [], False),
        (THROUGH, True, [], True),
    ],
)
def test_the_proof_fails_where_this_person_has_no_way_left(
    restriction: Restriction, advocate: bool, cannot_use: list[str], holds: bool
) -> None:
    assert proof(PACK, [restriction], advocate, cannot_use).holds is holds


def test_a_decision_keeps_what_was_open_on_its_day() -> None:
    kept = as_kept(proof(PACK, [BY_LETTER], False, ["email"]), ["email"], False)
    assert kept["usable"] == ["letter"]
    assert kept["essential"] == ["in_person", "telephone", "letter"]


def test_what_is_milder_is_named_and_only_what_stands_open_for_this_person() -> None:
    tenant = Customer("tenant", frozenset({"letter", "email"}), False)
    less = milder(PACK, "only_channels", tenant, (), TODAY)
    assert "calls_at_set_times" in less
    assert "only_channels" not in less
    assert "third_party_only" not in less  # nobody speaks for this person
    mildest = less[0]
    assert milder(PACK, mildest, tenant, (), TODAY) == ()


@pytest.mark.parametrize(("cases", "imposed", "known"), [(9, 9, False), (10, 3, True), (40, 12, True)])
def test_similar_cases_are_told_in_groups_of_ten_or_more_with_both_outcomes(
    cases: int, imposed: int, known: bool
) -> None:
    (one,) = told([Count("unreasonable_demands", "calls_at_set_times", cases, imposed, 2)])
    assert (one.cases, one.imposed, one.otherwise) == ((cases, imposed, cases - imposed) if known else (None,) * 3)
    assert (one.ended_early, one.stood) == ((2, imposed - 2) if imposed >= 10 else (None, None))


@pytest.mark.parametrize(
    ("outcome", "answers", "problem"),
    [
        ("uphold", ["not_accepted", "not_accepted"], "no_ground_accepted"),
        ("vary", ["not_accepted", "partly"], None),
        ("dismiss", ["accepted", "accepted"], "all_grounds_accepted"),
        ("dismiss", ["accepted", "not_accepted"], None),
        ("dismiss", [], None),
    ],
)
def test_the_answers_to_the_grounds_fit_the_outcome(outcome: str, answers: list[str], problem: str | None) -> None:
    assert misfit(outcome, answers) == problem
