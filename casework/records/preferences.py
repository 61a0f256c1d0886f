"""How a person wants to hear from us, and which ways to reach them are safe."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.base import Base
from casework.records.people import Customer
from casework.records.sealed import SealedText
from casework.rules.calendar import local
from casework.rules.reaching import APPOINTMENTS, DECISIONS, POST, REMINDERS, Reach, Ways, safe_from
from casework.rules.reaching import reach as reach_of

MAIL_AS = FILE, LINK = ("file", "link")  # what a mail with a letter brings


class Preference(Base):
    """What a person asked for beside language, format and the way of decisions, which stand with the customer."""

    __tablename__ = "preference"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), unique=True)
    appointments_by: Mapped[str | None] = mapped_column(String(20))  # letter email text telephone
    reminders_by: Mapped[str | None] = mapped_column(String(20))
    interpreter: Mapped[str] = mapped_column(String(80), default="")  # the language, as they name it
    sign_language: Mapped[bool] = mapped_column(default=False)  # a British Sign Language interpreter
    relay_uk: Mapped[bool] = mapped_column(default=False)
    # What a mail brings: the letter itself, or a link to where one signs in to read it.
    mail_as: Mapped[str] = mapped_column(String(10), default="file", server_default="file")  # file link
    note: Mapped[str] = mapped_column(SealedText, default="")  # what to think of when booking, what stands in the way
    changed_at: Mapped[datetime]


class SafeContact(Base):
    """The ways that are safe for a person whose post or phone another may see: used before any other."""

    __tablename__ = "safe_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), unique=True)
    address: Mapped[list[str]]  # lines, the postcode last; empty where none is named
    email: Mapped[str | None] = mapped_column(String(254), index=True)  # lower case
    phone: Mapped[str | None] = mapped_column(String(20), index=True)  # E.164
    days: Mapped[list[str]]  # weekdays on which they may be rung; empty: any
    opens: Mapped[str | None] = mapped_column(String(5))  # "09:30", by the clock in England
    closes: Mapped[str | None] = mapped_column(String(5))
    never: Mapped[list[str]]  # of what is on record: post email phone
    note: Mapped[str] = mapped_column(SealedText, default="")
    set_at: Mapped[datetime]


def preference(session: Session, customer_id: int) -> Preference | None:
    """What they asked for, if they asked for anything."""
    return session.scalar(select(Preference).where(Preference.customer_id == customer_id))


def safe_contact(session: Session, customer_id: int) -> SafeContact | None:
    """The safe ways, if they named any."""
    return session.scalar(select(SafeContact).where(SafeContact.customer_id == customer_id))


def liked(session: Session, customer: Customer, purpose: str) -> str:
    """The way that they like for a purpose; decisions set what was never said for the others."""
    kept = preference(session, customer.id) if purpose != DECISIONS else None
    said = {APPOINTMENTS: kept.appointments_by, REMINDERS: kept.reminders_by}.get(purpose) if kept else None
    return said or customer.preferred_channel


def reach(session: Session, customer: Customer) -> Reach:
    """Where everything for this person goes."""
    return reach_with(customer, safe_contact(session, customer.id))


def reach_with(customer: Customer, safe: SafeContact | None) -> Reach:
    """The same, where the safe ways were read already."""
    on_record = Ways(tuple(customer.address), customer.email, customer.phone)
    if safe is None:
        return reach_of(on_record)
    return reach_of(on_record, Ways(tuple(safe.address), safe.email, safe.phone), safe.never)


def unsafe_to_post(session: Session, customer_id: int, issued_at: datetime) -> bool:
    """Does paper of that day carry an address that is no longer the one to use? It was written before they said so."""
    safe = safe_contact(session, customer_id)
    return safe is not None and issued_at < safe.set_at and (bool(safe.address) or POST in safe.never)


def named_since(session: Session, customer_ids: Collection[int], since: datetime) -> frozenset[int]:
    """Which of these customers named safe ways since then."""
    chosen = select(SafeContact.customer_id)
    return frozenset(
        session.scalars(chosen.where(SafeContact.customer_id.in_(customer_ids), SafeContact.set_at >= since))
    )


def not_before(session: Session, customer_id: int, now: datetime) -> datetime:
    """When a mail or text that they did not ask for this minute may go out: within their safe hours."""
    safe = safe_contact(session, customer_id)
    if safe is None:
        return now
    return safe_from(local(now), safe.days, safe.opens, safe.closes).astimezone(UTC)


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing of them: how to reach a person is theirs alone."""
    for table in (Preference, SafeContact):
        session.execute(delete(table).where(table.customer_id == customer_id))
