"""A request and the database: one reading transaction, and one place in which anything is written and committed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Concatenate, ParamSpec, TypeVar

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from casework.actions.work import SYSTEM, Actor, Work
from casework.records.database import Database
from casework.records.keyring import Keyring
from casework.rules.calendar import LONDON
from casework.rules.pack import Pack, load_pack
from web import health
from web.people import current_person
from web.settings import Settings, settings

Given = ParamSpec("Given")
Result = TypeVar("Result")

# Somebody who has not signed in: may ask for a code, and be refused everything else.
NOBODY = Actor("nobody", 0)
# The field of a form in which its sender says that the letter is translated first.
TRANSLATION = "translation"
_READS_ONLY = ("GET", "HEAD", "OPTIONS")


def init_app(app: Flask, chosen: Settings) -> None:
    """Open the database (no connection is made yet) and load the landlord's policy."""
    app.extensions["settings"] = chosen
    ring = Keyring(chosen.data_key, *chosen.other_data_keys, seals=chosen.seals_columns)
    app.extensions["database"] = Database(chosen.database_url, ring, chosen.bucket or chosen.files)
    app.extensions["pack"] = load_pack(chosen.landlord)
    app.teardown_appcontext(_end_reading)
    health.init_app(app, app.extensions["database"].ping)


def database() -> Database:
    """The database of the running portal."""
    found: Database = current_app.extensions["database"]
    return found


def pack() -> Pack:
    """The landlord's policy, loaded once, with the details of others that hold today."""
    found: Pack = current_app.extensions["pack"]
    return found.on(datetime.now(LONDON).date())


def connection() -> Connection:
    """The connection on which this request reads, for what must be fast: SQLAlchemy Core, no rows to keep."""
    found: Connection | None = g.get("reading_connection")
    if found is None:
        found = g.reading_connection = database().engine.connect()
    return found


def reading() -> Session:
    """The session in which this request reads; it sees one moment of the database, and is closed after the answer."""
    if "reading_session" not in g:
        g.reading_session = database().session(connection())
    found: Session = g.reading_session
    return found


def act(action: Callable[Concatenate[Work, Given], Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Do what the signed-in person asks, in one transaction that commits when the action returns.

    Whatever the action raises (RefusedError, NotFoundError) rolls everything back and passes on. What is read
    afterwards is read anew. A page that is only looked at may not act.
    """
    if has_request_context() and request.method in _READS_ONLY:
        raise RuntimeError(f"a {request.method} must not act ({request.endpoint})")
    return act_on_return(action, *args, **kwargs)


def act_on_return(
    action: Callable[Concatenate[Work, Given], Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """The same where somebody comes back by a link from a page that is not ours; such an address must work once."""
    actor, now = acting(), datetime.now(UTC)
    waits = has_request_context() and request.form.get(TRANSLATION) == "first"

    def do(session: Session) -> Result:
        return action(
            Work(session, actor, pack(), now, settings().base_url, waits, settings().staff_url or ""), *args, **kwargs
        )

    done = database().write(do)
    _end_reading()
    return done


def acting() -> Actor:
    """Who acts: the signed-in person; a command acts as the system."""
    if not has_request_context():
        return SYSTEM
    person = current_person()
    return NOBODY if person is None else Actor(person.kind, person.id, person.roles)


def _end_reading(_error: BaseException | None = None) -> None:
    session: Session | None = g.pop("reading_session", None)
    if session is not None:
        session.close()
    open_connection: Connection | None = g.pop("reading_connection", None)
    if open_connection is not None:
        open_connection.close()
