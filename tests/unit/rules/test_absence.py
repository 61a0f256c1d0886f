"""Who stands in for whom, and how a closed day counts."""

from __future__ import annotations

from datetime import date

import pytest

from casework.rules.absence import covers, stands_in
from casework.rules.calendar import last_open_day, open_days_between

MONDAY = date(2026, 11, 23)
CLOSED = {date(2026, 11, 25), date(2026, 11, 26)}


@pytest.mark.parametrize(
    ("away", "who"),
    [
        ({}, 1),
        ({1: 2}, 2),
        ({1: 2, 2: 3}, 3),  # the cover is away too, and is covered
        ({1: None}, None),
        ({1: 2, 2: None}, None),
        ({1: 2, 2: 1}, None),  # each covers the other, and both are away
        ({3: 1}, 1),
    ],
)
def test_the_work_of_who_is_away_is_with_the_last_one_who_is_there(away: dict[int, int | None], who: int) -> None:
    assert stands_in(1, away) == who


def test_a_cover_has_the_work_of_everybody_who_leads_to_them() -> None:
    assert covers(3, {1: 2, 2: 3, 4: None}) == {1, 2}
    assert covers(2, {1: 2, 2: 3}) == frozenset()


def test_a_closed_day_gives_nobody_longer() -> None:
    thursday = date(2026, 11, 26)
    assert last_open_day(thursday, CLOSED) == date(2026, 11, 24)
    assert open_days_between(MONDAY, date(2026, 11, 27), CLOSED) == 2  # Tuesday and Friday
    assert open_days_between(MONDAY, date(2026, 11, 27), ()) == 4
