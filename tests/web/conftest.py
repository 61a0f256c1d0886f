"""A portal to which nobody has come yet, for each test that wants one; and the demo's, with its stories, for a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import Databases
from tests.web.doorway import Doorway
from tests.web.office import Office, settings_of
from wsgi import create_app


@pytest.fixture
def door(database_url: str, tmp_path: Path) -> Iterator[Doorway]:
    """A stranger's browser at a portal where mails and texts can be sent."""
    office = Office(replace(settings_of(database_url, tmp_path, "octavia"), demo=True))
    yield Doorway(office)
    office.app.extensions["database"].engine.dispose()


@pytest.fixture(scope="module")
def demo_app(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[Flask]:
    """One landlord's portal with the demo's stories in it."""
    url = databases.new("sqlite")
    made = create_app(replace(settings_of(url, tmp_path_factory.mktemp("demo"), "one-vision-housing"), demo=True))
    assert made.test_cli_runner().invoke(args=["demo", "load"]).exit_code == 0
    yield made
    made.extensions["database"].engine.dispose()
    databases.drop(url)
