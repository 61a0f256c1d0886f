"""Which clauses of the policies and of the law are proved, and by which tests: `python -m tests.clauses`.

tests/clauses.tsv has one row for each thing that must work (id, clause, area, what must work). A test that proves a
row is marked `@pytest.mark.clause("ID")`. This prints every row with its tests. It fails where a test names a row that
is not there, or where a row of a finished area has no test.

`--challenge` asks whether the tests notice when the rule is gone (tests/challenge.py); words after it choose rules.
"""

import contextlib
import csv
import functools
import io
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

TABLE = Path(__file__).parent / "clauses.tsv"
FINISHED_AREAS: list[str] = ["main", "rules", "portal", "back-office"]


class Clause(NamedTuple):
    id: str
    clause: str
    area: str
    must_work: str


@functools.cache
def rows() -> tuple[Clause, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Clause(*row) for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:])


@functools.cache
def ids() -> frozenset[str]:
    return frozenset(row.id for row in rows())


def marks_of(item: pytest.Item) -> frozenset[str]:
    """The ids of the rows that a test says it proves."""
    return frozenset(str(id) for mark in item.iter_markers("clause") for id in mark.args)


class Collector:
    """A pytest plugin that remembers which test names which row."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for id in marks_of(item):
                self.tests[id].add(item.nodeid.split("[")[0])


def problems(tests: dict[str, set[str]], finished: list[str]) -> list[str]:
    """What is wrong, one sentence each; empty when all is well."""
    unknown = [
        f"{test} names {id}, which tests/clauses.tsv has not"
        for id in sorted(tests.keys() - ids())
        for test in sorted(tests[id])
    ]
    unproved = [
        f"{row.id} ({row.clause}) belongs to the finished area {row.area}, and no test proves it"
        for row in rows()
        if row.area in finished and row.id not in tests
    ]
    return unknown + unproved


def table(tests: dict[str, set[str]]) -> list[str]:
    lines = []
    for row in rows():
        lines.append(f"{row.id:<12} {row.area:<12} {row.clause}: {row.must_work}")
        lines += [f"{'':<12} - {test}" for test in sorted(tests.get(row.id, ()))] or [f"{'':<12} - no test yet"]
    return lines


def collect() -> dict[str, set[str]]:
    """Row id to the tests marked with it, as pytest itself collects them; ends the program where it cannot."""
    collector, said = Collector(), io.StringIO()
    arguments = ["--collect-only", "-qq", "--no-header", "-p", "no:xdist", "--matrix", str(TABLE.parent)]
    with contextlib.redirect_stdout(said):
        status = pytest.main(arguments, plugins=[collector])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        sys.stdout.write(said.getvalue())
        sys.exit(int(status))
    return collector.tests


def main(words: list[str]) -> int:
    if "--challenge" in words:
        from tests import challenge

        return challenge.run(FINISHED_AREAS, words)
    tests = collect()
    wrong = problems(tests, FINISHED_AREAS)
    proved = sum(row.id in tests for row in rows())
    lines = [] if "--quiet" in words else table(tests)
    lines += [f"{proved} of {len(rows())} clauses have a test.", *wrong]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
