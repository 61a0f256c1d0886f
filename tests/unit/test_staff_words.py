"""What the back office says: every refusal of an action it calls, every example of a policy, every scope has words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.actions.moves import ALLOWED
from casework.actions.waiting import SOURCES
from casework.rules.advocates import SCOPES
from casework.rules.pack import landlord_keys, load_pack
from staff import due, examples, refusals, showing, task_words

ACTIONS = Path(__file__).parents[2] / "casework" / "actions"
# The actions that pages of the back office call.
CALLED = (
    "absences", "assigning", "cases", "consulting", "decisions", "drafting", "hearings", "incidents", "passkeys",
    "rows", "seen", "single_sign_on",
    "staff_roles", "staff_setup", "staff_sign_in", "teams", "text",
)  # fmt: skip
# What only a form made by hand, or another program, could meet.
NEVER_MET = {"address_unreadable", "phone_unreadable", "decision_is_draft", "appeal_is_draft", "appeal_is_received"}


def refused() -> Iterator[str]:
    """Every code with which one of these actions refuses."""
    for name in CALLED:
        for node in ast.walk(ast.parse((ACTIONS / f"{name}.py").read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RefusedError":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield str(code.value)
    for thing in ("case", "decision", "appeal"):
        yield from (f"{thing}_is_{state}" for state, leads_to in ALLOWED[thing].items() if len(leads_to) < 2)


def test_every_refusal_that_staff_can_meet_has_words_of_its_own() -> None:
    assert set(refused()) - NEVER_MET <= set(refusals.SAYS)


@pytest.mark.parametrize("landlord", landlord_keys())
def test_every_example_of_a_policy_has_words(landlord: str) -> None:
    given = {code for kind in load_pack(landlord).behaviour.values() for code in kind.codes}
    assert given <= set(examples.EXAMPLES)


def test_every_scope_of_an_advocate_has_words() -> None:
    assert set(showing.SCOPES) == set(SCOPES)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "in 1 working day"),
        (date(2026, 11, 30), "in 5 working days"),  # a weekend between
        (date(2026, 11, 20), "1 working day late"),  # Friday, seen on Monday
        (date(2026, 11, 9), "10 working days late"),
        (None, ""),
    ],
)
def test_what_is_due_is_said_in_working_days(day: date | None, said: str) -> None:
    assert due.due(day, date(2026, 11, 23)) == said


def test_each_kind_of_task_has_words_and_a_page() -> None:
    assert set(task_words.KINDS) == set(SOURCES)
