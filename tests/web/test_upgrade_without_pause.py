"""While machines are upgraded one by one, the code of the last release works on the tables of this one.

Migrations first expand (a table, a column that may be empty) and only a release later contract. RELEASED is the last
migration of the last release; whoever makes a release moves it on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Inspector, inspect

from casework.records.database import make_engine, migrate
from web.settings import ROOT

RELEASED = "0029"
# Of the earlier release's own tests: every stage of a case, the worker, signing in, and both sides' pages.
STORIES = (
    "tests/web/actions/test_story.py",
    "tests/web/test_worker.py",
    "tests/web/test_sign_in.py",
    "tests/web/test_sessions.py",
    "tests/web/test_story_of_staff.py",
)


def upgrade(url: str, to: str) -> dict[str, dict[str, Any]]:
    """Bring the tables to a revision; what they are then."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, to)
    engine = make_engine(url)
    look = inspect(engine)
    seen = {name: shape(look, name) for name in look.get_table_names() if name != "alembic_version"}
    engine.dispose()
    return seen


def shape(look: Inspector, table: str) -> dict[str, Any]:
    """What a statement that writes to the table meets: its columns, and what may refuse a row."""
    columns = {
        one["name"]: (str(one["type"]), one["nullable"], one["default"] is not None) for one in look.get_columns(table)
    }
    refusing = {
        *(("unique", *one["column_names"]) for one in look.get_unique_constraints(table)),
        *(("unique", *map(str, one["column_names"])) for one in look.get_indexes(table) if one["unique"]),
        *(("points", one["referred_table"], *one["constrained_columns"]) for one in look.get_foreign_keys(table)),
        *(("check", one["sqltext"]) for one in look.get_check_constraints(table)),
    }
    return {"columns": columns, "refusing": refusing}


def stands_in_the_way(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[str]:
    """What would make a statement of the earlier code fail, each in a few words."""
    found = [f"{table} is gone" for table in before.keys() - after.keys()]
    for table in before.keys() & after.keys():
        old, new = before[table]["columns"], after[table]["columns"]
        found += [f"{table}.{name} is gone" for name in old.keys() - new.keys()]
        found += [
            f"{table}.{name} is not what it was" for name in old.keys() & new.keys() if narrowed(old[name], new[name])
        ]
        found += [f"{table}.{name} must be given" for name in new.keys() - old.keys() if must_be_given(*new[name])]
        met = {kind for kind in after[table]["refusing"] if set(kind[1:]) & old.keys()}
        found += [f"{table} now refuses: {', '.join(kind)}" for kind in met - before[table]["refusing"]]
    return sorted(found)


def narrowed(old: tuple[str, bool, bool], new: tuple[str, bool, bool]) -> bool:
    return old[0] != new[0] or (old[1] and not new[1]) or (old[2] and not new[2])


def must_be_given(_kind: str, nullable: bool, default: bool) -> bool:
    return not nullable and not default


def test_no_migration_since_the_last_release_stands_in_the_way_of_its_code(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tables.sqlite'}"
    before = upgrade(url, RELEASED)
    assert stands_in_the_way(before, upgrade(url, "head")) == []


def test_what_would_stand_in_the_way_is_noticed() -> None:
    text, whole = ("TEXT", True, False), ("INTEGER", False, False)
    before: dict[str, dict[str, Any]] = {
        "a": {"columns": {"id": whole, "words": text}, "refusing": set()},
        "b": {"columns": {}, "refusing": set()},
    }
    after = {
        "a": {
            "columns": {"id": text, "more": whole, "may": text, "filled": ("INTEGER", False, True)},
            "refusing": {("unique", "id"), ("unique", "more")},
        }
    }
    assert stands_in_the_way(before, after) == [
        "a now refuses: unique, id", "a.id is not what it was", "a.more must be given", "a.words is gone", "b is gone"
    ]  # fmt: skip


def test_whoever_goes_back_starts_this_version_on_the_tables_of_a_later_one(tmp_path: Path) -> None:
    """The services upgrade the tables as they start."""
    url = f"sqlite:///{tmp_path / 'later.sqlite'}"
    engine = make_engine(url)
    with engine.connect().execution_options(writing=True) as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('9999')")
        connection.commit()
    migrate(url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


@pytest.mark.matrix
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_code_of_the_last_release_does_its_work_on_the_tables_of_this_one(engine: str, tmp_path: Path) -> None:
    earlier = checked_out(tmp_path / "earlier")
    shutil.copy(ROOT / "tests/web/newer_tables.py", earlier / "newer_tables.py")
    environment = {**os.environ, "PYTHONPATH": str(earlier), "NEWER_CHECKOUT": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "newer_tables", "-p", "no:cacheprovider", "-k", engine, *STORIES],
        cwd=earlier, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-1000:]


def checked_out(place: Path) -> Path:
    """The last release's code: what stood before the first migration that came after it."""
    first = min(path for path in (ROOT / "migrations/versions").glob("[0-9]*.py") if path.name[:4] > RELEASED)
    place.mkdir()
    added = git("log", "--diff-filter=A", "--format=%H", "--", str(first.relative_to(ROOT)))
    if not added:
        pytest.skip("the history of this checkout does not reach back to the last release")
    (place.parent / "earlier.tar").write_bytes(git("archive", f"{added.decode().split()[-1]}^"))
    shutil.unpack_archive(place.parent / "earlier.tar", place, filter="data")
    for built in ("var", "web/static/built"):  # by setting up; git knows nothing of it
        (place / built).symlink_to(ROOT / built)
    return place


def git(*words: str) -> bytes:
    """What git says; nothing where there is no history."""
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False).stdout
