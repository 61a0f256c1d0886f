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

from flask import Blueprint, Flask, Response, abort, request
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from casework.records.outbox import Job
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
    """Whether the tables are those that this code was written for; newer ones do too, since they are only widened."""
    if health().gone:
        return AWAY
    try:
        with database().engine.connect() as connection:
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
            connection.execute(select(Job.id).limit(1))
    except SQLAlchemyError:
        return AWAY
    return "behind" if found in _earlier() else OK


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


PARTS: Final[dict[str, Callable[[], str]]] = {"database": _database, "tables": _tables, "data folder": _data_folder}


def _plain(parts: dict[str, str], status: int) -> Response:
    lines = "".join(f"{name}: {how}\n" for name, how in parts.items())
    return Response(lines, status, mimetype="text/plain", headers={"Cache-Control": "no-store"})


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    metrics.init_app(app)
