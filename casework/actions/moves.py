"""The one table of what may become what. Whatever is not in it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from casework.actions.work import RefusedError

ALLOWED: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "case": {
        "open": frozenset({"decided", "ended"}),
        "decided": frozenset({"decided", "ended"}),  # another decision in the same case
        "ended": frozenset(),
    },
    "decision": {
        "draft": frozenset({"draft", "issued", "withdrawn"}),  # a draft may be changed and signed
        "issued": frozenset(),
        "withdrawn": frozenset(),
    },
    "appeal": {
        "draft": frozenset({"draft", "received", "withdrawn"}),
        "received": frozenset({"hearing", "withdrawn"}),
        "hearing": frozenset({"decided", "withdrawn"}),
        "decided": frozenset(),
        "withdrawn": frozenset(),
    },
    "restriction": {
        "proposed": frozenset({"in_force", "ended"}),
        "in_force": frozenset({"suspended", "ended"}),
        "suspended": frozenset({"in_force", "ended"}),
        "ended": frozenset(),
    },
}


class HasState(Protocol):
    """A row that stands somewhere in its life."""

    state: str


def check(thing: str, state: str, to: str) -> None:
    """RefusedError("<thing>_is_<state>"), for instance "decision_is_issued", unless the table allows the move."""
    if to not in ALLOWED[thing][state]:
        raise RefusedError(f"{thing}_is_{state}", to=to)


def move(thing: str, row: HasState, to: str) -> None:
    """Make an allowed move."""
    check(thing, row.state, to)
    row.state = to
