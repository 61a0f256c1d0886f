"""A unit test touches no database: rules and letters take plain values, so a need for one shows a layer upside down."""

from collections.abc import Iterator
from typing import NoReturn

import pytest
from sqlalchemy import Engine, event


def _refuse(*_connection: object) -> NoReturn:
    raise AssertionError("a test in tests/unit opened a database: move it to tests/web, or give the code plain values")


@pytest.fixture(autouse=True)
def no_database() -> Iterator[None]:
    event.listen(Engine, "do_connect", _refuse)
    yield
    event.remove(Engine, "do_connect", _refuse)
