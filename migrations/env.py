"""Alembic runs this for each command: one set of migrations for SQLite and PostgreSQL.

An upgrade is one transaction on either. Two at once are one after the other, and the second finds nothing to do. On
PostgreSQL a table that somebody uses is waited for only briefly, since everybody else waits behind us meanwhile:
casework/records/database.py then tries the whole upgrade again.
"""

from typing import Any, Final

from alembic import context
from sqlalchemy import Connection

import casework.records  # noqa: F401  (all tables must be known)
from casework.records.base import Base, UTCDateTime
from casework.records.database import make_engine

ONE_AT_A_TIME: Final = 7_031_977  # the number of PostgreSQL's advisory lock for upgrades; any would do
FOR_ANOTHER_UPGRADE: Final = "10min"
FOR_A_TABLE: Final = "2s"  # for as long nobody can read a table that a change of it waits for


def render(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our moment as the plain column type: a migration must not depend on the code of its day."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def nothing_points_nowhere(ctx: Any, **_of_the_step: Any) -> None:
    """Undo a step on SQLite that leaves a row which points at none: while it ran, nobody looked."""
    if ctx.dialect.name == "sqlite" and (lost := ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
        raise ValueError(f"a row of {lost[0]} points at no row of {lost[2]}")


def wait_for_other_upgrades(connection: Connection) -> None:
    """On SQLite the transaction has the write lock already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{FOR_ANOTHER_UPGRADE}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{FOR_A_TABLE}'")


def run() -> None:
    url = context.config.attributes["url"]
    engine = make_engine(url)
    try:
        with engine.connect().execution_options(writing=True) as connection:
            if engine.dialect.name == "sqlite":  # a changed table is made anew: for that moment nothing may point at it
                connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")  # bare: it counts outside BEGIN alone
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                transactional_ddl=True,
                render_as_batch=True,
                render_item=render,
                on_version_apply=nothing_points_nowhere,
            )
            with context.begin_transaction():
                wait_for_other_upgrades(connection)
                context.run_migrations()
    finally:
        engine.dispose()


run()
