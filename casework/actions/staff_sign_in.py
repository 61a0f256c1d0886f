"""Signing in as staff: a password, then the authenticator's code or a code on paper, each with a limit on tries.

Wrong passwords are counted by address and network, or by address and browser where that browser has been signed in
before: a stranger who tries passwords closes the door to their own network and to no other.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Final

import pyotp
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, case, literal, or_, select, update

from casework.actions import people, staff_notices, text, tries
from casework.actions.sign_in import Someone, Tried
from casework.actions.work import Actor, RefusedError, Work
from casework.records import keys
from casework.records.people import StaffMember
from casework.records.staff_access import RecoveryCode

_WITHIN: Final = timedelta(minutes=15)
# One person from one place; a whole network; and one person from all the places where they have never been before.
_BY_PLACE, _BY_NETWORK = tries.Limit("password", 10, _WITHIN), tries.Limit("password", 100, _WITHIN)
_BY_STRANGERS: Final = tries.Limit("password", 99, timedelta(days=1))
_BY_PERSON: Final = tries.Limit("second_proof", 10, _WITHIN)
_REFUSAL_NOTED: Final = tries.Limit("refusal_noted", 1, _WITHIN)
NOBODYS: Final = "nobody"  # whose door was shut, where the address is nobody's
_AGAIN: Final = tries.Limit("proof_again", 10, _WITHIN)
_STEP: Final = 30  # seconds that an authenticator's code is shown


@dataclass(frozen=True)
class Place:
    """Where a try comes from. ``browser``: its mark, of one in which this person was signed in before; else ""."""

    network: str
    browser: str = ""

    @property
    def name(self) -> str:
        return f"browser {self.browser}" if self.browser else f"network {self.network}"


@dataclass(frozen=True)
class PasswordTry:
    """What a password is compared with, once the try was counted. Nobody of that email: a hash that nothing fits."""

    staff: Someone | None
    hash: str
    until: datetime | None = None  # too many tries: none is looked at before this


def count_password(work: Work, email: str, place: Place) -> PasswordTry:
    """Count the try, and find what to compare with. The comparing takes long: ``password_fits``, without a lock."""
    address = _address(email)
    found = work.session.scalar(select(StaffMember).where(StaffMember.email == address, _here(work)))
    since = found.unlocked_at if found else None
    until = tries.count(work, _BY_PLACE, f"{address} {place.name}", since)
    if until is None and not place.browser:
        until = tries.count(work, _BY_NETWORK, place.network) or tries.count(work, _BY_STRANGERS, address, since)
    if until is not None:
        _note_refused(work, address, until, found)
        return PasswordTry(None, "", until)
    if found is None or not found.password_hash:
        return PasswordTry(None, _fits_nothing())
    return PasswordTry(_someone(found), found.password_hash)


def password_fits(tried: PasswordTry, password: str) -> Someone | None:
    """The member of staff whose password it is. The same work whether there is such a person or not."""
    try:
        people.HASHER.verify(tried.hash, password)
    except (VerificationError, InvalidHashError):
        return None
    return tried.staff


def redeem_totp(work: Work, staff_id: int, code: str, place: Place) -> Tried:
    """Try the authenticator's code: of this half-minute, the one before or after; each works once."""
    person = present(work, staff_id)
    if person is None:
        return Tried(refused="unknown")
    until = tries.count(work, _BY_PERSON, str(staff_id), person.unlocked_at)
    if until is not None:
        _note_refused(work, person.email, until, person)
        return Tried(refused="locked", until=until)
    refused = _why_not_totp(work, person, code)
    return Tried(refused=refused) if refused else _signed_in(work, person, place, "password_and_authenticator")


