"""The sums of the reports."""

from __future__ import annotations

from datetime import date

import pytest

from casework.rules import monitoring, reporting
from casework.rules.pack import landlord_keys, load_pack


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, None), (0, 3, 0), (1, 3, 33), (2, 3, 67), (3, 3, 100), (1, 1000, 1), (999, 1000, 99), (1, 8, 13)],
)
def test_a_share_is_all_or_nothing_only_when_it_is(part: int, whole: int, percent: int | None) -> None:
    assert reporting.share(part, whole) == percent


def test_the_middle_and_the_slowest_are_values_that_there_are() -> None:
    assert reporting.middle([9, 1, 5]) == 5
    assert reporting.slowest_tenth(range(1, 11)) == 10
    assert reporting.middle([]) is reporting.slowest_tenth([]) is None


@pytest.mark.parametrize(
    ("starts_on", "band"),
    [
        (date(2026, 11, 23), "under_3"),
        (date(2026, 8, 24), "under_3"),
        (date(2026, 8, 23), "3_to_6"),
        (date(2026, 5, 23), "6_to_12"),
        (date(2025, 11, 23), "over_12"),
        (date(2027, 1, 1), "under_3"),  # issued, and not begun
    ],
)
def test_a_band_begins_on_the_day_on_which_its_months_are_full(starts_on: date, band: str) -> None:
    assert reporting.stood(starts_on, date(2026, 11, 23)) == band


@pytest.mark.parametrize(
    ("due_on", "done_on", "answer"),
    [(10, 10, True), (10, 11, False), (15, None, None), (16, None, None), (14, None, False)],
)
def test_only_what_is_done_or_late_counts(due_on: int, done_on: int | None, answer: bool | None) -> None:
    done = date(2026, 11, done_on) if done_on else None
    assert reporting.on_time(date(2026, 11, due_on), done, date(2026, 11, 15)) is answer


def test_a_year_is_twelve_months_that_end_with_the_one_chosen() -> None:
    chosen = reporting.last_whole_month(date(2026, 1, 3))
    assert (chosen.first_on, chosen.last_on) == (date(2025, 12, 1), date(2025, 12, 31))
    assert reporting.year_to(chosen).first_on == date(2025, 1, 1)
    assert len(reporting.months_to(chosen)) == 12


@pytest.mark.parametrize("landlord", landlord_keys())
def test_the_law_s_characteristics_are_asked_at_every_landlord(landlord: str) -> None:
    pack = load_pack(landlord)
    protected = {
        "age", "disability", "ethnic_group", "gender", "gender_identity", "sexual_orientation", "religion", "marriage",
        "pregnancy",
    }  # fmt: skip
    assert protected <= set(monitoring.compared(pack))
    assert monitoring.fewest(pack) == 10
    assert all(monitoring.groups(code)[-1] == monitoring.UNSAID for code in monitoring.compared(pack))


@pytest.mark.clause("OVH-1.10")
def test_the_further_grounds_of_the_policy_are_asked_where_it_names_them() -> None:
    named = monitoring.further(load_pack("one-vision-housing"))
    assert {"class", "income", "dependants", "health"} <= set(named)
    assert monitoring.further(load_pack("octavia")) == ()


@pytest.mark.parametrize(
    ("born", "group"),
    [
        (date(2001, 11, 24), "under_25"),
        (date(2001, 11, 23), "25_to_34"),
        (date(1926, 11, 23), "75_and_over"),
        (date(1, 1, 1), "unsaid"),  # nobody's birthday is on record
        (date(2027, 1, 1), "unsaid"),
    ],
)
def test_an_age_is_reckoned_on_the_birthday(born: date, group: str) -> None:
    assert monitoring.age_group(born, date(2026, 11, 23)) == group
