"""`/demo`: step in as any of the demo's people, and read all that was sent. There only with demo data."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Final

import pyotp
from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.actions.carriers import FileOutbox, Sent
from casework.records import files
from casework.records.database import Database
from casework.records.keys import keyring
from casework.records.letters import Delivery, Letter
from casework.records.people import Advocate, Customer, StaffMember
from casework.records.signin import OneTimeLink
from letters import FORMATS
from web import pages
from web.access import demo_only, start_session
from web.database import database, pack, reading
from web.demo import people
from web.language import lazy_gettext as _l
from web.settings import settings

bp = Blueprint("demo", __name__, url_prefix="/demo")

HOME: Final = {"customer": "/arrangements", "advocate": "/clients", "staff": "/staff/"}
TABLES: Final[dict[str, type[Customer] | type[Advocate] | type[StaffMember]]] = {
    "customer": Customer,
    "advocate": Advocate,
    "staff": StaffMember,
}
LINK_LASTS: Final = timedelta(hours=1)
ABOUT: Final = {
    "resident": _l("Has a contact arrangement. Reads Arabic, in large print."),
    "resident-blind": _l("Has a contact arrangement and has appealed. Cannot use letters in print."),
    "resident-unrestricted": _l("Nothing restricts contact; a decision is being signed. Reads Welsh."),
    "applicant": _l("Is looking for a home. Reads Polish."),
    "neighbour": _l("Lives next door, and may see nothing of the others."),
    "advocate": _l("Speaks for two of the customers."),
}


@bp.get("")
@demo_only
def people_and_post() -> ResponseReturnValue:
    """Everybody of the demo, and everything that was sent."""
    return pages.render(
        "demo/people.html",
        customers=_customers(),
        staff=_staff(),
        messages=_sent(),
        copies=_copies(),
        password=people.PASSWORD,
    )


@bp.post("/sign-in/<key>")
@demo_only
def step_in(key: str) -> ResponseReturnValue:
    """Sign in as one of the demo's people."""
    kind, number, version = _person(key)
    start_session(kind, number, version)
    return redirect(HOME[kind], 303)


@bp.get("/link/<token>")
@demo_only
def follow(token: str) -> ResponseReturnValue:
    """Sign in by a one-time address (``demo link``). Following it is the act, so this GET writes."""
    with database().writing() as session:
        hashed = keyring(session).keyed_hash("one-time link", token)
        now = datetime.now(UTC)
        used = session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.token_hash == hashed, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
            .values(used_at=now)
            .returning(OneTimeLink.person, OneTimeLink.person_id)
        ).one_or_none()
    if used is None:
        return pages.render("demo/used.html"), 410
    table = TABLES[used.person]
    version = reading().scalar(select(table.session_version).where(table.id == used.person_id))
    start_session(used.person, used.person_id, version or 0)
    return redirect(HOME[used.person], 303)


@bp.get("/messages/<ref>")
@demo_only
def message(ref: str) -> ResponseReturnValue:
    """One mail or text as it was sent."""
    return pages.render("demo/message.html", message=_message(ref), back=url_for(".people_and_post"))


@bp.get("/messages/<ref>/<int:place>")
@demo_only
def attached(ref: str, place: int) -> Response:
    """A file that was attached to a mail."""
    attachments = _message(ref).files
    if place >= len(attachments):
        abort(404)
    name, media_type, data = attachments[place]
    return _file(name, media_type, data)


@bp.get("/copies/<int:number>")
@demo_only
def copy(number: int) -> Response:
    """A finished copy of a letter, as it went out."""
    delivery = reading().get(Delivery, number)
    if delivery is None or delivery.stored_as is None:
        abort(404)
    data = files.get(reading(), delivery.letter.customer_id, delivery.stored_as)
    made = FORMATS[delivery.format]
    return _file(f"{delivery.letter.ref}.{made.filename_ext}", made.media_type, data)


def make_link(opened: Database, key: str, base_url: str) -> str:
    """A one-time address that signs in as one of the demo's people. KeyError: there is no such person."""
    token = secrets.token_urlsafe(24)
    with opened.writing() as session:
        kind, number, _ = _find(session, key)
        session.add(
            OneTimeLink(
                person=kind,
                person_id=number,
                token_hash=keyring(session).keyed_hash("one-time link", token),
                expires_at=datetime.now(UTC) + LINK_LASTS,
            )
        )
    return f"{base_url}/demo/link/{token}"


def _person(key: str) -> tuple[str, int, int]:
    try:
        return _find(reading(), key)
    except KeyError:
        abort(404)


def _find(session: Session, key: str) -> tuple[str, int, int]:
    """Kind, number and version of sessions of one of the demo's people. KeyError: no such person."""
    customers = {**people.CUSTOMERS, **people.FURTHER}
    for kind, table, email in (
        ("customer", Customer, customers[key].email if key in customers else None),
        ("advocate", Advocate, people.ADVOCATE.email if key == "advocate" else None),
        ("staff", StaffMember, people.staff_email(key)),
    ):
        if email is None:
            continue  # others have none either
        found = session.execute(select(table.id, table.session_version).where(table.email == email)).one_or_none()
        if found is not None:
            return kind, found.id, found.session_version
    raise KeyError(key)


def _customers() -> list[dict[str, object]]:
    """First those of whom something is told; the names of the others say what they are there for."""
    named = {**{key: facts.name for key, facts in people.CUSTOMERS.items()}, "advocate": people.ADVOCATE.name}
    further = {key: facts.name for key, facts in people.further_of(pack()).items()}
    return [{"key": key, "name": name, "about": ABOUT.get(key)} for key, name in {**named, **further}.items()]


def _staff() -> list[dict[str, object]]:
    ranks = {code: role.rank for code, role in pack().roles.items()}
    return [
        {
            "key": one.key,
            "name": one.name,
            "roles": one.roles,
            "email": people.staff_email(one.key),
            "code": pyotp.TOTP(people.totp_secret(one.key)).now(),
        }
        for one in people.staff_of(pack().key, ranks)
    ]


def _copies() -> list[Delivery]:
    newest = select(Delivery).join(Letter).order_by(Letter.issued_at.desc(), Delivery.id.desc()).limit(100)
    return list(reading().scalars(newest))


def _sent() -> list[Sent]:
    return FileOutbox(settings().outbox, settings().mail_from).sent()


def _message(ref: str) -> Sent:
    found = next((one for one in _sent() if one.ref == ref), None)
    if found is None:
        abort(404)
    return found


def _file(name: str, media_type: str, data: bytes) -> Response:
    answer = Response(data, mimetype=media_type.partition(";")[0])
    answer.headers["Content-Disposition"] = f'inline; filename="{PurePath(name).name}"'
    return answer
