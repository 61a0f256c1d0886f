"""Who may open which page.

Every view carries one of these decorators. It says who may (``view.access``, from which the list of all routes is
made) and sees to it. Whose records a page may show is not decided here: loading is the permission, and what belongs
to someone else is not found.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Final, TypeVar, cast
from urllib.parse import quote

from flask import Flask, abort, current_app, g, redirect, request, session
from flask_login import LoginManager
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from casework.actions import sessions
from casework.records.people import Advocate, Customer, StaffMember, StaffRole
from casework.records.prepared import Prepared
from casework.records.signin import EndedSession
from casework.rules.calendar import LONDON
from web import cookies, held_forms, signing
from web.database import act_on_return, connection, pack
from web.people import current_person
from web.settings import Settings, settings

View = TypeVar("View", bound=Callable[..., Any])

LONGEST_SESSION: Final = timedelta(hours=12)
_NOTED_EVERY: Final = 60  # seconds between two rewritings of the cookie that remembers when the person was last here
SIGN_IN: Final = {"resident": "/sign-in", "staff": "/staff/sign-in"}


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in."""

    kind: str  # customer advocate staff
    id: int
    version: int  # of their sessions; one more on record signs them out everywhere
    ref: str
    name: str
    language: str | None = None
    roles: tuple[str, ...] = ()

    is_authenticated = True  # the words of Flask-Login
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return f"{self.kind}:{self.id}:{self.version}"


def init_app(app: Flask, chosen: Settings) -> None:
    """Sessions, sign-in and protection against forged forms."""
    signing.init_app(app, chosen.secret_key)
    app.config.update(
        # Two landlords on one machine share a host name and differ by port, which cookies do not see.
        SESSION_COOKIE_NAME=cookies.name_of(f"open-door-{app.extensions['pack'].key}", chosen),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=chosen.https,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=sessions.LIVES_AT_MOST,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: people take hours over a letter
        WTF_CSRF_SSL_STRICT=False,  # no Referer is sent to us; the token and SameSite do the work
    )
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)
    CSRFProtect(app)
    app.register_error_handler(CSRFError, held_forms.when_stale)
    held_forms.init_app(app)


def me() -> Person:
    """The signed-in person, on a page that only signed-in people reach."""
    person = current_person()
    if person is None:
        raise RuntimeError(f"{request.endpoint} asks who is signed in, but anyone may open it")
    return cast("Person", person)


def start_session(kind: str, number: int, version: int, mark: str = "") -> None:
    """Sign a person in. Nothing of the session before stays: what somebody planted in it is worth nothing.

    ``mark``: by which this one session can be ended, as the record of acts names it.
    """
    now = int(time.time())
    session.clear()
    g.pop("csrf_token", None)
    session["_user_id"] = f"{kind}:{number}:{version}"
    session["mark"] = mark or secrets.token_urlsafe(16)
    session["since"] = session["at"] = session["proved"] = now
    # A form names whose it is, under our signature, so that what was typed finds its way back to its writer.
    session["csrf_token"] = f"{secrets.token_hex(20)}.{kind}:{number}"


def renew_session(version: int) -> None:
    """The session of whoever is signed in goes on under another version, with which all their others ended.

    To end the others shows nobody who one is, nor makes one's own session younger: both stay as they were.
    """
    person, stays = me(), {name: session[name] for name in ("since", "proved") if name in session}
    start_session(person.kind, person.id, version, session.get("mark", ""))
    session.update(stays)


def end_session() -> None:
    """Sign the person of this browser out."""
    session.clear()
    g.pop("csrf_token", None)


def end_session_after(answer: Response) -> None:
    """The same; and once the answer is on its way, whoever has a copy of the cookie is out, too.

    Somebody who must get away quickly waits for no database.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the request is over by then
    mark: str = session.get("mark", "")
    end_session()

    def end_copies() -> None:
        with app.app_context(), suppress(SQLAlchemyError):
            act_on_return(sessions.sign_out, mark)

    if mark:
        answer.call_on_close(end_copies)


# Decorators


def anyone(view: View) -> View:
    """Everybody, signed in or not."""
    return _mark(view, "anyone")


def resident_or_advocate(view: View) -> View:
    return _only(view, "resident_or_advocate", "resident", ("customer", "advocate"))


def resident(view: View) -> View:
    return _only(view, "resident", "resident", ("customer",))


def advocate(view: View) -> View:
    return _only(view, "advocate", "resident", ("advocate",))


def staff_only(*roles: str, also: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Members of staff who hold one of these roles; of no role named, any role of the landlord's policy.

    ``also``: roles of this product that may open the page beside them (an auditor reads).
    """
    named = ",".join(roles) + "".join(f"+{role}" for role in also)

    def decorate(view: View) -> View:
        return _only(view, "staff" + (f":{named}" if named else ""), "staff", ("staff",), roles, also=also)

    return decorate


