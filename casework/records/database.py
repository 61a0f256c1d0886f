"""The one door to the database: reading and writing sessions on SQLite or PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from casework.records import sealed
from casework.records.keyring import Kept, Keyring, LandlordKey
from casework.records.stores import Bucket, Store, store

log = logging.getLogger(__name__)

R = TypeVar("R")
# Of a writer between two statements; the longest act is over in a few seconds. After many rows written as one, the
# driver's pipeline leaves PostgreSQL without this clock until the next statement.
SILENCE: Final = "30s"
WAITS: Final = 20.0  # seconds that a writer on SQLite waits for another
_DEADLOCK: Final = "40P01"  # PostgreSQL's word for it
MIGRATIONS = Path(__file__).parents[2] / "migrations"
_TRIES_TO_MIGRATE: Final = 60
_BEFORE_THE_NEXT: Final = 1.0  # seconds


class WritingSession(Session):
    """A session in which something is written. What must follow each change listens to these and to no other."""


class Database:
    """An engine with the keyring and the file store that belong to it."""

    def __init__(self, url: str, keyring: Keyring, files: Path | Bucket | Store) -> None:
        self.engine = make_engine(url)
        self._writing = self.engine.execution_options(writing=True)
        self.keyring = keyring.reading(self._kept_keys)
        sealed.lend(self.engine.dialect, self.keyring)
        self.files = store(files)
        self._info = {"keyring": self.keyring, "files": self.files}

    def session(self, connection: Connection | None = None) -> Session:
        """A session for reading, on a connection of the caller's if one is given; the caller closes it."""
        return Session(connection or self.engine, info=dict(self._info), expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.session() as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that reads one moment of the database however long it takes, while others write on."""
        options = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self.engine.execution_options(**options).connect() as connection, self.session(connection) as session:
            yield session

    @contextmanager
    def writing(self, *, long: bool = False) -> Iterator[Session]:
        """A transaction: commits when the block ends well, rolls back when it raises.

        On SQLite it takes the write lock at once, so that what an action read is still so when it writes. PostgreSQL
        ends the transaction of a writer that falls silent, because it hangs or its machine is gone, and whoever waited
        for what it had locked goes on. ``long``: not this one, which does other things in between.
        """
        with WritingSession(self._writing, info=dict(self._info), expire_on_commit=False) as session, session.begin():
            if not long and self.engine.dialect.name == "postgresql":
                session.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{SILENCE}'"))
            yield session

    @contextmanager
    def adding(self) -> Iterator[Connection]:
        """A transaction without a session's bookkeeping: no other row depends on what it writes."""
        with self._writing.begin() as connection:
            yield connection

    def write(self, act: Callable[[Session], R]) -> R:
        """What ``act`` returns, done in one transaction.

        The same form sent twice at one moment meets its own unique key, since neither could see the other: once more
        from the start, and the second finds what the first wrote. So it goes too where two acts about several people
        wait for each other, of which PostgreSQL ends one.
        """
        try:
            with self.writing() as session:
                return act(session)
        except (IntegrityError, OperationalError) as fault:
            if isinstance(fault, OperationalError) and getattr(fault.orig, "sqlstate", None) != _DEADLOCK:
                raise
            with self.writing() as session:
                return act(session)

    def _kept_keys(self) -> list[Kept]:
        """The landlord's own keys, on a connection of their own: they may be wanted in the middle of an act."""
        asked = select(LandlordKey.purpose, LandlordKey.number, LandlordKey.wrapped)
        with self.engine.connect() as connection:
            return [(purpose, number, wrapped) for purpose, number, wrapped in connection.execute(asked)]

    def ping(self) -> None:
        """Raises sqlalchemy.exc.DBAPIError when the database does not answer, or is not ours (an emptied file)."""
        with self.engine.connect() as connection:
            connection.execute(text("select version_num from alembic_version"))


def make_engine(url: str) -> Engine:
    """An engine that behaves alike on both databases: real transactions, foreign keys on, nothing lost at a crash.

    A fault names its statement and never the values, which would reach a terminal or a log.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, connect_args={"timeout": WAITS, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        engine.hide_parameters = True
        return engine
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    patience = {} if "connect_timeout" in parsed.query else {"connect_timeout": 5}  # seconds
    engine = create_engine(parsed, pool_pre_ping=True, connect_args=patience)
    engine.hide_parameters = True
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is below
    # SQLite's own lower() knows only A to Z: nobody would find Łucja by "łucja".
    connection.create_function("lower", 1, lambda text: text and str(text).lower(), deterministic=True)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")  # "we have it" means on disk
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    begin = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writing", False) else "BEGIN"
    try:
        connection.connection.cursor().execute(begin)  # bare: it is in every request
    except sqlite3.OperationalError as fault:
        raise OperationalError(begin, None, fault) from None


def migrate(url: str) -> None:
    """Bring the database to the newest shape, by the migrations: all of them, or, where one fails, none.

    Where somebody holds a table for too long, all of it is tried again a moment later, so that nobody waits for us.
    Tables of a later version stay as they are: this version can serve on them, so that one can go back to it.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script.revision import ResolutionError
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    for tries_left in reversed(range(_TRIES_TO_MIGRATE)):
        try:
            command.upgrade(config, "head")
        except OperationalError as fault:
            if not tries_left or not is_held(fault):
                raise
            time.sleep(_BEFORE_THE_NEXT)
            continue
        except CommandError as fault:
            if not isinstance(fault.__cause__, ResolutionError):
                raise
            log.warning("the tables are those of a later version, and stay as they are")
        return


def is_held(fault: DBAPIError) -> bool:
    """Whether somebody else holds what we want: PostgreSQL's 55P03 (see migrations/env.py), or SQLite's one lock."""
    return getattr(fault.orig, "sqlstate", None) == "55P03" or "database is locked" in str(fault.orig)
