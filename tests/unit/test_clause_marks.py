"""A clause counts as proved only by a test that names it, and a finished area stays finished."""

import pytest

from casework.rules.pack import landlord_keys, load_pack
from tests import challenge, clauses
from tests.switches import switches


def a_row_of(area: str) -> str:
    return next(row.id for row in clauses.rows() if row.area == area)


def test_every_row_has_an_id_of_its_own() -> None:
    assert len(clauses.ids()) == len(clauses.rows()) > 100


def test_a_mark_with_an_unknown_id_is_a_problem() -> None:
    assert clauses.problems({"OVH-99": {"tests/web/test_x.py::test_y"}}, finished=[]) == [
        "tests/web/test_x.py::test_y names OVH-99, which tests/clauses.tsv has not"
    ]


def test_a_row_of_a_finished_area_without_a_test_is_a_problem() -> None:
    rules = {row.id: {"a test"} for row in clauses.rows() if row.area == "rules"}
    assert clauses.problems(rules, finished=["rules"]) == []
    lost = a_row_of("rules")
    del rules[lost]
    [problem] = clauses.problems(rules, finished=["rules"])
    assert problem.startswith(lost)


@pytest.mark.parametrize("area", ["main", "portal"])
def test_an_unfinished_area_may_wait(area: str) -> None:
    assert clauses.problems({}, finished=["rules"]) == [
        problem for problem in clauses.problems({}, finished=["rules", area]) if f"area {area}," not in problem
    ]


# --- the challenge: does a test notice when its rule is gone?


@pytest.mark.parametrize(
    ("landlord", "clause", "rows"),
    [
        ("One Vision Housing", "3.2.5", {"OVH-3.2.5", "OVH-3.2.5t"}),
        ("One Vision Housing", "1.6", {"OVH-1.5"}),  # a row that names two clauses
        ("One Vision Housing", "3.3.5", {"OVH-3.3.4"}),  # a row of 3.3.4 to 3.3.7
        ("One Vision Housing", "3.1.1", set()),
        ("Watford Community Housing", "3.2.1.3", {"WCH-3.2.1", "WCH-3.2.1b"}),  # what it stands under
        ("Calico Homes", "3", {"CAL-3"}),
        ("Octavia", "3.2.5", {"OCT-3.2"}),  # never another landlord's 3.2.5
        ("Notting Hill Genesis", "6.0", set()),
    ],
)
def test_a_rule_of_a_pack_belongs_to_the_rows_of_its_clause(landlord: str, clause: str, rows: set[str]) -> None:
    assert challenge.rows_of(landlord, clause) == rows


@pytest.mark.parametrize("landlord", landlord_keys())
def test_every_rule_of_a_pack_can_be_switched_off_and_what_is_left_is_a_pack(landlord: str) -> None:
    pack, off = load_pack(landlord), list(switches(landlord))
    names = {switch.what for switch in off}
    assert {name for name in pack.rules if pack.rules[name].origin == "policy"} <= names
    assert {f"kinds.{code}" for code, kind in pack.kinds.items() if kind.in_policy} <= names
    assert {f"actions.{code}" for code in pack.actions} <= names
    examples = {f"behaviour.{code} without {one}" for code, them in pack.behaviour.items() for one in them.codes}
    assert examples <= names
    assert len(names) == len(off)
    for switch in off:
        without = switch.pack()
        assert without != pack, switch.what
        assert without.key == landlord


def test_a_rule_is_off_only_while_it_is_challenged() -> None:
    switch = next(one for one in switches("octavia") if one.what == "kinds.calls_not_taken")
    with challenge.off(switch):
        assert not load_pack("octavia").kinds["calls_not_taken"].in_policy
        assert load_pack("calico-homes").kinds["visits_in_pairs"].in_policy
    assert load_pack("octavia").kinds["calls_not_taken"].in_policy
