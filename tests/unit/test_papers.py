"""The papers for security and data protection officers name tests and files that are there, and leave no line out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from casework.rules.markers import Held, instruction
from casework.rules.pack import load_pack
from tests.unit.test_house import ROOT, all_functions

TABLE = (ROOT / "docs" / "ASVS.md").read_text(encoding="utf-8")
PAPERS = [ROOT / "docs" / "ASVS.md", *sorted((ROOT / "docs" / "data-protection").glob("*.md"))]
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\S+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w./-]+)`")
STATES = {"met", "part", "open", "operator", "n/a"}
# The lines of levels 1 and 2 in ASVS 5.0.0, chapter by chapter: those of level 3 alone leave gaps in the numbers.
LINES = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    10: 29,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
    17: 7,
}


def test_every_line_of_level_2_is_answered_once() -> None:
    rows = ROW.findall(TABLE)
    assert len(rows) == len({line for line, _, _ in rows})
    assert Counter(int(line.partition(".")[0]) for line, _, _ in rows) == LINES
    assert {state for _, state, _ in rows} <= STATES


def test_the_numbers_above_the_table_are_those_of_the_table() -> None:
    found = Counter(state for _, state, _ in ROW.findall(TABLE))
    said = re.search(
        r"Of (\d+) lines (\d+) are \*\*met.*?(\d+) in \*\*part.*?(\d+) are \*\*open.*?(\d+) are the.*?(\d+) are about",
        TABLE,
        re.S,
    )
    assert said
    wanted = [found.total(), *(found[state] for state in ("met", "part", "open", "operator", "n/a"))]
    assert [int(number) for number in said.groups()] == wanted


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_test_and_file_that_a_paper_names_is_there(paper: Path) -> None:
    tests = {function.name for path, function in all_functions() if "tests" in path.parts}
    for name in NAMED.findall(paper.read_text(encoding="utf-8")):
        if name.startswith("test_"):
            assert name in tests, name
        elif not name.startswith("/") and "/" in name or name.endswith((".md", ".py", ".txt")):
            assert (ROOT / name).exists(), name


def test_the_table_of_markers_says_what_each_kind_is_for_and_who_is_told() -> None:
    pack, today = load_pack("one-vision-housing"), date(2026, 6, 1)
    page = (ROOT / "docs" / "data-protection" / "MARKERS.md").read_text(encoding="utf-8")
    said = {kind: told for kind, *told in re.findall(r"^\| `(\w+)` \| ([\w ]+) \| ([\w, ]+) \|$", page, re.MULTILINE)}
    for kind in pack.kinds:
        told = instruction(pack, Held(kind, False, "in_force", today, date(2026, 9, 1), None), today)
        assert told is not None
        purpose = "safety" if pack.kinds[kind].safety else "as decided"
        assert said.pop(kind) == [purpose, ", ".join(told.audience)], kind
    assert not said
