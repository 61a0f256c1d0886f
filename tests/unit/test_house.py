"""The limits that keep this house easy to find one's way in. Good intentions held nobody; a test does."""

import ast
import functools
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
LINES_OF_A_VIEW = 25
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
ROUTES = {"route", "get", "post"}
# What differs between landlords stands in their packs; only the demo, the tests and the first start may name one.
MAY_NAME_A_LANDLORD = ("tests/", "scripts/", "bench/", "web/demo/")


def files_of(ending: str) -> list[Path]:
    """The files that git keeps or would keep, so that a new one is judged before it is committed."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", f"*{ending}"]
    listed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).exists()]


# The first tables of a migration are one long list; nobody reads their way in there.
MODULES = [path for path in files_of(".py") if "versions" not in path.parts]


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def all_functions() -> tuple[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef], ...]:
    return tuple(
        (path, node)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last statement; the decorators above are not counted."""
    return (function.end_lineno or 0) - function.lineno + 1


def answers_a_request(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    calls = [mark.func for mark in function.decorator_list if isinstance(mark, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTES for call in calls)


def test_a_file_can_be_read_in_one_sitting() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > LINES_OF_A_FILE} == {}


def test_a_function_fits_on_a_screen() -> None:
    functions = {f"{name_of(path)}: {function.name}": length(function) for path, function in all_functions()}
    assert {name: count for name, count in functions.items() if count > LINES_OF_A_FUNCTION} == {}


def test_a_view_only_leads_from_a_request_to_an_action() -> None:
    views = {
        f"{name_of(path)}: {function.name}": length(function)
        for path, function in all_functions()
        if answers_a_request(function)
    }
    assert {name: count for name, count in views.items() if count >= LINES_OF_A_VIEW} == {}


def test_every_module_is_named_for_its_subject() -> None:
    assert [name_of(path) for path in MODULES if VAGUE & {*path.relative_to(ROOT).with_suffix("").parts}] == []


def names_of_landlords() -> set[str]:
    """Keys and names as the packs give them."""
    packs = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "policies").glob("*.toml")]
    names = {str(value) for pack in packs for field in ("key", "name") if (value := pack.get(field))}
    return names | {name.replace("-", "_") for name in names}


def words_that_act(path: Path) -> Iterator[str]:
    """Names and values in the code. A comment or docstring may cite a landlord's clause as its source."""
    tree = tree_of(path)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in said:
                yield text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def test_no_landlord_is_named_in_code() -> None:
    name = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names_of_landlords())), re.IGNORECASE)
    judged = [path for path in MODULES if not name_of(path).startswith(MAY_NAME_A_LANDLORD)]
    named = {name_of(path): [text for text in words_that_act(path) if name.search(text)] for path in judged}
    assert {path: texts for path, texts in named.items() if texts} == {}


def test_no_template_is_written_for_one_landlord() -> None:
    names = names_of_landlords()
    pages = [path for ending in (".html", ".typ") for path in files_of(ending)]
    assert [name_of(page) for page in pages if any(name in page.read_text(encoding="utf-8") for name in names)] == []


def test_the_day_of_a_moment_is_the_day_in_england() -> None:
    """A moment is kept in UTC, where the first hour of a summer's day is still the day before (see calendar.day_of)."""
    of_utc = re.compile(r"(?:_at|\bnow)\.date\(\)")
    judged = [path for path in MODULES if name_of(path).startswith(("casework/", "portal/", "staff/"))]
    assert [name_of(path) for path in judged if of_utc.search(path.read_text(encoding="utf-8"))] == []
