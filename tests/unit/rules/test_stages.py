"""The one table of what may follow what in a case, and the stage that follows from what stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework.rules.stages import MOVES, OPEN, STAGES, Standing, assessment_due, may_follow, stage_of
from tests.unit.rules.examples import LANDLORDS, PACKS

TODAY = date(2026, 11, 23)
LATER = TODAY + timedelta(days=3)


def test_every_stage_is_in_the_table_and_leads_to_the_end() -> None:
    assert set(MOVES) == set(STAGES)
    assert all(follows <= set(STAGES) for follows in MOVES.values())
    for stage in STAGES:
        reached, found = {stage}, {stage}
        while found:
            found = {to for one in found for to in MOVES[one]} - reached
            reached |= found
        assert "ended" in reached, stage


def test_nothing_follows_the_end() -> None:
    assert not any(may_follow("ended", to) for to in STAGES)


@pytest.mark.parametrize("stage", ["incident", "referral", *OPEN])
@pytest.mark.parametrize("to", ["notice", "in_force", "appeal", "review"])
def test_nothing_applies_without_a_decision_before_it(stage: str, to: str) -> None:
    assert not may_follow(stage, to)


@pytest.mark.parametrize("to", ["decision", "notice", "in_force", "review"])
def test_a_file_never_becomes_a_matter_for_those_who_restrict(to: str) -> None:
    assert not may_follow("file", to)


@pytest.mark.parametrize("step", OPEN)
@pytest.mark.parametrize("stage", ["decision", "notice", "in_force", "appeal", "review"])
def test_circumstances_may_be_looked_at_again_at_any_time_before_the_end(stage: str, step: str) -> None:
    assert may_follow(stage, step)


@pytest.mark.parametrize(
    ("stage", "now", "expected"),
    [
        ("assessment", Standing(), "assessment"),
        ("warning", Standing(drafted=True), "decision"),
        ("decision", Standing(steps=("case", "assessment")), "assessment"),  # the proposal was withdrawn
        ("decision", Standing(decided=True, starts=(LATER,)), "notice"),
        ("notice", Standing(decided=True, starts=(LATER - timedelta(days=3),)), "in_force"),
        ("in_force", Standing(decided=True, starts=(TODAY, LATER)), "in_force"),
        ("in_force", Standing(decided=True, starts=(TODAY,), appealed=True), "appeal"),
        ("in_force", Standing(decided=True, starts=(TODAY,), drafted=True), "decision"),
        ("appeal", Standing(decided=True, starts=(TODAY,)), "in_force"),
        ("appeal", Standing(decided=True), "ended"),
        ("notice", Standing(decided=True), "ended"),
        ("review", Standing(decided=True, starts=(TODAY,)), "review"),
        ("review", Standing(decided=True), "ended"),
        ("decision", Standing(decided=True, stands=True), "in_force"),
        ("file", Standing(decided=True), "file"),
        ("ended", Standing(drafted=True), "ended"),
    ],
)
def test_the_stage_follows_from_what_stands(stage: str, now: Standing, expected: str) -> None:
    assert stage_of(stage, now, TODAY) == expected
    assert expected == stage or may_follow(stage, expected)


@pytest.mark.parametrize("landlord", LANDLORDS)
@pytest.mark.parametrize(
    ("acted_on", "due_on"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 20), date(2026, 11, 27)),
        (date(2026, 12, 22), date(2026, 12, 31)),  # Christmas Day and the day in place of Boxing Day lie between
    ],
)
def test_after_an_act_on_the_spot_circumstances_are_looked_at_within_five_working_days(
    landlord: str, acted_on: date, due_on: date
) -> None:
    assert assessment_due(PACKS[landlord], acted_on) == due_on
