"""A clause counts as proved only by a test that names it, and a finished area stays finished."""

import pytest

from tests import clauses


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
