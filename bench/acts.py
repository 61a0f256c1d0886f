"""What each act and each page costs in statements that the database answers: counted, so the same on every machine."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Concatenate, Final

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench.pages import KEYS
from bench.residents import UnexpectedAnswerError, move_in
from casework.actions.work import Work
from casework.records.database import migrate
from tests.people import P, R, Town
from web import kept
from web.settings import read
from wsgi import create_app

REFERENCE: Final = re.compile(r"[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{4}")
_COUNTED: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")  # not what begins and ends a transaction
Row = tuple[str, float, str]
Costs = dict[str, int]  # what was done, to statements: the most that it took


class StatementCounter:
    """How many statements SQLite itself was given while something was done, those past SQLAlchemy with them."""

    def __init__(self, engine: Engine) -> None:
        self._asked, self.costs = 0, Costs()
        engine.dispose()  # connections that were made before tell nothing
        event.listen(engine, "connect", lambda made, _record: made.set_trace_callback(self._note))

    def _note(self, statement: str) -> None:
        self._asked += statement.lstrip().startswith(_COUNTED)

    @contextmanager
    def counting(self, what: str) -> Iterator[None]:
        self._asked = 0
        yield
        self.costs[what] = max(self._asked, self.costs.get(what, 0))


class CountedTown(Town):
    """A town that counts what each action asks of the database."""

    counter: StatementCounter | None = None

    def act(self, key: str, action: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        if self.counter is None:
            return super().act(key, action, *args, **kwargs)
        with self.counter.counting(f"{action.__module__.rpartition('.')[2]}.{action.__name__}"):
            return super().act(key, action, *args, **kwargs)


@dataclass
class CountedBrowser:
    """A resident's browser without a server between."""

    client: FlaskClient
    counter: StatementCounter

    def get(self, path: str, cookies: str = "") -> str:
        return str(self._ask(200, "GET", path, cookies).text)

    def send(self, path: str, cookies: str, typed: Mapping[str, str]) -> str:
        return str(self._ask(303, "POST", path, cookies, data=typed).location)

    def _ask(self, wanted: int, method: str, path: str, cookies: str, **sent: Any) -> Any:
        with self.counter.counting(f"{method} {REFERENCE.sub('…', path.partition('?')[0])}"):
            answer = self.client.open(path, method=method, headers={"Cookie": cookies}, **sent)
        if answer.status_code != wanted:
            raise UnexpectedAnswerError(f"{method} {path}: {answer.status}")
        return answer


def run() -> list[Row]:
    """A row for each page of a resident's visit, and for each action from an incident to an appeal that is heard."""
    return [(f"{what}, statements", cost, "as it comes") for what, cost in counted().items()]


def counted() -> Costs:
    """Counted on SQLite; PostgreSQL is asked the same."""
    logging.disable(logging.CRITICAL)
    before, kept.mode = kept.mode, "draw"  # a page that was kept asks for next to nothing
    try:
        return _in_a_house()
    finally:
        kept.mode = before


def _in_a_house() -> Costs:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite"
        migrate(url)
        app = create_app(read({"LANDLORD": "one-vision-housing", "DATABASE_URL": url, "DATA_DIR": folder, **KEYS}))
        database = app.extensions["database"]
        town, counter = (
            CountedTown(database, "one-vision-housing", datetime.now(UTC)),
            StatementCounter(database.engine),
        )
        (resident,) = move_in(app, town, 1)
        browser = CountedBrowser(app.test_client(use_cookies=False), counter)
        for _ in range(2):  # both things that a visit may hand in
            resident.visit(browser)
        town.counter = counter
        town.taken(town.appealed(town.decided("neighbour", "counted"), "neighbour"))
        database.engine.dispose()
        return counter.costs
