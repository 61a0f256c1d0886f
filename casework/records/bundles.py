"""Bundles: what was handed out of a record in one file, kept encrypted with the customer's key for a stated time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records import keys
from casework.records.base import Base
from casework.records.cases import Case
from casework.records.events import Event
from casework.records.missing import NotFoundError
from casework.records.people import Customer, StaffMember

MOST_SHOWN = 200


class Bundle(Base):
    """One file made of a record. Its row stays when the file's time is over."""

    __tablename__ = "bundle"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # ombudsman subject_access
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("contact_case.id"), index=True)  # None: the whole record
    stored_as: Mapped[str | None] = mapped_column(String(80))  # None once it is deleted
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))  # of the file
    fingerprint: Mapped[str] = mapped_column(String(64))  # of its list of contents; "" where it has none
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    delete_on: Mapped[date] = mapped_column(index=True)
    deleted_at: Mapped[datetime | None]
    letter_ref: Mapped[str | None] = mapped_column(String(20))  # which goes with the customer's own

    customer: Mapped[Customer] = relationship()
    case: Mapped[Case | None] = relationship()
    made_by: Mapped[StaffMember] = relationship()


def bundles(session: Session) -> tuple[Bundle, ...]:
    """The newest of them first, with whom they are about."""
    about = (joinedload(Bundle.customer), joinedload(Bundle.case), joinedload(Bundle.made_by))
    return tuple(session.scalars(select(Bundle).options(*about).order_by(Bundle.id.desc()).limit(MOST_SHOWN)))


def bundle(session: Session, ref: str) -> Bundle:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(select(Bundle).where(Bundle.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def over(session: Session, today: date) -> tuple[Bundle, ...]:
    """Those whose file is to go today."""
    chosen = select(Bundle).where(Bundle.stored_as.is_not(None), Bundle.delete_on <= today)
    return tuple(session.scalars(chosen.order_by(Bundle.id)))


def events_about(session: Session, customer_id: int, refs: Collection[str]) -> tuple[Event, ...]:
    """The acts on record about these references that concern the customer, or nobody, in their order."""
    whose = (customer_id, *keys.taken_in(session, customer_id), keys.NOBODY)
    chosen = select(Event).where(Event.subject.in_(sorted(refs)), Event.person_id.in_(whose))
    return tuple(session.scalars(chosen.order_by(Event.number)))


def blank(session: Session, customer_id: int) -> list[str]:
    """At an erasure nothing of a bundle stays but that it was made; returns the names of its files, to be removed."""
    mine = session.scalars(select(Bundle).where(Bundle.customer_id == customer_id, Bundle.stored_as.is_not(None))).all()
    stored = [one.stored_as for one in mine if one.stored_as]
    for one in mine:
        one.stored_as = None
    return stored
