"""What is owed after a recording without asking, and who reads what of a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework.rules.aftermath import Recording, may_read_circumstances, recording_left
from casework.rules.pack import load_pack
from tests.people import LANDLORDS

ALL_DONE = Recording(challenged=True, warned=True, ended=True, other_ways=True, manager_told=True)


@pytest.mark.clause("OVH-3.3.4")
@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, ()),
        ({"challenged": False}, ("challenge",)),
        ({"warned": False}, ("warn",)),
        ({"other_ways": False}, ("offer_other_ways",)),
        ({"manager_told": False}, ("tell_manager",)),
        # Who stops when asked loses nothing: no warning and no other ways are owed.
        ({"warned": False, "other_ways": False, "ended": False}, ()),
    ],
)
def test_a_recording_without_asking_is_settled_step_by_step(changes: dict[str, bool], left: tuple[str, ...]) -> None:
    assert recording_left(load_pack("one-vision-housing"), replace(ALL_DONE, **changes)) == left


def test_a_policy_that_names_no_steps_asks_for_none() -> None:
    assert recording_left(load_pack("octavia"), Recording(ended=True)) == ()


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_persons_life_is_read_by_those_who_need_it(landlord: str) -> None:
    pack = load_pack(landlord)
    senior = max(pack.roles, key=pack.rank)
    assert not may_read_circumstances(pack, ["officer"], has_part=False)
    assert not may_read_circumstances(pack, ["administrator", "translator", "contractor"], has_part=False)
    assert may_read_circumstances(pack, ["officer"], has_part=True)
    assert may_read_circumstances(pack, [senior], has_part=False)
    assert may_read_circumstances(pack, ["auditor"], has_part=False)