def colleague(view: View) -> View:
    """Everybody who works for the landlord, whatever their roles: what is their own."""
    return _only(view, "colleague", "staff", ("staff",), None)


def demo_only(view: View) -> View:
    """Everybody, but only where the demo's data is shown; elsewhere there is no such page."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not settings().demo or not _invented_people_there():
            abort(404)
        return view(*args, **kwargs)

    return _mark(cast("View", guarded), "demo")


def _invented_people_there() -> bool:
    """Was the demo loaded? Where real people are on record, no setting shows what was sent to them."""
    from web.demo.people import staff_email

    officer = select(StaffMember.id).where(StaffMember.email == staff_email("officer"))
    return connection().execute(officer).first() is not None


def _only(
    view: View,
    access: str,
    side: str,
    kinds: tuple[str, ...],
    roles: tuple[str, ...] | None = (),
    *,
    also: tuple[str, ...] = (),
) -> View:
    """``roles`` of staff: none named, any of the landlord's policy; None, no role is asked for."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        person = current_person()
        if person is None and g.get("database_gone"):
            abort(503)
        if person is None or (person.kind == "staff") != (side == "staff"):
            return ask_to_sign_in(side)
        if person.kind not in kinds:
            abort(404)
        if side == "staff" and roles is not None and not set(person.roles) & {*(roles or pack().roles), *also}:
            abort(403)
        return view(*args, **kwargs)

    vars(guarded)["side"] = side
    return _mark(cast("View", guarded), access)


def _mark(view: View, access: str) -> View:
    vars(view)["access"] = access
    return view


def ask_to_sign_in(side: str) -> Response:
    """To the sign-in page of that side, and back here afterwards; what was typed is kept meanwhile."""
    back = request.path if held_forms.can_be_opened() else None
    answer = redirect(sign_in_address(side, back), 303)
    if request.method == "POST":
        held_forms.keep(answer)
    return answer


def sign_in_address(side: str, back: str | None) -> str:
    """``back``: the path to go to afterwards; never a query, which may hold what somebody searched for."""
    return SIGN_IN[side] + (f"?next={quote(back)}" if back else "")


# Loading


def london_today() -> date:
    """The day in England, on which every date of a decision is reckoned."""
    return datetime.now(LONDON).date()


def _load(user_id: str) -> Person | None:
    """The person of the session, by one query; None once the session has lapsed or was ended from elsewhere."""
    now = int(time.time())
    if session_lapsed(now):
        return None
    kind, number, version = user_id.split(":")
    given = {
        "number": int(number), "version": int(version), "today": london_today(), "mark": session.get("mark", "")
    }  # fmt: skip
    rows = _QUERIES[kind].rows(connection(), given)
    if not rows:
        return None
    if not 0 <= now - session["at"] < _NOTED_EVERY:  # below 0: the clock was set back
        session["at"] = now
    number_on_record, ref, name, version_on_record, more = rows[0]
    if kind == "staff":
        roles = tuple(role for *_, role in rows if role)
        return Person(kind, number_on_record, version_on_record, ref, name, None, roles)
    return Person(kind, number_on_record, version_on_record, ref, name, more)


def session_lapsed(now: int) -> bool:
    """Idle for too long, or older than any session may be."""
    idle = now - int(session.get("at", 0))
    age = now - int(session.get("since", 0))
    return idle > settings().session_idle.total_seconds() or age > LONGEST_SESSION.total_seconds()


_not_ended = ~exists().where(EndedSession.mark == bindparam("mark"))


def _query(table: type[Customer] | type[Advocate]) -> Select[*tuple[Any, ...]]:
    query = select(table.id, table.ref, table.name, table.session_version, table.language)
    return query.where(table.id == bindparam("number"), table.session_version == bindparam("version"), _not_ended)


_today = bindparam("today", type_=StaffRole.starts_on.type)
_held_today = and_(
    StaffRole.staff_id == StaffMember.id,
    StaffRole.starts_on <= _today,
    or_(StaffRole.ends_on.is_(None), StaffRole.ends_on >= _today),
)
_QUERIES: Final = {
    "customer": Prepared(_query(Customer).where(Customer.erased_at.is_(None))),
    "advocate": Prepared(_query(Advocate)),
    "staff": Prepared(
        select(StaffMember.id, StaffMember.ref, StaffMember.name, StaffMember.session_version, StaffRole.role)
        .outerjoin(StaffRole, _held_today)
        .where(
            StaffMember.id == bindparam("number"),
            StaffMember.session_version == bindparam("version"),
            _not_ended,
            or_(StaffMember.left_on.is_(None), StaffMember.left_on >= _today),
        )
    ),
}