def redeem_recovery(work: Work, staff_id: int, code: str, place: Place) -> Tried:
    """Try a recovery code in place of the authenticator's. Each works once; ``left``: how many remain."""
    person = present(work, staff_id)
    if person is None:
        return Tried(refused="unknown")
    until = tries.count(work, _BY_PERSON, str(staff_id), person.unlocked_at)
    if until is not None:
        _note_refused(work, person.email, until, person)
        return Tried(refused="locked", until=until)
    used = (
        update(RecoveryCode)
        .where(RecoveryCode.staff_id == staff_id, RecoveryCode.code_hash == recovery_hash(work, person, code))
        .where(RecoveryCode.used_at.is_(None))
        .values(used_at=work.now)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    if work.session.execute(used).first() is None:
        return Tried(refused="wrong")
    staff_notices.tell(work, person, "code_used")
    return _signed_in(work, person, place, "password_and_recovery_code")


def count_proof(work: Work) -> PasswordTry:
    """As ``count_password``, of whoever is signed in and shows once more that it is they."""
    person = present(work, work.actor.id) if work.actor.kind == "staff" else None
    if person is None:
        raise RefusedError("staff_only")
    until = tries.count(work, _AGAIN, str(person.id), person.unlocked_at)
    if until is not None:
        return PasswordTry(None, "", until)
    return PasswordTry(_someone(person), person.password_hash or _fits_nothing())


def prove_totp(work: Work, code: str) -> Tried:
    """The same with the authenticator's code."""
    counted = count_proof(work)
    if counted.until is not None or counted.staff is None:
        return Tried(refused="locked", until=counted.until)
    refused = _why_not_totp(work, work.session.get_one(StaffMember, work.actor.id), code)
    return Tried(refused=refused) if refused else Tried(counted.staff)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The half-minute of which this is the code: the present one, the one before or after; None for a wrong code."""
    authenticator = pyotp.TOTP(secret)
    current = int(now.timestamp()) // _STEP
    for step in (current, current - 1, current + 1):
        if hmac.compare_digest(authenticator.generate_otp(step), code if code.isascii() else ""):
            return step
    return None


def present(work: Work, staff_id: int) -> StaffMember | None:
    """The person, while they work here."""
    return work.session.scalar(select(StaffMember).where(StaffMember.id == staff_id, _here(work)))


def recovery_hash(work: Work, person: StaffMember, code: str) -> str:
    """What is kept of a recovery code, however it was typed."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return keys.keyring(work.session).keyed_hash("recovery", person.ref, plain)


def browser_owner(keyring: keys.Keyring, email: str) -> str:
    """What a browser keeps of the address with which somebody signed in there: nobody can read it back."""
    return keyring.keyed_hash("known browser", _address(email))


def _why_not_totp(work: Work, person: StaffMember, code: str) -> str:
    """Why the code does not count: wrong used, or "" where it does, and then never again."""
    step = step_of(people.totp_secret(work, person), code, work.now)
    if step is None:
        return "wrong"
    used = (
        update(StaffMember)
        .where(StaffMember.id == person.id, StaffMember.totp_last_step < step)
        .values(totp_last_step=step)
        .returning(StaffMember.id)
        .execution_options(synchronize_session=False)
    )
    return "" if work.session.execute(used).first() is not None else "used"


def _signed_in(work: Work, person: StaffMember, place: Place, how: str) -> Tried:
    tries.forget(work, _BY_PERSON, str(person.id))
    tries.forget(work, _BY_PLACE, f"{person.email} {place.name}")
    if not place.browser:  # a whole office comes in from one network on a Monday morning
        tries.take_back(work, _BY_NETWORK, place.network)
        tries.take_back(work, _BY_STRANGERS, person.email)
    mark = tries.signed_in(work, Actor("staff", person.id), person.ref, how, person.session_version)
    return Tried(replace(_someone(person), mark=mark))


def _note_refused(work: Work, address: str, until: datetime, person: StaffMember | None) -> None:
    """Let an administrator see that somebody cannot come in; the first refusal of a while is on record.

    So is that of an address that nobody has: the work is the same, and somebody is trying doors.
    """
    if tries.count(work, _REFUSAL_NOTED, address, person.unlocked_at if person else None) is None:
        work.record("sign_in_refused", person.ref if person else NOBODYS, until=until.isoformat())
    known = StaffMember.refused_until
    latest = case((known > until, known), else_=literal(until, known.type))
    shut = update(StaffMember).where(StaffMember.email == address).values(refused_until=latest)
    work.session.execute(shut.execution_options(synchronize_session=False))


def _here(work: Work) -> ColumnElement[bool]:
    return or_(StaffMember.left_on.is_(None), StaffMember.left_on >= work.today)


def _someone(person: StaffMember) -> Someone:
    return Someone("staff", person.id, person.session_version)


def _address(email: str) -> str:
    try:
        return text.email(email) or ""
    except RefusedError:
        return ""


@cache
def _fits_nothing() -> str:
    return people.HASHER.hash(pyotp.random_base32())
