"""Who is told before they contact or visit somebody, and of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.rules.markers import Held, instruction, marker, of_visit
from tests.unit.rules.examples import CAL, LANDLORDS, NHG, OCT, OVH, PACKS, WCH

START, TODAY, REVIEW = date(2026, 11, 2), date(2026, 11, 23), date(2027, 5, 3)


@pytest.mark.clause("CAL-5.1", "CAL-5.2b")
@pytest.mark.pack
@pytest.mark.parametrize(("landlord", "system"), [(OVH, "CRM"), (WCH, "Orchard"), (CAL, "Active H")])
def test_those_who_visit_are_told_of_what_keeps_them_safe(landlord: str, system: str) -> None:
    note = marker(PACKS[landlord], safety=True)
    assert note is not None
    assert (note.purpose, note.audience, note.system) == ("safety", ("staff", "contractors"), system)


@pytest.mark.clause("CAL-5.3")
@pytest.mark.pack
@pytest.mark.parametrize("landlord", [OVH, WCH, CAL])
def test_those_who_visit_learn_nothing_of_how_somebody_telephones(landlord: str) -> None:
    note = marker(PACKS[landlord], safety=False)
    assert note is not None
    assert (note.purpose, note.audience) == ("contact", ("staff",))
    assert note.source.startswith(PACKS[landlord].name)


@pytest.mark.parametrize("landlord", [NHG, OCT])
def test_a_policy_that_is_silent_about_markers_has_none(landlord: str) -> None:
    assert set(LANDLORDS) > {landlord}
    assert marker(PACKS[landlord], safety=True) is None


def held(
    kind: str, *, safety: bool, state: str = "in_force", review_on: date = REVIEW, starts_on: date = START
) -> Held:
    return Held(kind, safety, state, starts_on, review_on, None)


@pytest.mark.clause("WCH-4.4")
@pytest.mark.pack
@pytest.mark.parametrize(("landlord", "until"), [(WCH, None), (CAL, REVIEW), (OVH, REVIEW)])
def test_a_marker_says_from_when_and_only_where_the_policy_says_so_no_last_day(
    landlord: str, until: date | None
) -> None:
    made = instruction(PACKS[landlord], held("calls_at_set_times", safety=False), TODAY)
    assert made is not None
    assert (made.valid_from, made.valid_until, made.review_on) == (START, until, REVIEW)
    after = REVIEW + timedelta(days=1)
    assert instruction(PACKS[landlord], held("calls_at_set_times", safety=False), after) is None


@pytest.mark.clause("WCH-3.1")
@pytest.mark.parametrize(
    ("kind", "safety", "told"),
    [
        ("visits_in_pairs", True, ["visits_in_pairs"]),
        ("witness_present", True, ["witness_present"]),
        ("excluded_from_offices", True, []),
        ("calls_not_taken", True, []),
        ("calls_at_set_times", False, []),
    ],
)
def test_whoever_visits_a_home_is_told_that_two_attend_and_nothing_else(
    kind: str, safety: bool, told: list[str]
) -> None:
    made = instruction(PACKS[WCH], held(kind, safety=safety), TODAY)
    assert made is not None
    assert [one.code for one in of_visit([made])] == told


@pytest.mark.parametrize(
    "one",
    [
        held("visits_in_pairs", safety=True, starts_on=TODAY + timedelta(days=2)),
        held("visits_in_pairs", safety=True, state="suspended"),
        held("visits_in_pairs", safety=True, review_on=TODAY - timedelta(days=30)),
    ],
)
def test_two_attend_before_the_letter_is_there_and_after_a_missed_review(one: Held) -> None:
    made = instruction(PACKS[OCT], one, TODAY)
    assert made is not None
    assert (made.code, made.valid_until) == ("two_attend", None)
    assert of_visit([made])
    assert instruction(PACKS[OCT], replace(one, safety=False), TODAY) is None
