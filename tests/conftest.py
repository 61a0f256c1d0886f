"""What every test can have.

`database_url`     the URL of a fresh, migrated database for this test. Tests in tests/web get it on both engines, one
                   after the other; those of single pages, and others, on SQLite, and on both with --matrix. A test of
                   every landlord meets PostgreSQL at the first of them, at the others with --matrix.
`databases`        makes such databases for a fixture of wider scope: `databases.new("sqlite")`, `databases.drop(url)`.
`database_engine`  "sqlite" or "postgresql": the engine of this test, for a fixture of any scope.

Tests that share something costly stay in one process: those of one file, and in a browser those of one landlord (or one
language, where a file walks through one portal in several) of one file, so that neither process waits for the other.

Marks: `clause(id)` a row of tests/clauses.tsv; `matrix` runs only with --matrix; `postgresql` needs that server.
"""

import gc
import os
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine, Pool
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from casework.rules.pack import landlord_keys
from tests import clauses, remembering
from tests import databases as fresh
from web import kept

HERE = Path(__file__).parent
ROOM = "OPEN_DOOR_TEST_ROOM"
# Single pages: what they do to the record is proved on both engines by the tests of the actions that they call.
PAGES = ("test_portal_", "test_staff_", "test_fairness_pages")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--matrix", action="store_true", help="all landlords and languages, and both databases")


def pytest_configure(config: pytest.Config) -> None:
    kept.mode = "prove"  # whatever test opens a page that was kept finds out whether it still holds
    config.addinivalue_line("markers", "matrix: one of very many combinations; runs with --matrix")
    config.addinivalue_line("markers", "xdist_group(name): tests that run in one process, one after the other")
    if not hasattr(config, "workerinput"):  # the first process of the run; those of xdist inherit the room
        os.environ[ROOM] = str(fresh.make_room())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        fresh.clear_room(Path(os.environ.pop(ROOM)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_engine" not in metafunc.fixturenames:
        return
    path = metafunc.definition.path
    of_the_record = path.is_relative_to(HERE / "web") and not path.name.startswith(PAGES)
    both = metafunc.config.getoption("--matrix") or of_the_record
    engines = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
    metafunc.parametrize("database_engine", engines if both else engines[:1], scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    if config.getoption("--matrix"):
        return
    left_out = [item for item in items if item.get_closest_marker("matrix") or _elsewhere_on_postgresql(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _elsewhere_on_postgresql(item: pytest.Item) -> bool:
    """Whether it asks PostgreSQL again, at another landlord: the statements are the same, the policy is not."""
    given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    first = landlord_keys()[0]
    return given.get("database_engine") == "postgresql" and given.get("landlord", first) != first


def _group(item: pytest.Item) -> str:
    """The tests that this one shares a process with."""
    names = [str(item.path.relative_to(HERE))]
    if item.path.is_relative_to(HERE / "browser") and isinstance(item, pytest.Function) and hasattr(item, "callspec"):
        given = item.callspec.params
        names += [str(given[name]) for name in ("landlord", "language") if name in given]
    return " ".join(names)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for unknown in clauses.marks_of(item) - clauses.ids():
        pytest.fail(f'mark clause("{unknown}"): tests/clauses.tsv has no such row')
    patches = isinstance(item, pytest.Function) and "monkeypatch" in item.fixturenames
    remembering.mode = "beginning" if patches else "everything"


@pytest.fixture(scope="session", autouse=True)
def _what_is_compiled_once_serves_every_test() -> Iterator[None]:
    """Each test has an engine of its own, and SQLAlchemy compiles every statement anew for each: a third of the time
    of a short test. Engines of one kind share their dialect and what was compiled."""
    made, dialects, compiled = Engine.__init__, dict[str, Dialect](), dict[str, LRUCache[Any, Any]]()

    def shared(self: Engine, pool: Pool, dialect: Dialect, *given: Any, **more: Any) -> None:
        known = dialects.get(dialect.name)
        if known is None or not hasattr(known, "default_isolation_level"):  # its engine never got through to a server
            known = dialects[dialect.name] = dialect
        made(self, pool, known, *given, **more)
        self._compiled_cache = compiled.setdefault(dialect.name, LRUCache(2_000))

    builders, build = dict[Hashable, Any](), Rule._compile_builder

    def built(self: Rule, append_unknown: bool = True) -> Any:
        """Most tests make a portal of their own, all with the same addresses: werkzeug compiles each once."""
        key = (self.rule, self.subdomain, tuple((self.defaults or {}).items()), append_unknown)
        return builders.get(key) or builders.setdefault(key, build(self, append_unknown))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", shared)
        patch.setattr(Rule, "_compile_builder", built)
        gc.collect()
        gc.freeze()  # what is loaded by now stays until the end: no use in looking through it
        gc.set_threshold(50_000, 20, 20)
        yield


@pytest.fixture(scope="session")
def databases() -> fresh.Databases:
    return fresh.Databases(Path(os.environ[ROOM]))


@pytest.fixture
def database_url(databases: fresh.Databases, database_engine: str) -> Iterator[str]:
    url = databases.new(database_engine)
    yield url
    databases.drop(url)
