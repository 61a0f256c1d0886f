"""A portal to which nobody has come yet, for each test that wants one; and the demo's, with its stories, for a file."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Databases
from tests.web.doorway import Doorway
from tests.web.fuzzing import Seen, explore, signed_in_now, start_of
from tests.web.office import Office, open_office, settings_of
from tests.web.planted import plant
from web.settings import Settings
from wsgi import create_app


@pytest.fixture
def door(database_url: str, tmp_path: Path) -> Iterator[Doorway]:
    """A stranger's browser at a portal where mails and texts can be sent."""
    office = Office(replace(settings_of(database_url, tmp_path, "octavia"), demo=True))
    yield Doorway(office)
    office.app.extensions["database"].engine.dispose()


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """One Vision Housing's portal and back office, where nothing particular to a landlord is at stake."""
    with open_office(database_url, tmp_path) as made:
        yield made


@pytest.fixture
def watford(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Watford Community Housing's, where letters may be read and filed."""
    with open_office(database_url, tmp_path, "watford-community-housing") as made:
        yield made


@pytest.fixture(scope="session")
def stories(databases: Databases) -> Path:
    """A folder with the demo's database and its files. Telling them takes seconds: once in a run, for all processes."""
    told = databases.room / "stories"
    with databases.alone("stories"):
        if not told.exists():
            draft = databases.room / "stories being told"
            draft.mkdir()
            url = databases.new("sqlite")
            made = create_app(demo_settings(url, draft))
            assert made.test_cli_runner().invoke(args=["demo", "load"]).exit_code == 0
            made.extensions["database"].engine.dispose()
            shutil.move(url.removeprefix("sqlite:///"), draft / "demo.sqlite")
            draft.rename(told)
    return told


@pytest.fixture(scope="module")
def demo_app(tmp_path_factory: pytest.TempPathFactory, stories: Path) -> Iterator[Flask]:
    """One landlord's portal with the demo's stories in it."""
    with demo_of(stories, tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture(scope="session")
def planted(stories: Path, databases: Databases) -> Path:
    """The same folder, with a word of its own in each text of the record (tests/web/planted.py)."""
    told = databases.room / "planted"
    with databases.alone("planted"):
        if not told.exists():
            draft = databases.room / "stories being planted"
            with demo_of(stories, draft) as made:
                assert plant(made.extensions["database"].engine) > 100
            draft.rename(told)
    return told


@pytest.fixture(scope="session")
def seen(planted: Path, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Seen]]:
    """Every kind of page within reach of a person of the demo, nothing wrong with any: walked once in a run."""

    def pages(who: str) -> list[Seen]:
        kept = planted / f"{who}.pages"
        with databases.alone(f"{who}.pages"):
            if not kept.exists():
                with demo_of(planted, tmp_path_factory.mktemp("seen")) as made:
                    browser = signed_in_now(made, who, made.test_client())
                    kept.write_bytes(pickle.dumps(list(explore(browser, start_of(who)))))
        found: list[Seen] = pickle.loads(kept.read_bytes())
        return found

    return pages


@contextmanager
def demo_of(stories: Path, folder: Path) -> Iterator[Flask]:
    """A portal on a copy of the stories."""
    shutil.copytree(stories, folder, dirs_exist_ok=True)
    made = create_app(demo_settings(f"sqlite:///{folder / 'demo.sqlite'}", folder))
    yield made
    made.extensions["database"].engine.dispose()


def demo_settings(url: str, folder: Path) -> Settings:
    return replace(settings_of(url, folder, "one-vision-housing"), demo=True)
