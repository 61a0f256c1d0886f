"""Nothing binds a customer before its letter has reached them."""

from __future__ import annotations

from datetime import date

import pytest

from casework.rules.notices import takes_effect
from tests.unit.rules.examples import PACKS


@pytest.mark.parametrize("landlord", PACKS)
@pytest.mark.parametrize(
    ("issued", "wanted", "at_risk", "begins"),
    [
        ("2026-11-23", None, False, "2026-11-25"),  # Monday: the letter counts as delivered on Wednesday
        ("2026-11-26", None, False, "2026-11-30"),  # Thursday: over the weekend
        ("2026-12-24", None, False, "2026-12-30"),  # Christmas Eve: Christmas Day, a weekend and its bank holiday
        ("2026-11-23", "2026-12-07", False, "2026-12-07"),  # the deciders want a later day
        ("2026-11-23", "2026-11-23", False, "2026-11-25"),  # an earlier one is not had
        ("2026-11-23", None, True, "2026-11-23"),  # someone's safety needs it now
    ],
)
def test_a_decision_begins_when_its_letter_counts_as_delivered(
    landlord: str, issued: str, wanted: str | None, at_risk: bool, begins: str
) -> None:
    day = date.fromisoformat(wanted) if wanted else None
    first = takes_effect(PACKS[landlord], date.fromisoformat(issued), day, immediate_risk=at_risk)
    assert first == date.fromisoformat(begins)
