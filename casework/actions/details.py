"""A customer's own details put right: name, date of birth, address, email, phone, tenancy (UK GDPR, article 16)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from casework.actions import account_letters, naming, rows, sessions, text
from casework.actions.work import RefusedError, Work
from casework.records.people import Customer

SIGNS_IN = frozenset({"email", "phone", "date_of_birth"})  # whoever holds these may sign in


@dataclass(frozen=True)
class Details:
    """Who a customer is, and how to reach them, as it should be. ``phone`` in any way that people write it."""

    name: str
    date_of_birth: date
    address: tuple[str, ...] = ()
    email: str | None = None
    phone: str | None = None
    tenancy_ref: str | None = None


def put_right(work: Work, customer_ref: str, details: Details) -> str:
    """Change what is wrong; what is the same stays, and nothing is written where all is the same.

    Where something that signs in has changed, every session and every code under way ends; with the address, the codes
    in earlier letters too; with the email, what asks at the old one to speak for them.
    A letter says so, to where they were reached until now: whoever did not ask for it learns of it.
    RefusedError: "missing" (``field`` name), "in_the_future" (``field`` date_of_birth), "phone_unreadable".
    """
    rows.acting_staff(work)
    return changed(work, rows.customer(work, customer_ref), details)


def changed(work: Work, person: Customer, details: Details) -> str:
    """The same of a customer whose lock is held, whoever acts."""
    if details.date_of_birth >= work.today:
        raise RefusedError("in_the_future", field="date_of_birth")
    wanted = _cleaned(details)
    differ = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    if not differ:
        return person.ref
    account_letters.send_details_changed(work, person)
    before = {name: getattr(person, name) for name in differ}
    for name, value in differ.items():
        setattr(person, name, value)
    work.session.flush()
    if SIGNS_IN & differ.keys():
        sessions.end(work, person)
    if "email" in differ:
        naming.take_back_at(work, person, [before["email"]])
    if "address" in differ:
        sessions.end_letter_codes(work, person)
    work.record("customer_details_changed", person.ref, person.id, before=before, after=differ)
    return person.ref


def details_of(person: Customer) -> Details:
    """The details as they stand."""
    return Details(
        person.name, person.date_of_birth, tuple(person.address), person.email, person.phone, person.tenancy_ref
    )


def _cleaned(details: Details) -> dict[str, Any]:
    return {
        **asdict(details),
        "name": text.needed(text.line(details.name, "name"), "name", 200),
        "address": [kept for kept in (text.line(one, "address") for one in details.address) if kept],
        "email": text.email(details.email),
        "phone": text.phone(details.phone),
        "tenancy_ref": text.line(details.tenancy_ref, "tenancy_ref", 40) if details.tenancy_ref else None,
    }
