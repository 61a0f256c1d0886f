"""Whoever works at an organisation speaks for those who named it, and for nobody else's customers."""

from __future__ import annotations

import pytest

from casework.rules.advocates import same_organisation

ON_RECORD = "Sampletown Citizens Advice"


@pytest.mark.parametrize(
    ("said", "same"),
    [
        (ON_RECORD, True),
        ("citizens advice", True),
        ("Sampletown Citizens' Advice", True),
        ("Sampletown Citizens Advice (the office at the market)", True),
        ("Housing Help", False),
        ("", False),
        (" – ", False),
    ],
)
def test_an_organisation_is_known_however_people_write_its_name(said: str, same: bool) -> None:
    assert same_organisation(said, ON_RECORD) is same


def test_who_names_no_organisation_has_named_none_of_ours() -> None:
    assert not same_organisation(ON_RECORD, "")
