"""A page asks the database as often for much as for little: nobody waits longer from year to year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from tests.web.fuzzing import FURTHER, WHO, Seen, signed_in_now
from tests.web.multiplied import multiply
from web import kept

MORE: Final = 3  # beside each: four of what there was once
VALUES: Final = re.compile(r"(?:'(?:[^']|'')*'|\b\d+\b|NULL|\?)(?:, (?:'(?:[^']|'')*'|\d+|NULL|\?))*")
# Not what begins and ends a transaction, nor the look that is noted of everybody whom a page shows, all in one go.
COUNTED: Final = re.compile(r"\s*(?:SELECT|WITH|UPDATE|DELETE|INSERT INTO (?!access_look))")
Asked = Counter[str]


@contextmanager
def statements(engine: Engine) -> Iterator[Asked]:
    """What SQLite is asked meanwhile, without the values; also what goes past SQLAlchemy."""
    asked = Asked()

    def note(said: str) -> None:
        if COUNTED.match(said):
            asked[VALUES.sub("?", said)] += 1

    def listen(made: object, _record: object) -> None:
        made.set_trace_callback(note)  # type: ignore[attr-defined]

    engine.dispose()  # connections that were made before tell nothing
    event.listen(engine, "connect", listen)
    yield asked
    event.remove(engine, "connect", listen)
    engine.dispose()


def costs(engine: Engine, browser: FlaskClient, addresses: list[str]) -> dict[str, Asked]:
    """What each page asks of the database."""
    found = dict[str, Asked]()
    with statements(engine) as asked:
        for address in addresses:
            asked.clear()
            assert browser.get(address).status_code == 200, address
            found[address] = Asked(asked)
    return found


@pytest.fixture(scope="module")
def grown(
    demo_app: Flask, seen: Callable[[str], list[Seen]], request: pytest.FixtureRequest
) -> Mapping[str, dict[str, tuple[Asked, Asked]]]:
    """What each page asked of the demo's record, and of one four times as large; by who opened it."""
    people = [*WHO, *FURTHER] if request.config.getoption("--matrix") else WHO
    engine = demo_app.extensions["database"].engine
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "mode", "draw")
        browsers = {who: signed_in_now(demo_app, who, demo_app.test_client()) for who in people}
        pages = {who: [page.path for page in seen(who)] for who in people}
        few = {who: costs(engine, browsers[who], pages[who]) for who in people}
        assert multiply(engine, MORE) > 4_000
        many = {who: costs(engine, browsers[who], pages[who]) for who in people}
    return {who: {path: (few[who][path], many[who][path]) for path in pages[who]} for who in people}


@pytest.mark.parametrize("who", [*WHO, *(pytest.param(who, marks=pytest.mark.matrix) for who in FURTHER)])
def test_a_page_asks_as_often_for_many_as_for_one(
    grown: Mapping[str, dict[str, tuple[Asked, Asked]]], who: str
) -> None:
    dearer = [
        f"{path}: {few.total()} → {many.total()}, {(many - few).most_common(2)}"
        for path, (few, many) in grown[who].items()
        if many.total() > few.total()
    ]
    assert not dearer, "\n".join(dearer)
    assert len(grown[who]) > 5
