"""A portal to which nobody has come yet, for each test that wants one, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.doorway import Doorway
from tests.web.office import Office, settings_of


@pytest.fixture
def door(database_url: str, tmp_path: Path) -> Iterator[Doorway]:
    """A stranger's browser at a portal where mails and texts can be sent."""
    office = Office(replace(settings_of(database_url, tmp_path, "octavia"), demo=True))
    yield Doorway(office)
    office.app.extensions["database"].engine.dispose()
