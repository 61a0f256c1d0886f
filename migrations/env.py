"""Alembic runs this for each command: one set of migrations for SQLite and PostgreSQL."""

from typing import Any

from alembic import context

import casework.records  # noqa: F401  (all tables must be known)
from casework.records.base import Base, UTCDateTime
from casework.records.database import make_engine


def render(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our moment as the plain column type: a migration must not depend on the code of its day."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def nothing_points_nowhere(ctx: Any, **_of_the_step: Any) -> None:
    """Undo a step on SQLite that leaves a row which points at none: while it ran, nobody looked."""
    if ctx.dialect.name == "sqlite" and (lost := ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
        raise ValueError(f"a row of {lost[0]} points at no row of {lost[2]}")


def run() -> None:
    url = context.config.attributes["url"]
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":  # a changed table is made anew: for that moment nothing may point at it
                connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")  # bare: it counts outside BEGIN alone
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                render_item=render,
                on_version_apply=nothing_points_nowhere,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
