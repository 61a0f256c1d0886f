"""Changes of circumstances: what has changed in a customer's life, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.appeals import Evidence
from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.own import Reader
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class ChangeOfCircumstances(Base):
    """What a customer, or somebody for them, told the landlord (One Vision Housing 3.6.3, 3.7.2)."""

    __tablename__ = "change_of_circumstances"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    told_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    told_by_id: Mapped[int]
    told_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    what_changed: Mapped[str] = mapped_column(SealedText)
    wanted: Mapped[str] = mapped_column(SealedText, default="")
    standing: Mapped[list[str]]  # references of the restrictions that applied, or were announced, on that day
    owed_by: Mapped[str | None] = mapped_column(String(200))  # the clause by which an early review is owed
    state: Mapped[str] = mapped_column(String(20), index=True)  # received answered
    received_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(20))  # ended altered stands noted; worked out from the record
    answer: Mapped[str] = mapped_column(SealedText, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    answered_by: Mapped[StaffMember | None] = relationship()
    evidence: Mapped[list[Evidence]] = relationship(back_populates="change", order_by="Evidence.id")


def own_changes(session: Session, whose: Reader) -> tuple[ChangeOfCircumstances, ...]:
    """What was told about the customer's life, the newest first. An advocate needs the scope to speak for them."""
    return tuple(session.scalars(_own(whose)))


def own_change(session: Session, whose: Reader, ref: str) -> ChangeOfCircumstances:
    """One of them. NotFoundError for anybody else's."""
    found = session.scalar(_own(whose).where(ChangeOfCircumstances.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def own_change_file(session: Session, whose: Reader, ref: str, file: str) -> Evidence:
    """A file that was sent with one of them."""
    for sent in own_change(session, whose, ref).evidence:
        if sent.ref == file:
            return sent
    raise NotFoundError(file)


def change(session: Session, ref: str) -> ChangeOfCircumstances:
    """One of them, for staff."""
    found = session.scalar(_with_all().where(ChangeOfCircumstances.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def customers_changes(session: Session, customer_id: int) -> tuple[ChangeOfCircumstances, ...]:
    """All of a customer's, the newest first, for staff."""
    chosen = _with_all().where(ChangeOfCircumstances.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(ChangeOfCircumstances.id.desc())))


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer."""
    mine = ChangeOfCircumstances.customer_id == customer_id
    session.execute(update(ChangeOfCircumstances).where(mine).values(what_changed="", wanted="", answer=""))


def _own(whose: Reader) -> Select[ChangeOfCircumstances]:
    whose.needs("speak")
    chosen = _with_all().where(ChangeOfCircumstances.customer_id == whose.customer_id)
    return chosen.order_by(ChangeOfCircumstances.id.desc())


def _with_all() -> Select[ChangeOfCircumstances]:
    return select(ChangeOfCircumstances).options(
        joinedload(ChangeOfCircumstances.customer), joinedload(ChangeOfCircumstances.answered_by)
    )
