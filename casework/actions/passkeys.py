"""Passkeys of staff: a key in a person's device that asks for a finger, a face or a PIN, made and checked (WebAuthn).

What browser and portal say to one another is JSON as the standard has it; the challenge is drawn by the page, kept in
its session, and counts once.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from casework.actions import rows, staff_notices, staff_roles, staff_sign_in, text, tries
from casework.actions.sign_in import Someone, Tried
from casework.actions.work import Actor, NotFoundError, RefusedError, Work
from casework.records import keys
from casework.records.base import new_ref
from casework.records.people import StaffMember
from casework.records.staff_access import Passkey, passkeys_of

_BY_NETWORK: Final = tries.Limit("passkey", 100, timedelta(minutes=15))
_ONCE: Final = tries.Limit("passkey_challenge", 1, timedelta(days=1))
MOST: Final = 10  # of one person
_LONGEST: Final = 20_000  # characters of an answer
_VERIFIED: Final = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class Answer:
    """What a device answered (JSON) to a challenge (base64url) of ours."""

    challenge: str
    said: str


def new_challenge() -> str:
    """Something to sign that nobody can foresee (base64url)."""
    return secrets.token_urlsafe(32)


def possible(site: str) -> bool:
    """Whether browsers make passkeys at this address: it is secure, and has a name and not a number."""
    parts = urlsplit(site)
    host = parts.hostname or ""
    return host == "localhost" or (parts.scheme == "https" and not host.replace(".", "").isdigit() and ":" not in host)


def options_to_add(session: Session, staff: StaffMember, site: str, landlord: str, challenge: str) -> str:
    """What the browser is told to make a passkey for this person (JSON)."""
    known = [
        PublicKeyCredentialDescriptor(base64url_to_bytes(one.credential_id)) for one in passkeys_of(session, staff.id)
    ]
    made = generate_registration_options(
        rp_id=_host(site),
        rp_name=f"Open Door {landlord}",
        user_id=bytes.fromhex(keys.keyring(session).keyed_hash("passkeys of", staff.ref)),
        user_name=staff.email,
        user_display_name=staff.name,
        challenge=base64url_to_bytes(challenge),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=known,
    )
    return options_to_json(made)


def options_to_use(site: str, challenge: str) -> str:
    """What the browser is told to find a passkey of this portal, whoever's it is (JSON)."""
    made = generate_authentication_options(
        rp_id=_host(site), challenge=base64url_to_bytes(challenge), user_verification=_VERIFIED
    )
    return options_to_json(made)


def add(work: Work, answer: Answer, name: str) -> str:
    """Keep a passkey of the acting person; the same one twice is kept once. Returns its reference.

    RefusedError: "missing" (a name), "passkey_refused", "too_many_passkeys".
    """
    person = staff_roles.locked(work, rows.acting_staff(work).ref)
    called = text.needed(name, "name", 100)
    try:
        made = verify_registration_response(
            credential=_short(answer.said),
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=_host(work.staff_site),
            expected_origin=work.staff_site,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise RefusedError("passkey_refused") from None
    credential = bytes_to_base64url(made.credential_id)
    before = work.session.scalar(select(Passkey).where(Passkey.credential_id == credential))
    if before is not None:
        if before.staff_id != person.id or before.ended_at is not None:
            raise RefusedError("passkey_refused")
        return before.ref
    if len(passkeys_of(work.session, person.id)) >= MOST:
        raise RefusedError("too_many_passkeys")
    row = Passkey(
        ref=new_ref("P"),
        staff_id=person.id,
        name=called,
        credential_id=credential,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("passkey_added", person.ref, passkey=row.ref)
    staff_notices.tell(work, person, "passkey")
    return row.ref


def remove(work: Work, passkey_ref: str) -> str:
    """End a passkey of the acting person. NotFoundError for anyone else's."""
    person = rows.acting_staff(work)
    found = work.session.scalar(select(Passkey).where(Passkey.ref == passkey_ref, Passkey.staff_id == person.id))
    if found is None:
        raise NotFoundError(passkey_ref)
    if found.ended_at is None:
        found.ended_at = work.now
        work.record("passkey_removed", person.ref, passkey=found.ref)
    return found.ref


def redeem(work: Work, answer: Answer, *, network: str) -> Tried:
    """Sign in whoever's passkey answered. ``refused``: locked wrong unknown."""
    tried = check(work, answer, network=network)
    if tried.person is not None:
        person = work.session.get_one(StaffMember, tried.person.id)
        mark = tries.signed_in(work, Actor("staff", person.id), person.ref, "passkey", person.session_version)
        return Tried(replace(tried.person, mark=mark))
    return tried


def check(work: Work, answer: Answer, *, network: str) -> Tried:
    """Whose passkey answered: the same, without a sign-in."""
    until = tries.count(work, _BY_NETWORK, network)
    if until is not None:
        return Tried(refused="locked", until=until)
    found = _named(work, answer)
    if found is None:
        return Tried(refused="wrong")
    try:
        verified = verify_authentication_response(
            credential=answer.said,
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=_host(work.staff_site),
            expected_origin=work.staff_site,
            credential_public_key=found.public_key,
            credential_current_sign_count=found.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return Tried(refused="wrong")
    if tries.count(work, _ONCE, answer.challenge) is not None:
        return Tried(refused="wrong")
    person = staff_sign_in.present(work, found.staff_id)
    if person is None:
        return Tried(refused="unknown")
    found.sign_count, found.used_at = verified.new_sign_count, work.now
    tries.take_back(work, _BY_NETWORK, network)
    return Tried(Someone("staff", person.id, person.session_version))


def _named(work: Work, answer: Answer) -> Passkey | None:
    """The passkey that an answer names, locked, so that one answer sent twice at a moment counts once."""
    from webauthn.helpers import parse_authentication_credential_json

    try:
        named = parse_authentication_credential_json(_short(answer.said)).id
    except (WebAuthnException, ValueError):
        return None
    chosen = select(Passkey).where(Passkey.credential_id == named, Passkey.ended_at.is_(None))
    return work.session.scalar(chosen.with_for_update(of=Passkey))


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else ""


def _host(site: str) -> str:
    return urlsplit(site).hostname or ""
