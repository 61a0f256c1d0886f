"""Signing in as staff: a password, then the authenticator's code, each with a limit on tries."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

import pyotp
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import or_, select, update

from casework.actions import people, text, tries
from casework.actions.sign_in import Someone, Tried
from casework.actions.work import Actor, RefusedError, Work
from casework.records.people import StaffMember

_WITHIN: Final = timedelta(minutes=15)
_BY_EMAIL, _BY_NETWORK = tries.Limit("password", 10, _WITHIN), tries.Limit("password", 100, _WITHIN)
_BY_PERSON = tries.Limit("totp", 10, _WITHIN)
_STEP: Final = 30  # seconds that an authenticator's code is shown


@dataclass(frozen=True)
class PasswordTry:
    """What a password is compared with, once the try was counted. Nobody of that email: a hash that nothing fits."""

    staff: Someone | None
    hash: str
    until: datetime | None = None  # too many tries: none is looked at before this


def count_password(work: Work, email: str, *, network: str) -> PasswordTry:
    """Count the try, and find what to compare with. The comparing takes long: ``password_fits``, without a lock."""
    address = _address(email)
    until = tries.count(work, _BY_EMAIL, address) or tries.count(work, _BY_NETWORK, network)
    if until is not None:
        return PasswordTry(None, "", until)
    found = work.session.scalar(
        select(StaffMember).where(
            StaffMember.email == address, or_(StaffMember.left_on.is_(None), StaffMember.left_on >= work.today)
        )
    )
    if found is None:
        return PasswordTry(None, _fits_nothing())
    return PasswordTry(Someone("staff", found.id, found.session_version), found.password_hash)


def password_fits(tried: PasswordTry, password: str) -> Someone | None:
    """The member of staff whose password it is. The same work whether there is such a person or not."""
    try:
        people.HASHER.verify(tried.hash, password)
    except (VerificationError, InvalidHashError):
        return None
    return tried.staff


def redeem_totp(work: Work, staff_id: int, code: str) -> Tried:
    """Try the authenticator's code: of this half-minute, the one before or after; each works once."""
    until = tries.count(work, _BY_PERSON, str(staff_id))
    if until is not None:
        return Tried(refused="locked", until=until)
    person = work.session.get(StaffMember, staff_id)
    if person is None or (person.left_on is not None and person.left_on < work.today):
        return Tried(refused="unknown")
    step = _step_of(people.totp_secret(work, person), code, work.now)
    if step is None:
        return Tried(refused="wrong")
    used = (
        update(StaffMember)
        .where(StaffMember.id == staff_id, StaffMember.totp_last_step < step)
        .values(totp_last_step=step)
        .returning(StaffMember.id)
        .execution_options(synchronize_session=False)
    )
    if work.session.execute(used).first() is None:
        return Tried(refused="used")
    tries.forget(work, _BY_PERSON, str(staff_id))
    tries.forget(work, _BY_EMAIL, person.email)
    tries.signed_in(work, Actor("staff", person.id), person.ref, "password_and_authenticator")
    return Tried(Someone("staff", person.id, person.session_version))


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    authenticator = pyotp.TOTP(secret)
    current = int(now.timestamp()) // _STEP
    for step in (current, current - 1, current + 1):
        if hmac.compare_digest(authenticator.generate_otp(step), code if code.isascii() else ""):
            return step
    return None


def _address(email: str) -> str:
    try:
        return text.email(email) or ""
    except RefusedError:
        return ""


@cache
def _fits_nothing() -> str:
    return people.HASHER.hash(pyotp.random_base32())
