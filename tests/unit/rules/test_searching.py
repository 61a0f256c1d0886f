"""What a caller says of themselves leads to them, however it is written."""

from __future__ import annotations

import pytest

from casework.rules.searching import Findable, asked, keys_of

ZOFIA = Findable(
    "C-7K3F-9Q2M", "Zofia Łucja O’Brien-Smith", ("Flat 2", "14 Imaginary Street", "Sampletown", "ZZ1 4AB"),
    "+447700900101", "T-100101",
)  # fmt: skip


def leads_to(typed: str, person: Findable) -> bool:
    """Does a beginning of a key fit, or does each word begin one?"""
    wanted, keys = asked(typed), keys_of(person)
    if any(key.startswith(start) for key in keys for start in wanted.starts):
        return True
    return bool(wanted.words) and all(any(key.startswith(word) for key in keys) for word in wanted.words)


@pytest.mark.parametrize(
    "typed",
    [
        "zofia", "lucja", "ŁUCJA", "smith zofia", "o'brien", "Obrien Smith", "zofia smi", "zof smi", "zofia imaginary",
        "14 imaginary", "imaginary street", "Flat 2, 14 Imaginary", "14 Imaginary Street, Sampletown, ZZ1 4AB",
        "zz14ab", "zz1 4", "t 100101", "c7k3f", "07700 900101", "+44 7700 900101", "0044 7700 900101", "7700900",
    ],
)  # fmt: skip
def test_any_of_this_leads_to_the_person(typed: str) -> None:
    assert leads_to(typed, ZOFIA)


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "_", "sofia", "mith", "15 imaginary", "zz2", "07700 900102", "zofia jones"]
)
def test_none_of_this_leads_to_the_person(typed: str) -> None:
    assert not leads_to(typed, ZOFIA)


def test_a_name_in_another_script_is_found_as_it_is_written() -> None:
    assert leads_to("সামিরা", Findable("C-1", "সামিরা খান"))
    assert leads_to("سميرة", Findable("C-1", "سميرة مثال"))


def test_an_erased_person_has_no_keys() -> None:
    assert keys_of(Findable("C-7K3F-9Q2M", "")) == frozenset()
