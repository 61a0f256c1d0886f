"""Breaks casework/rules in one place at a time, and asks the tests whether they notice: `make mutants`.

A random sample of all places (comparisons, numbers, codes, conditions, returns, lines that can be left out), as many
as half an hour of processor time allows, at the lowest priority. Each mutant runs in a fork of this process, which has
the libraries loaded; the tests of tests/unit/rules run in it until the first fails. Sentences in error messages are
left alone, and so are annotations. Prints the share that was noticed, and each mutant that was not.

    python -m scripts.mutants [--minutes 30] [--seed 1] [--only reviews] [--again]

`--again` tries only the mutants that went unnoticed the last time (var/mutants.json).
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, cast

import pytest

HOUSE = Path(__file__).resolve().parents[1]
RULES = HOUSE / "casework" / "rules"
TESTS = HOUSE / "tests" / "unit" / "rules"
KEPT = HOUSE / "var" / "mutants.json"
SECONDS_EACH = 90
FAILED = (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR)
# Loaded once, before the forks; nothing of ours may be among them.
LIBRARIES = ("babel.dates", "click.testing", "flask", "flask.cli", "govuk_bank_holidays", "holidays", "hypothesis")
# File after file until one notices: those that notice most first, and words last, which take long to load.
FIRST = (
    "one_vision",
    "watford",
    "octavia",
    "calico",
    "vocabulary",
    "packs",
    "who_decides",
    "what_policies_say",
    "reading",
)
LAST = ("command", "words")
# Whose tests have another name than the module.
OWN = {
    **dict.fromkeys(("appeals", "authority", "signatures"), ("who_decides",)),
    **dict.fromkeys(("calendar", "reviews"), ("days",)),
    **dict.fromkeys(("pack", "packfile", "packrules", "tables", "kinds"), ("packs",)),
    **dict.fromkeys(("explain", "lint"), ("what_policies_say",)),
    **dict.fromkeys(("fields", "proposal"), ("reading",)),
    "unacceptable": ("behaviour",),
    "channels": ("ways_of_contact",),
}
# Too slow to ask of each mutant: random cases, other calendars, new processes.
NOT_ASKED = (
    "test_promise",
    "comes_of_nonsense",
    "bank_holidays",
    "needs_no_database",
    "settings",
)
CODE = re.compile(r"[a-z][a-z0-9_.\-]*")
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Mutant(NamedTuple):
    """One place and one change: the file, the number of the node in it, what is done, the line and its text."""

    module: str
    node: int
    change: str
    line: int
    text: str


def nodes_of(tree: ast.Module) -> list[ast.AST]:
    """Every node that runs, in a fixed order: no annotation, no docstring, no list of names."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            left_out |= _ids(getattr(node, field, None))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out |= _ids(node)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            left_out |= _ids(node)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            left_out |= _ids(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "cast":
            left_out |= _ids(node.args[0])
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"dataclass", "re.compile"}:
            left_out |= _ids(node)
    return [node for node in ast.walk(tree) if id(node) not in left_out]


def _ids(node: ast.AST | None) -> set[int]:
    return {id(inner) for inner in ast.walk(node)} if node is not None else set()


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What can be done to this node, in place."""
    if isinstance(node, ast.Compare):
        for place in range(len(node.ops)):
            yield f"compare {place}", partial(_swap, node.ops, place)
    elif isinstance(node, ast.BoolOp) or (isinstance(node, ast.BinOp) and type(node.op) in SWAPPED):
        yield "operator", lambda: setattr(node, "op", SWAPPED[type(node.op)]())
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition", lambda: setattr(node, "test", _not(node.test))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "condition", lambda: setattr(node, "operand", _not(node.operand))
    else:
        yield from _whole(node)


def _whole(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What can be left out, or be another."""
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "filter", node.ifs.clear
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield "return", lambda: setattr(node, "value", ast.Constant(None))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield "name", lambda: setattr(node, "id", NAMES[node.id])
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom | ast.Call):
        yield "left out", lambda: setattr(node, "value", ast.Constant(None))


def _swap(operators: list[ast.cmpop], place: int) -> None:
    operators[place] = cast(ast.cmpop, SWAPPED[type(operators[place])]())


def _not(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), node)


