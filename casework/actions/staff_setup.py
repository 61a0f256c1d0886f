"""What staff come in with: invited by mail, they set their own password and authenticator, and change them later.

Secrets and codes of a form are worked out from its key, so that a form that is sent twice shows the same ones; the
database keeps hashes.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, joinedload

from casework.actions import people, rows, staff_notices, staff_roles, text
from casework.actions.staff_sign_in import recovery_hash, step_of
from casework.actions.work import RefusedError, Work
from casework.records import keys
from casework.records.base import READABLE
from casework.records.people import StaffMember
from casework.records.staff_access import Passkey, RecoveryCode, StaffInvitation
from casework.rules.calendar import day_of
from letters.kinds.staff_invitation.data import StaffInvitationMessage

JOIN_PAGE: Final = "/staff/join"
LINK_WORKS: Final = timedelta(days=7)
_CODES: Final = 10
_DOUBLE_CLICK: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Invited:
    """Somebody who is to work here: their roles, and the first and last day of each (no last day: until changed)."""

    name: str
    email: str
    roles: tuple[str, ...]
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Chosen:
    """What a person sets. ``password_hash``: made outside the transaction, since it takes long."""

    password_hash: str
    code: str


@dataclass(frozen=True)
class Joining:
    """Who follows a link, and the secret that their authenticator app is to learn."""

    staff: StaffMember
    secret: str
    until: datetime


def invite(work: Work, facts: Invited, form_key: str) -> str:
    """Put a person on record and mail them a link; returns their reference.

    RefusedError: "administrator_only", "email_taken", what ``staff_roles.grant`` refuses.
    """
    staff_roles.administrator(work)
    before = work.session.scalar(_invitations().where(StaffInvitation.form_key == form_key))
    if before is not None:
        return before.staff.ref
    if text.email(facts.email) is None or "@" not in facts.email:
        raise RefusedError("address_unreadable", field="email")
    ref = people.register_staff(work, people.StaffFacts(facts.name, facts.email, "", ()))
    for role in facts.roles:
        staff_roles.grant(work, ref, role, facts.starts_on, facts.ends_on)
    send_link(work, ref, form_key)
    return ref


def send_link(work: Work, staff_ref: str, form_key: str) -> str:
    """Mail a person a link to set password and authenticator; earlier links end. Returns the link's address.

    What they have works on until the link is followed: a link sent by mistake shuts nobody out.
    """
    staff_roles.administrator(work)
    person = staff_roles.locked(work, staff_ref)
    if work.session.scalar(select(StaffInvitation.id).where(StaffInvitation.form_key == form_key)) is not None:
        return ""
    if person.left_on is not None and person.left_on < work.today:
        raise RefusedError("has_left")
    open_now = StaffInvitation.staff_id == person.id, StaffInvitation.used_at.is_(None)
    work.session.execute(update(StaffInvitation).where(*open_now).values(expires_at=work.now))
    token = secrets.token_urlsafe(24)
    work.session.add(
        StaffInvitation(
            form_key=form_key,
            staff_id=person.id,
            token_hash=_token_hash(work.session, token),
            made_by_id=work.actor.id if work.actor.kind == "staff" else None,
            made_at=work.now,
            expires_at=work.now + LINK_WORKS,
        )
    )
    work.record("staff_invited", person.ref, again=bool(person.password_hash))
    link = f"{work.staff_site}{JOIN_PAGE}/{token}"
    _mail(work, person, link)
    return link


def joining(session: Session, token: str, now: datetime) -> Joining:
    """Whose link it is. RefusedError("link_too_old") for one that was used, ended, or never sent."""
    found = session.scalar(_invitations().where(StaffInvitation.token_hash == _token_hash(session, token)))
    if found is None or found.expires_at <= now:
        raise RefusedError("link_too_old")
    if found.used_at is not None and found.used_at <= now - _DOUBLE_CLICK:
        raise RefusedError("link_too_old")
    if found.staff.left_on is not None and found.staff.left_on < day_of(now):
        raise RefusedError("link_too_old")
    return Joining(found.staff, secret_of(session, found.staff, token), found.expires_at)


def join(work: Work, token: str, chosen: Chosen) -> tuple[str, ...]:
    """Set password and authenticator by a link, which works once; returns the recovery codes.

    Everything that opened the door before ends: sessions, passkeys, codes. The button pressed twice is one press.
    RefusedError: "link_too_old", "code_is_wrong".
    """
    found = joining(work.session, token, work.now)
    person = staff_roles.locked(work, found.staff.ref)
    mine = StaffInvitation.token_hash == _token_hash(work.session, token)
    codes = _codes(work, person, token)
    used = update(StaffInvitation).where(mine, StaffInvitation.used_at.is_(None)).values(used_at=work.now)
    if work.session.execute(used.returning(StaffInvitation.id)).first() is None:
        return codes
    _must_be_right(work, found.secret, chosen.code)
    again = bool(person.password_hash)
    person.password_hash = chosen.password_hash
    person.totp_secret = people.sealed_totp(work, person.ref, found.secret)
    person.session_version += 1
    person.unlocked_at = work.now
    ended = update(Passkey).where(Passkey.staff_id == person.id, Passkey.ended_at.is_(None)).values(ended_at=work.now)
    work.session.execute(ended)
    _keep_codes(work, person, token, codes)
    staff_roles.as_themselves(work, person).record("staff_joined", person.ref)
    if again:
        staff_notices.tell(work, person, "set_up")
    return codes


def set_password(work: Work, password_hash: str) -> int:
    """Change one's own password; every other session ends. Returns the version of those that begin from now on."""
    person = _own(work)
    person.password_hash = password_hash
    person.session_version += 1
    work.session.flush()
    work.record("password_changed", person.ref)
    staff_notices.tell(work, person, "password")
    return person.session_version


