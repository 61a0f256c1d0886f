"""What the steps of a story wrote, so that a later town of the same process has it at once.

Hundreds of tests begin with the same decision, which takes a third of a second each time. A step of `Town` that is
`remembered` is gone once for all towns that came the same way: the same landlord, day and steps with the same facts.
The next one gets the database as it was left. Whoever did anything else before, or has a part of the product patched,
goes the step as ever; so does the first in each process, so that a step that broke fails its tests.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeVar, cast

from sqlalchemy import Connection, Engine, event, text

from casework.records.base import Base
from casework.records.database import Database

R = TypeVar("R")
Content = dict[str, list[str]] | sqlite3.Connection

MOST: Final = 80  # stories in each process; one takes up to two megabytes
# What is remembered: nothing; in a test (tests/conftest.py) everything, or where it patches the product, the beginning.
mode: Literal["nothing", "beginning", "everything"] = "nothing"
_WRITTEN: Final = Counter[str]()  # transactions of this process that were committed, by the database's URL


@dataclass(frozen=True)
class Kept:
    """Where a way ends. ``base``: holds what the way's key names by its place in memory."""

    content: Content
    result: Any
    base: object


_KEPT: Final = OrderedDict[Hashable, Kept]()


@event.listens_for(Engine, "commit")
def _count(connection: Connection) -> None:
    _WRITTEN[str(connection.engine.url)] += 1


class Memory:
    """The way that one database has come. ``begun``: what sets it apart from others; ``base``: an object that does."""

    def __init__(self, database: Database, base: object, *begun: Hashable) -> None:
        self._database, self.base, self._url = database, base, str(database.engine.url)
        self._way: tuple[Hashable, ...] = (database.engine.dialect.name, id(base), *begun)
        self._content: Content | None = None
        self._written = 0  # so many transactions when it was last seen; another number: somebody did something else
        self._telling = False

    def tell(self, step: Hashable, go: Callable[[], R]) -> R:
        """What ``go`` returns, with all that it writes written."""
        remembers = mode == "everything" or (mode == "beginning" and self._content is None)
        if self._telling or not remembers or self._written != _WRITTEN[self._url]:
            return go()
        way = (*self._way, step)
        if way in _KEPT:
            _KEPT.move_to_end(way)
            _put(self._database.engine, _KEPT[way].content, self._content)
        else:
            _KEPT[way] = self._gone(go)
            if len(_KEPT) > MOST:
                _KEPT.popitem(last=False)
        self._way, self._content, self._written = way, _KEPT[way].content, _WRITTEN[self._url]
        return cast(R, _KEPT[way].result)

    def _gone(self, go: Callable[[], Any]) -> Kept:
        self._telling = True
        try:
            result = go()
        finally:
            self._telling = False
        return Kept(_content(self._database.engine), result, self.base)


class HasMemory(Protocol):
    @property
    def pack(self) -> object: ...
    @property
    def memory(self) -> Memory: ...
    @property
    def day(self) -> object: ...


Step = TypeVar("Step", bound=Callable[..., Any])


def remembered(step: Step) -> Step:
    """A step of a town that need not be gone again by who came the same way. Its facts are told apart by their repr."""

    @wraps(step)
    def told(town: HasMemory, *args: Any, **kwargs: Any) -> Any:
        if town.pack is not town.memory.base:
            return step(town, *args, **kwargs)
        key = (step.__name__, repr(town.day), repr(args), repr(sorted(kwargs.items())))
        return town.memory.tell(key, partial(step, town, *args, **kwargs))

    return cast(Step, told)


def _content(engine: Engine) -> Content:
    """All that is in the database: SQLite's pages, PostgreSQL's rows as text and where its counters stand."""
    if engine.dialect.name == "sqlite":
        content = sqlite3.connect(":memory:", check_same_thread=False)
        with _file(engine) as source:
            source.backup(content)
        source.close()
        return content
    with engine.connect() as connection:
        return {name: list(lines) for name, lines in connection.execute(text(_everything()))}


def _put(engine: Engine, content: Content, before: Content | None) -> None:
    """Write what was kept over what is there; on PostgreSQL only the tables in which it differs from ``before``."""
    if isinstance(content, sqlite3.Connection):
        target = _file(engine)
        content.backup(target)
        target.close()
        return
    then = before if isinstance(before, dict) else {}
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # no foreign key is asked meanwhile
        for name, lines in content.items():
            if lines != then.get(name, []):
                _fill(connection, name, lines)


def _fill(connection: Connection, name: str, lines: list[str]) -> None:
    if name in Base.metadata.tables:
        connection.execute(text(f'DELETE FROM "{name}"'))
        rows = f'INSERT INTO "{name}" SELECT (line::"{name}").* FROM unnest(CAST(:lines AS text[])) AS line'
        connection.execute(text(rows.replace("line::", "line\\:\\:")), {"lines": lines})
    elif lines[0]:
        connection.execute(text("SELECT setval(:name, :last)"), {"name": name, "last": int(lines[0])})


@cache
def _everything() -> str:
    """Tables with their rows in the order in which they lie, and counters with the last number they gave."""
    rows = (
        f"SELECT '{name}', coalesce(array_agg(CAST(line AS text) ORDER BY line.ctid), '{{}}') FROM \"{name}\" AS line"
        for name in Base.metadata.tables
    )
    counters = "SELECT sequencename, ARRAY[coalesce(CAST(last_value AS text), '')] FROM pg_sequences"
    return " UNION ALL ".join((*rows, counters))


def _file(engine: Engine) -> sqlite3.Connection:
    return sqlite3.connect(Path(engine.url.database or ""))
