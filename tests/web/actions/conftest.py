"""One database with the demo's people on it, for each test, on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casework.records import keys
from casework.records.database import Database
from tests.people import Town


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database]:
    made = Database(database_url, keys.Keyring(b"a data key of thirty-two bytes!!"), tmp_path / "files")
    yield made
    made.engine.dispose()


@pytest.fixture
def town_of(database: Database) -> Callable[[str], Town]:
    """Makes the town of a landlord."""
    return lambda landlord: Town(database, landlord)


@pytest.fixture
def town(database: Database) -> Town:
    """The town of One Vision Housing, where nothing particular to a landlord is at stake."""
    return Town(database)
