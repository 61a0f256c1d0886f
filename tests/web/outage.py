"""A database that is really away for a while: PostgreSQL lets nobody in, the file of SQLite lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from casework.records.database import Database


@contextmanager
def outage(database: Database) -> Iterator[None]:
    """Every line to the database is cut, and no new one is had; afterwards all is as it was."""
    url = database.engine.url
    away = _file_away(Path(str(url.database)), database) if url.get_backend_name() == "sqlite" else _closed(str(url))
    with away:
        yield


@contextmanager
def _file_away(place: Path, database: Database) -> Iterator[None]:
    database.engine.dispose()
    elsewhere = place.parent / f"{place.name}.away"
    elsewhere.mkdir()
    for part in place.parent.glob(f"{place.name}*"):
        if part.is_file():
            part.rename(elsewhere / part.name)
    place.mkdir()  # what is no file cannot be opened, nor made anew
    try:
        yield
    finally:
        place.rmdir()
        for part in elsewhere.iterdir():
            part.rename(place.parent / part.name)
        elsewhere.rmdir()


@contextmanager
def _closed(url: str) -> Iterator[None]:
    parts = make_url(url)
    name, host = str(parts.database), parts.query["host"]
    with psycopg.connect(host=str(host), user=parts.username, dbname="postgres", autocommit=True) as line:
        line.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
        line.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            line.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(sql.Identifier(name)))