def _constants(node: ast.Constant) -> Iterator[tuple[str, Callable[[], None]]]:
    value = node.value
    if isinstance(value, bool):
        yield "yes or no", lambda: setattr(node, "value", not value)
    elif isinstance(value, int):
        yield "number", lambda: setattr(node, "value", value + 1)
    elif isinstance(value, str) and CODE.fullmatch(value):
        yield "code", lambda: setattr(node, "value", f"{value}_x")


def mutants(only: Sequence[str]) -> list[Mutant]:
    """Every mutant of every module, or of those named."""
    found = []
    for path in sorted(RULES.glob("*.py")):
        if only and path.stem not in only:
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for number, node in enumerate(nodes_of(ast.parse(text))):
            line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0)
            for change, _ in changes(node):
                found.append(Mutant(path.stem, number, change, line, lines[line - 1].strip() if line else ""))
    return found


def mutated(mutant: Mutant) -> ast.Module:
    """The module's tree with the change made."""
    tree = ast.parse((RULES / f"{mutant.module}.py").read_text(encoding="utf-8"))
    node = nodes_of(tree)[mutant.node]
    next(change for name, change in changes(node) if name == mutant.change)()
    return ast.fix_missing_locations(tree)


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutated module to whoever imports it."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = f"casework.rules.{mutant.module}"
        self.path = RULES / f"{mutant.module}.py"
        self.tree = mutated(mutant)

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)  # noqa: S102 - our own source, broken on purpose


def files(module: str) -> list[str]:
    """The tests' files, in the order in which they are asked: those that have the module's name before all others."""
    names = [path.stem.removeprefix("test_") for path in sorted(TESTS.glob("test_*.py"))]
    own = [name for name in names if name in OWN.get(module, (module,))]
    between = [name for name in names if name not in (*FIRST, *LAST)]
    return [str(TESTS / f"test_{name}.py") for name in dict.fromkeys((*own, *FIRST, *between, *LAST))]


def noticed(mutant: Mutant | None) -> bool:
    """Runs the tests in a fork, with the mutant in place of its module; true where one fails, or none ends."""
    child = os.fork()
    if child == 0:
        _child(mutant)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _child(mutant: Mutant | None) -> None:
    signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)  # of processor time: a mutant that never ends was noticed
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    if mutant is not None:
        sys.meta_path.insert(0, Instead(mutant))
    options = ["-x", "-q", "--noconftest", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not matrix"]
    options += [
        "-o",
        "addopts=",
        "-o",
        "filterwarnings=ignore",
        "-k",
        " and ".join(f"not {name}" for name in NOT_ASKED),
    ]
    status = 1
    try:
        status = int(any(pytest.main([*options, file]) in FAILED for file in files(mutant.module if mutant else "")))
    finally:
        os._exit(status)


def spent() -> float:
    """Seconds of processor time that the forks have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(chosen: list[Mutant], minutes: float) -> tuple[int, list[Mutant]]:
    """How many were tried within the time, and which of them nobody noticed."""
    unnoticed: list[Mutant] = []
    for tried, mutant in enumerate(chosen):
        if spent() > minutes * 60:
            return tried, unnoticed
        if not noticed(mutant):
            unnoticed.append(mutant)
            sys.stdout.write(f"{tried + 1}: {mutant.module}.py:{mutant.line} {mutant.change}: {mutant.text}\n")
        if (tried + 1) % 10 == 0:
            sys.stdout.write(f"{tried + 1} tried, {len(unnoticed)} unnoticed, {spent():.0f} s\n")
        sys.stdout.flush()
    return len(chosen), unnoticed


def main() -> int:
    parser = argparse.ArgumentParser(description="Do the tests notice when a rule is broken?")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--again", action="store_true")
    asked = parser.parse_args()
    os.nice(19)
    for library in LIBRARIES:
        importlib.import_module(library)
    every = mutants(asked.only)
    if asked.again:
        kept = {tuple(one) for one in json.loads(KEPT.read_text(encoding="utf-8"))}
        every = [one for one in every if (one.module, one.change, one.text) in kept]
    if noticed(None):
        sys.stderr.write("The tests fail as they are: mend them first.\n")
        return 2
    random.Random(asked.seed).shuffle(every)  # noqa: S311 - a sample, not a secret
    tried, unnoticed = run(every, asked.minutes)
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps([[one.module, one.change, one.text] for one in unnoticed], indent=1), encoding="utf-8")
    share = 100 * (tried - len(unnoticed)) / max(tried, 1)
    sys.stdout.write(f"{tried} of {len(every)} mutants tried, {len(unnoticed)} unnoticed: {share:.1f} % noticed.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
