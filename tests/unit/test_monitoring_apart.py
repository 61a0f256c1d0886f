"""What people tell about themselves for comparing outcomes is out of reach of whatever has a part in a decision."""

from __future__ import annotations

import ast

import pytest

from casework.rules import reading
from casework.rules.monitoring import AGE, ANSWERS
from casework.rules.pack import load_pack
from casework.rules.proposal import UnreadableProposal
from tests.unit.rules.examples import imposing
from tests.unit.test_house import MODULES, name_of, tree_of

APART = "casework.records.monitoring"
# Who may read or write it: the person's own pages, the counting, the writing down, and the erasing.
MAY = {
    "casework/records/__init__.py",  # so that the table is known
    "casework/actions/monitoring.py",
    "casework/actions/equality.py",
    "casework/actions/erasure.py",
    "portal/monitoring.py",
}
COUNTS = "casework.actions.equality"
MAY_COUNT = {"casework/actions/worker.py"}


def imported(tree: ast.Module) -> set[str]:
    """Every module, and every name of one, that is imported anywhere in a file."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


@pytest.mark.clause("OVH-1.10")
def test_nothing_that_has_a_part_in_a_decision_can_read_what_a_person_said() -> None:
    ours = [path for path in MODULES if not name_of(path).startswith(("tests/", "bench/", "migrations/"))]
    read = {name_of(path) for path in ours if APART in imported(tree_of(path))}
    assert read == MAY
    assert {name_of(path) for path in ours if COUNTS in imported(tree_of(path))} == MAY_COUNT


@pytest.mark.clause("OVH-1.10")
@pytest.mark.parametrize("where", ["customer", "steps", "proposal"])
@pytest.mark.parametrize("characteristic", [AGE, *ANSWERS])
def test_no_characteristic_can_stand_in_a_proposal(where: str, characteristic: str) -> None:
    pack, values = load_pack("one-vision-housing"), imposing("one-vision-housing")
    reading.read(values, pack)
    place = values if where == "proposal" else values[where]
    place[characteristic] = "yes"
    with pytest.raises(UnreadableProposal):
        reading.read(values, pack)
