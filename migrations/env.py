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


def run() -> None:
    url = context.config.attributes["url"]
    engine = make_engine(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=render
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
