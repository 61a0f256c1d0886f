"""Does a test notice when the rule that it is said to prove is gone? `make clauses CHALLENGE=1`.

Each rule of each pack is switched off in turn (tests/switches.py says what that means), in this process, by what
`load_pack` gives; the tests that prove its clause run; one of them at least must fail. A rule's clause is matched with
the rows of tests/clauses.tsv: "3.2.1.1" belongs to the rows of 3.2.1 where there are none of its own. A rule of which
no row is finished, or which the policy page says and nothing else asks for (SAID_ALONE), is proved by the tests marked
`pack`, which hold every pack against a reading of the policies' texts.

A test that breaks because the pack cannot be used without the rule has noticed nothing, and does not count.
"""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from _pytest.runner import runtestprotocol

from casework.rules import packfile
from casework.rules.pack import Pack, landlord_keys, load_pack
from tests import clauses
from tests.switches import Switch, switches

NUMBER = re.compile(r"\d+(?:\.\d+)*")
RANGE = re.compile(r"(\d+(?:\.\d+)*)\.(\d+) to \1\.(\d+)")
# What a pack that lacks a rule makes of code that did not ask whether it is there: no proof of anything.
BROKEN = re.compile(r"PackError|KeyError|AttributeError|TypeError|NameError|ImportError")

# What the policy page says, lint and the forms that offer it: nothing is decided by it.
SAID_ALONE = frozenset(
    ("scope", "conduct", "contractors", "equality", "framework", "measures", "monitoring", "ombudsman", "recording")
    + ("police", "essential", "actions")
)


def numbers(clause: str) -> frozenset[str]:
    """The numbers that a row names: "1.5, 1.6" names two, "3.3.4 to 3.3.7" four."""
    named = set(NUMBER.findall(clause))
    for head, first, last in RANGE.findall(clause):
        named |= {f"{head}.{number}" for number in range(int(first), int(last) + 1)}
    return frozenset(named)


def rows_of(name: str, clause: str) -> frozenset[str]:
    """The rows that a clause of this landlord belongs to: those that name it, else those that name what it is under."""
    named = {
        row.id: numbers(row.clause)
        for row in clauses.rows()
        if name.startswith(re.split(r" \d", row.clause, maxsplit=1)[0])
    }
    parts = clause.split(".")
    for length in range(len(parts), 0, -1):
        if found := {id for id, theirs in named.items() if ".".join(parts[:length]) in theirs}:
            return frozenset(found)
    return frozenset()


def proofs_of(switch: Switch, name: str, finished: list[str]) -> frozenset[str] | None:
    """The rows whose tests have to notice; None where no row of it is finished and the tests of the pack stand in."""
    areas = {row.id: row.area for row in clauses.rows()}
    rows = rows_of(name, switch.clause)
    return rows if any(areas[row] in finished for row in rows) else None


def landlords_of(item: pytest.Item) -> frozenset[str]:
    """The landlords that this very test is about, by its parameters; none where it is about no one of them."""
    params = getattr(item, "callspec", None)
    values = params.params.values() if params else ()
    return frozenset(value for value in values if isinstance(value, str)) & frozenset(landlord_keys())


@contextmanager
def off(switch: Switch) -> Iterator[None]:
    """Everybody who asks for the landlord's pack gets the one without the rule."""
    from tests.unit.rules import examples

    without, usual, real = switch.pack(), load_pack(switch.landlord), packfile._load

    def load(path: Path, changed: int) -> Pack:
        return without if path.stem == switch.landlord else real(path, changed)

    examples.PACKS[switch.landlord] = without
    try:
        with patch.object(packfile, "_load", load):
            yield
    finally:
        examples.PACKS[switch.landlord] = usual


class Challenger:
    """A pytest plugin that, in place of running the tests once, runs them against each switch."""

    def __init__(self, finished: list[str], landlords: tuple[str, ...], words: tuple[str, ...] = ()) -> None:
        self.finished, self.landlords, self.words = finished, landlords, words
        self.sound: dict[str, bool] = {}
        self.seconds: dict[str, float] = defaultdict(float)
        self.unnoticed: list[str] = []
        self.tried = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        marked = [item for item in session.items if clauses.marks_of(item) or item.get_closest_marker("pack")]
        for landlord in self.landlords:
            mine = [item for item in marked if landlords_of(item) <= {landlord}]
            for switch in switches(landlord):
                if all(word in f"{landlord} {switch.what}" for word in self.words):
                    self._challenge(switch, mine)
        return True

    def _challenge(self, switch: Switch, items: list[pytest.Item]) -> None:
        self.tried += 1
        rows = proofs_of(switch, load_pack(switch.landlord).name, self.finished)
        if rows is None:
            proofs = [item for item in items if item.get_closest_marker("pack")]
        else:
            proofs = [item for item in items if clauses.marks_of(item) & rows]
        if switch.what.split(".")[0] in SAID_ALONE:
            proofs += [item for item in items if item.get_closest_marker("pack")]
        if not self._noticed(switch, proofs):
            by = ", ".join(sorted(rows)) if rows is not None else "the pack"
            tests = len({item.nodeid.split("[")[0] for item in proofs})
            self.unnoticed.append(f"{switch.landlord} {switch.clause}: {switch.what} ({tests} tests of {by})")

    def _noticed(self, switch: Switch, items: list[pytest.Item]) -> bool:
        """Does one of them fail without the rule? The quick ones first; only those that pass with it count."""
        fast_first = sorted(items, key=lambda item: ("tests/unit" not in item.nodeid, self.seconds[item.nodeid]))
        return any(self._passes(item) and self._fails_without(switch, item) for item in fast_first)

    def _passes(self, item: pytest.Item) -> bool:
        if item.nodeid not in self.sound:
            began = time.perf_counter()
            reports = runtestprotocol(item, log=False, nextitem=None)
            self.seconds[item.nodeid] = time.perf_counter() - began
            self.sound[item.nodeid] = all(report.passed for report in reports)
        return self.sound[item.nodeid]

    def _fails_without(self, switch: Switch, item: pytest.Item) -> bool:
        with off(switch):
            reports = runtestprotocol(item, log=False, nextitem=None)
        crash = next((report.longrepr for report in reports if report.failed), None)
        said = getattr(getattr(crash, "reprcrash", None), "message", None)
        return said is not None and not BROKEN.fullmatch(said.split(":")[0].rsplit(".", 1)[-1].strip())


def run(finished: list[str], words: list[str]) -> int:
    """Switches off every rule, or those whose landlord and name have all the `words`; 1 where one goes unnoticed.

    With `--unit` only the tests that need no database may notice.
    """
    chosen = tuple(word for word in words if not word.startswith("--"))
    challenger = Challenger(finished, landlord_keys(), chosen)
    folder = Path(__file__).parent
    places = [str(folder / "unit")] if "--unit" in words else [str(folder / "unit"), str(folder / "web")]
    arguments = ["-q", "--no-header", "-p", "no:xdist", "-p", "no:cacheprovider", "-k", "not postgresql"]
    status = pytest.main([*arguments, *places], plugins=[challenger])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return int(status)
    lines = [f"{challenger.tried} rules switched off, {len(challenger.unnoticed)} unnoticed.", *challenger.unnoticed]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    return 1 if challenger.unnoticed else 0
