"""What is read and filed (Watford 5.5): who reads it, what came in, and what was found in it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.decisions import Restriction
from casework.records.missing import NotFoundError
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class FiledReader(Base):
    """The named person who looks through all that comes in from one customer, from when until when."""

    __tablename__ = "filed_reader"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    named_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    staff: Mapped[StaffMember] = relationship(foreign_keys=[staff_id])


class FiledItem(Base):
    """Something that came in while a customer's letters are read and filed. Nobody's letter is left unread."""

    __tablename__ = "filed_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    received_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(SealedText)  # what it says, or where it is kept
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    logged_at: Mapped[datetime]
    found: Mapped[list[str]] = mapped_column(
        default=list
    )  # codes of rules.filing.FOUND; empty while nobody has read it
    done: Mapped[str] = mapped_column(SealedText, default="")  # where it was passed on to, and when
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    read_at: Mapped[datetime | None] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(String(20), default="filed", server_default="filed")  # filed refused returned
    restriction_id: Mapped[int | None] = mapped_column(ForeignKey("restriction.id"), index=True)  # that allowed it
    letter_ref: Mapped[str | None] = mapped_column(String(20))  # which told the customer what became of it

    customer: Mapped[Customer] = relationship()
    restriction: Mapped[Restriction | None] = relationship()
    logged_by: Mapped[StaffMember] = relationship(foreign_keys=[logged_by_id])
    read_by: Mapped[StaffMember | None] = relationship(foreign_keys=[read_by_id])


def reader(session: Session, customer_id: int, today: date) -> FiledReader | None:
    """Who reads what comes in from this customer; None where nobody is named, or who was named has left."""
    chosen = (
        select(FiledReader)
        .join(StaffMember, FiledReader.staff_id == StaffMember.id)
        .where(FiledReader.customer_id == customer_id, FiledReader.ended_at.is_(None))
        .where(or_(StaffMember.left_on.is_(None), StaffMember.left_on >= today))
    )
    return session.scalars(chosen.options(joinedload(FiledReader.staff)).order_by(FiledReader.id.desc())).first()


def items(session: Session, customer_id: int) -> tuple[FiledItem, ...]:
    """All that came in from a customer, what nobody has read first, then the newest."""
    chosen = select(FiledItem).where(FiledItem.customer_id == customer_id)
    options = (joinedload(FiledItem.logged_by), joinedload(FiledItem.read_by))
    found = session.scalars(chosen.options(*options).order_by(FiledItem.received_on.desc(), FiledItem.id.desc()))
    return tuple(sorted(found, key=lambda one: one.read_at is not None))


def item(session: Session, ref: str) -> FiledItem:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(select(FiledItem).where(FiledItem.ref == ref).options(joinedload(FiledItem.customer)))
    if found is None:
        raise NotFoundError(ref)
    return found


def unread(session: Session, staff_id: int | None = None) -> tuple[FiledItem, ...]:
    """What nobody has read yet, the oldest first; ``staff_id``: only what this person reads."""
    chosen = select(FiledItem).where(FiledItem.read_at.is_(None)).options(joinedload(FiledItem.customer))
    if staff_id is not None:
        mine = select(FiledReader.customer_id).where(FiledReader.staff_id == staff_id, FiledReader.ended_at.is_(None))
        chosen = chosen.where(FiledItem.customer_id.in_(mine))
    return tuple(session.scalars(chosen.order_by(FiledItem.received_on, FiledItem.id)))


def blank(session: Session, customer_id: int) -> None:
    """Erasure: what came in, and what was made of it."""
    session.execute(update(FiledItem).where(FiledItem.customer_id == customer_id).values(what="", done="", found=[]))
