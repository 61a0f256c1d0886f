"""What watches the portal asks here: does the process live, can it serve, and how much waits.

`/healthz`   200 while the process answers at all; asks nothing of anybody else. Restart what fails it.
`/readyz`    200 while pages can be served, else 503, with each part and how it is. Send nobody to what fails it.
`/metrics`   numbers for Prometheus (web/metrics.py), for whoever brings METRICS_TOKEN as a bearer token; else 404.

None says anything about a person, nor anything that helps to break in: parts by name, and "ok" or "away".
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, abort, current_app, request
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from casework.records.base import Base
from casework.records.keyring import StrangeKeyError
from web import metrics
from web.access import anyone
from web.database import database
from web.health import health, without_database
from web.settings import settings

bp = Blueprint("probes", __name__)

OK: Final = "ok"
AWAY: Final = "away"
_MIGRATIONS: Final = Path(__file__).parent.parent / "migrations"


@bp.get("/healthz")
@without_database
@anyone
def alive() -> Response:
    return _plain({"process": OK}, 200)


@bp.get("/readyz")
@without_database
@anyone
def ready() -> Response:
    found = {name: how() for name, how in PARTS.items()}
    return _plain(found, 200 if set(found.values()) == {OK} else 503)


@bp.get("/metrics")
@without_database
@anyone
def numbers() -> Response:
    token, told = metrics.token(), request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(f"Bearer {token}".encode(), told.encode()):
        abort(404)
    return Response(metrics.exposition(), mimetype=metrics.TYPE, headers={"Cache-Control": "no-store"})


def _database() -> str:
    return AWAY if health().is_gone() else OK


def _tables() -> str:
    """Whether the tables are those that this code was written for; newer ones do too, since they are only widened.

    Their number alone does not say that all are there, nor that this account may read them: each is asked, until they
    were whole once.
    """
    if health().gone:
        return AWAY
    whole: set[str] = current_app.extensions.setdefault("whole_tables", set())
    try:
        with database().engine.connect() as connection:
            found = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
            if found in _earlier():
                return "behind"
            for table in Base.metadata.sorted_tables if found not in whole else ():
                connection.execute(select(table).limit(0))
    except SQLAlchemyError:
        return AWAY
    whole.add(found)
    return OK


def _data_key() -> str:
    """Whether this process opens what is kept, and others what it keeps: no machine serves with a key of its own."""
    if health().gone:
        return AWAY
    ring = database().keyring
    ring.refresh()
    try:
        ring.own  # noqa: B018  reading is the question
    except StrangeKeyError:
        return "another"
    except SQLAlchemyError:
        return AWAY
    return OK


@cache
def _earlier() -> frozenset[str]:
    """The revisions before the one that this code was written for."""
    from alembic.script import ScriptDirectory

    revisions = [one.revision for one in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()]
    return frozenset(revisions[1:])


def _data_folder() -> str:
    """Whether keys and files can be kept, found out by writing. Where files lie in a bucket, it is not needed."""
    if settings().bucket:
        return OK
    probe = settings().data_dir / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"can be written")
        probe.unlink()
    except OSError:
        return AWAY
    return OK


PARTS: Final[dict[str, Callable[[], str]]] = {
    "database": _database, "tables": _tables, "data key": _data_key, "data folder": _data_folder,
}  # fmt: skip


def _plain(parts: dict[str, str], status: int) -> Response:
    lines = "".join(f"{name}: {how}\n" for name, how in parts.items())
    return Response(lines, status, mimetype="text/plain", headers={"Cache-Control": "no-store"})


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    metrics.init_app(app)
