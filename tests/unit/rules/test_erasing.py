"""What keeps a record from being erased: each thing that stands or waits, by name, in one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from casework.rules.retention import OPEN, may_erase


@pytest.mark.parametrize(
    ("still_open", "named"),
    [
        ({}, []),
        ({kind: () for kind in OPEN}, []),
        ({"complaint": ["P-1"]}, [("complaint", ("P-1",))]),
        ({"case": ["C-1", "C-2"], "hold": ["X-1"]}, [("hold", ("X-1",)), ("case", ("C-1", "C-2"))]),
        ({kind: ["a"] for kind in reversed(OPEN)}, [(kind, ("a",)) for kind in OPEN]),
        ({"look": ["seen"]}, []),
    ],
)
def test_whatever_stands_or_waits_keeps_a_record_and_is_named(
    still_open: Mapping[str, Sequence[str]], named: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = may_erase(still_open)
    assert [(one.params["kind"], one.params["refs"]) for one in found] == named
    assert all((one.code, one.severity) == ("still_open", "stop") for one in found)
    assert all("UK GDPR, article 17(3)" in one.source for one in found)
