"""What a pack for the customer may hold about others: proposed, and taken out whatever it looks like."""

from __future__ import annotations

import time

import pytest

from casework.rules.redaction import TAKEN_OUT, proposals, take_out

OWN = ("Amina Yusuf", "3 Harbour Street", "M1 1AA", "amina@example.org", "01632 960001")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The neighbour Joan Smith heard it.", "Joan Smith"),
        ("On Monday Joan O’Brien-Smith rang.", "Joan O’Brien-Smith"),
        ("We asked Mr Okafor.", "Mr Okafor"),
        ("She lives at 14 Mill Lane.", "14 Mill Lane"),
        ("It was flat 12 above.", "flat 12"),
        ("Near M2 3AB, they said.", "M2 3AB"),
        ("Call 01632 960 123 about it.", "01632 960 123"),
        ("Her mobile is +44 7700 900123.", "+44 7700 900123"),
        ("Write to joan@example.org.", "joan@example.org"),
        ("my sister bibi was there", "bibi"),
    ],
)
def test_names_addresses_and_numbers_of_others_are_proposed(text: str, found: str) -> None:
    assert [one.words for one in proposals([text], OWN, known=("Bibi",))] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Amina Yusuf called from 01632 960001 about 3 Harbour Street, M1 1AA.",
        "Ms Yusuf wrote from AMINA@example.org.",
        "On Tuesday They said that. The Housing Ombudsman was told on 12 March 2026 at 10:15.",
    ],
)
def test_what_is_the_persons_own_or_nobodys_is_not_proposed(text: str) -> None:
    assert proposals([text], OWN) == ()


def test_no_text_however_it_is_written_keeps_the_portal_waiting() -> None:
    written = ("A-" * 10_000, "a" * 20_000, "A'" * 10_000, "1 A" + "-A" * 10_000, "Mr A" + "’a" * 10_000 + "1")
    began = time.process_time()
    proposals(written, OWN)
    assert time.process_time() - began < 2


def test_what_goes_out_is_gone_in_whatever_way_it_is_written() -> None:
    text = "Joan Smith, JOAN  SMITH and Joan\nSmith; Joan Smithson stays."
    assert take_out(text, ["joan smith", ""]) == f"{TAKEN_OUT}, {TAKEN_OUT} and {TAKEN_OUT}; Joan Smithson stays."
