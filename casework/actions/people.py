"""What is done about people: registering them, authority for an advocate, adjustments, erasure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import select

from casework.actions import rows, text, watch
from casework.actions.erasure import erase_customer
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import keys
from casework.records.base import new_ref
from casework.records.people import Adjustment, Advocate, Authority, Customer, StaffMember, StaffRole
from casework.rules.vocabulary import CHANNELS, CUSTOMERS

__all__ = [
    "GIVEN_HOW",
    "OWN_ROLES",
    "SCOPES",
    "AdjustmentFacts",
    "AdvocateFacts",
    "AuthorityFacts",
    "CustomerFacts",
    "StaffFacts",
    "agree_adjustment",
    "authorise",
    "end_authority",
    "erase_customer",
    "register_advocate",
    "register_customer",
    "register_staff",
    "totp_secret",
]

SCOPES: Final = ("see", "letters", "speak", "appeal", "report")
GIVEN_HOW: Final = ("portal", "phone", "letter_code", "witnessed")
# Roles of this product, beside those of the landlord's pack: no rank, no say in a decision.
OWN_ROLES: Final = ("administrator", "auditor", "translator", "contractor")
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


@dataclass(frozen=True)
class AuthorityFacts:
    """What the customer lets the advocate do (``SCOPES``), from the first day to the last, both included."""

    advocate_ref: str
    scope: tuple[str, ...]
    given_how: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class AdjustmentFacts:
    """A reasonable adjustment as agreed; never the name of a condition."""

    what: str
    review_on: date
    cannot_use: str | None = None


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
        password_hash=facts.password_hash or HASHER.hash(facts.password),
        totp_secret=_sealed_totp(work, ref, facts.totp_secret or pyotp.random_base32()),
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


def authorise(work: Work, customer_ref: str, facts: AuthorityFacts) -> int:
    """A customer lets an advocate act for them; returns the number of the authority.

    Staff write down what the customer said; a customer may do it for themselves only.
    """
    person = rows.customer(work, customer_ref)
    _self_or_staff(work, person)
    advocate = work.session.scalar(select(Advocate).where(Advocate.ref == facts.advocate_ref))
    if advocate is None:
        raise NotFoundError(facts.advocate_ref)
    if not facts.scope or not set(facts.scope) <= set(SCOPES):
        raise RefusedError("unknown_code", field="scope")
    if facts.given_how not in GIVEN_HOW:
        raise RefusedError("unknown_code", field="given_how")
    if facts.ends_on < facts.starts_on:
        raise RefusedError("ends_before_start", field="ends_on")
    row = Authority(
        customer_id=person.id,
        advocate_id=advocate.id,
        scope=[scope for scope in SCOPES if scope in facts.scope],
        given_how=facts.given_how,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
    )
    work.session.add(row)
    work.session.flush()
    work.record(
        "authority_given",
        person.ref,
        person.id,
        after={"advocate": advocate.ref, "scope": row.scope, "from": row.starts_on, "until": row.ends_on},
        how=row.given_how,
    )
    watch.look(work, person.id)
    return row.id


def end_authority(work: Work, authority_id: int) -> str:
    """End an authority before its time: by the customer, the advocate or staff. Ending it twice is ending it once."""
    row = work.session.get(Authority, authority_id)
    if row is None:
        raise NotFoundError(str(authority_id))
    person = rows.lock(work, row.customer_id)
    work.session.refresh(row)
    if not (work.actor.kind == "advocate" and work.actor.id == row.advocate_id):
        _self_or_staff(work, person)
    if row.ended_on is None:
        row.ended_on = work.today
        work.session.flush()
        work.record("authority_ended", person.ref, person.id, by=work.actor.kind, advocate=row.advocate.ref)
        watch.look(work, person.id)
    return person.ref


def agree_adjustment(work: Work, customer_ref: str, facts: AdjustmentFacts) -> str:
    """Agree a reasonable adjustment with a customer; returns the customer's reference."""
    rows.staff_or_system(work)
    person = rows.customer(work, customer_ref)
    if facts.cannot_use is not None and facts.cannot_use not in CHANNELS:
        raise RefusedError("unknown_code", field="cannot_use")
    row = Adjustment(
        customer_id=person.id,
        what=text.needed(facts.what, "what", 500),
        cannot_use=facts.cannot_use,
        agreed_on=work.today,
        agreed_by_id=work.actor.id or None,
        review_on=facts.review_on,
    )
    work.session.add(row)
    work.session.flush()
    work.record("adjustment_agreed", person.ref, person.id, after={"what": row.what, "cannot_use": row.cannot_use})
    watch.look(work, person.id)
    return person.ref


def _self_or_staff(work: Work, person: Customer) -> None:
    if work.actor.kind == "customer":
        if work.actor.id != person.id:
            raise NotFoundError(person.ref)
    else:
        rows.staff_or_system(work)


def _address(lines: tuple[str, ...]) -> list[str]:
    return [kept for kept in (text.line(one, "address") for one in lines) if kept]


def _sealed_totp(work: Work, ref: str, secret: str) -> bytes:
    return keys.encrypt(work.session, keys.NOBODY, secret.encode(), f"totp {ref}")
