"""What is done about people: registering them, authority for an advocate, erasure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import select

from casework.actions import rows, text
from casework.actions.authorities import AuthorityFacts, authorise, end_authority
from casework.actions.erasure import erase_customer
from casework.actions.work import RefusedError, Work
from casework.records import keys
from casework.records.base import new_ref
from casework.records.people import Advocate, Customer, StaffMember, StaffRole
from casework.rules.vocabulary import CUSTOMERS, OWN_ROLES

__all__ = [
    "OWN_ROLES",
    "AdvocateFacts",
    "AuthorityFacts",
    "CustomerFacts",
    "StaffFacts",
    "authorise",
    "end_authority",
    "erase_customer",
    "register_advocate",
    "register_customer",
    "register_staff",
    "totp_secret",
]

HASHER = PasswordHasher()


@dataclass(frozen=True)
class CustomerFacts:
    """Who a customer is and how to reach them. ``phone`` in any way that people write it."""

    kind: str
    name: str
    date_of_birth: date
    address: tuple[str, ...] = ()
    email: str | None = None
    phone: str | None = None
    tenancy_ref: str | None = None
    language: str = "en"
    letter_format: str = "pdf"
    preferred_channel: str = "letter"


@dataclass(frozen=True)
class StaffFacts:
    """A member of staff. ``totp_secret`` (base32): made when left out, and read back with ``totp_secret()``.

    ``password``: empty for who is invited and sets their own; nothing opens the door until then.
    ``password_hash``: of the password, where it was made already.
    """

    name: str
    email: str
    password: str
    roles: tuple[str, ...]
    totp_secret: str | None = None
    password_hash: str = ""


@dataclass(frozen=True)
class AdvocateFacts:
    """A person who speaks for customers."""

    name: str
    organisation: str | None = None
    email: str | None = None
    phone: str | None = None
    address: tuple[str, ...] = ()
    language: str = "en"
    letter_format: str = "pdf"


def register_customer(work: Work, facts: CustomerFacts) -> str:
    """Put a customer on record; returns the reference."""
    rows.staff_or_system(work)
    if facts.kind not in CUSTOMERS:
        raise RefusedError("unknown_code", field="kind")
    row = Customer(
        ref=new_ref("C"),
        kind=facts.kind,
        name=text.needed(facts.name, "name", 200),
        date_of_birth=facts.date_of_birth,
        address=_address(facts.address),
        email=text.email(facts.email),
        phone=text.phone(facts.phone),
        tenancy_ref=text.line(facts.tenancy_ref, "tenancy_ref", 40) if facts.tenancy_ref else None,
        language=facts.language,
        letter_format=facts.letter_format,
        preferred_channel=facts.preferred_channel,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("customer_registered", row.ref, row.id, after={"kind": row.kind, "name": row.name})
    return row.ref


def register_staff(work: Work, facts: StaffFacts) -> str:
    """Put a member of staff on record with the roles they hold from today; returns the reference.

    RefusedError: "unknown_role" for a role that neither the landlord's pack nor this product has, "email_taken".
    """
    rows.staff_or_system(work)
    for role in facts.roles:
        if role not in OWN_ROLES and role not in work.pack.roles:
            raise RefusedError("unknown_role", role=role)
    address = text.email(facts.email)
    if address is None:
        raise RefusedError("missing", field="email")
    if work.session.scalar(select(StaffMember.id).where(StaffMember.email == address)) is not None:
        raise RefusedError("email_taken", field="email")
    ref = new_ref("S")
    row = StaffMember(
        ref=ref,
        name=text.needed(facts.name, "name", 200),
        email=address,
        password_hash=facts.password_hash or (HASHER.hash(facts.password) if facts.password else ""),
        totp_secret=sealed_totp(work, ref, facts.totp_secret or pyotp.random_base32()),
        created_at=work.now,
        roles=[StaffRole(role=role, starts_on=work.today) for role in facts.roles],
    )
    work.session.add(row)
    work.session.flush()
    work.record("staff_registered", ref, after={"name": row.name, "roles": list(facts.roles)})
    return ref


def totp_secret(work: Work, staff: StaffMember) -> str:
    """The authenticator's secret (base32) of a member of staff."""
    return keys.decrypt(work.session, keys.NOBODY, staff.totp_secret, f"totp {staff.ref}").decode()


def register_advocate(work: Work, facts: AdvocateFacts) -> str:
    """Put an advocate on record; returns the reference. It gives no authority yet."""
    rows.staff_or_system(work)
    row = Advocate(
        ref=new_ref("V"),
        name=text.needed(facts.name, "name", 200),
        organisation=text.line(facts.organisation, "organisation") if facts.organisation else None,
        email=text.email(facts.email),
        phone=text.phone(facts.phone),
        address=_address(facts.address),
        language=facts.language,
        letter_format=facts.letter_format,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("advocate_registered", row.ref, after={"name": row.name, "organisation": row.organisation})
    return row.ref


def _address(lines: tuple[str, ...]) -> list[str]:
    return [kept for kept in (text.line(one, "address") for one in lines) if kept]


def sealed_totp(work: Work, ref: str, secret: str) -> bytes:
    """An authenticator's secret as it is kept."""
    return keys.encrypt(work.session, keys.NOBODY, secret.encode(), f"totp {ref}")