def set_authenticator(work: Work, form_key: str, code: str) -> int:
    """Change one's own authenticator to the one that learnt the secret of this form; returns as ``set_password``."""
    person = _own(work)
    secret = secret_of(work.session, person, form_key)
    _must_be_right(work, secret, code)
    if people.totp_secret(work, person) != secret:
        person.totp_secret, person.totp_last_step = people.sealed_totp(work, person.ref, secret), 0
        person.session_version += 1
        work.session.flush()
        work.record("authenticator_changed", person.ref)
        staff_notices.tell(work, person, "authenticator")
    return person.session_version


def make_codes(work: Work, form_key: str) -> tuple[str, ...]:
    """New recovery codes of one's own, to be shown now and never again; the earlier ones end."""
    person = _own(work)
    codes = _codes(work, person, form_key)
    batch = select(RecoveryCode.id).where(RecoveryCode.staff_id == person.id)
    if work.session.scalar(batch.where(RecoveryCode.batch == _batch(work, form_key)).limit(1)) is None:
        _keep_codes(work, person, form_key, codes)
        work.record("recovery_codes_made", person.ref)
        staff_notices.tell(work, person, "codes")
    return codes


def secret_of(session: Session, person: StaffMember, form_key: str) -> str:
    """The secret (base32) that an authenticator learns from this form: worked out anew each time, kept by nobody."""
    drawn = keys.keyring(session).keyed_hash("authenticator of a form", person.ref, form_key)
    return base64.b32encode(bytes.fromhex(drawn)[:20]).decode()


def _own(work: Work) -> StaffMember:
    return staff_roles.locked(work, rows.acting_staff(work).ref)


def _must_be_right(work: Work, secret: str, code: str) -> None:
    if step_of(secret, code, work.now) is None:
        raise RefusedError("code_is_wrong", field="code")


def _codes(work: Work, person: StaffMember, form_key: str) -> tuple[str, ...]:
    drawn = (
        keys.keyring(work.session).keyed_hash("recovery codes of a form", person.ref, form_key, str(number))
        for number in range(_CODES)
    )
    return tuple(_readable(int(one, 16)) for one in drawn)


def _readable(drawn: int) -> str:
    signs = []
    for _ in range(8):
        drawn, sign = divmod(drawn, len(READABLE))
        signs.append(READABLE[sign])
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def _keep_codes(work: Work, person: StaffMember, form_key: str, codes: tuple[str, ...]) -> None:
    work.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == person.id))
    batch = _batch(work, form_key)
    work.session.add_all(
        RecoveryCode(staff_id=person.id, batch=batch, code_hash=recovery_hash(work, person, code), made_at=work.now)
        for code in codes
    )
    work.session.flush()


def _batch(work: Work, form_key: str) -> str:
    return keys.keyring(work.session).keyed_hash("recovery codes", form_key)


def _token_hash(session: Session, token: str) -> str:
    return keys.keyring(session).keyed_hash("join", token)


def _invitations() -> Select[StaffInvitation]:
    return select(StaffInvitation).options(joinedload(StaffInvitation.staff))


def _mail(work: Work, person: StaffMember, link: str) -> None:
    again = bool(person.password_hash)
    data = StaffInvitationMessage(person.name, work.pack.name, link, LINK_WORKS.days, again=again)
    staff_notices.send(work, person, "staff_invitation", data)
