"""The customer's own account: their reply to an incident, and what they ask us to put right in their record."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Incident
from casework.records.missing import NotFoundError
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class IncidentReply(Base):
    """How the customer saw an incident. It is never edited, and stands wherever the incident is shown."""

    __tablename__ = "incident_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    said_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff (who wrote down what they were told)
    said_by_id: Mapped[int]
    said_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    words: Mapped[str] = mapped_column(SealedText)
    said_at: Mapped[datetime]

    incident: Mapped[Incident] = relationship()


class Correction(Base):
    """Something in the record that the customer says is wrong (UK GDPR, article 16), and our answer."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)  # where it is about one
    asked_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    asked_by_id: Mapped[int]
    asked_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    part: Mapped[str] = mapped_column(String(20))  # a code of rules.corrections.PARTS
    wrong: Mapped[str] = mapped_column(SealedText)  # what is wrong, in their words
    right: Mapped[str] = mapped_column(SealedText, default="")  # what it should say; may be empty
    state: Mapped[str] = mapped_column(String(20), index=True)  # received answered
    received_at: Mapped[datetime]
    answer_by: Mapped[date]
    outcome: Mapped[str | None] = mapped_column(String(20))  # a code of rules.corrections.OUTCOMES
    now_reads: Mapped[str] = mapped_column(SealedText, default="")  # how the record reads from now on
    answer: Mapped[str] = mapped_column(SealedText, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    incident: Mapped[Incident | None] = relationship()
    answered_by: Mapped[StaffMember | None] = relationship()


def incidents_replies(session: Session, incident_id: int) -> tuple[IncidentReply, ...]:
    """What the customer said about an incident, the first word first."""
    chosen = select(IncidentReply).where(IncidentReply.incident_id == incident_id)
    return tuple(session.scalars(chosen.order_by(IncidentReply.id)))


def cases_replies(session: Session, case_id: int) -> tuple[IncidentReply, ...]:
    """The same about every incident of a case: what whoever signs, hears or reviews must have read."""
    chosen = select(IncidentReply).join(Incident).where(Incident.case_id == case_id)
    return tuple(session.scalars(chosen.options(joinedload(IncidentReply.incident)).order_by(IncidentReply.id)))


def correction(session: Session, ref: str) -> Correction:
    """One of them, for staff. NotFoundError when there is none."""
    found = session.scalar(_corrections().where(Correction.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def corrections_to_answer(session: Session) -> tuple[Correction, ...]:
    """Those that nobody has answered yet, the first to be due first."""
    chosen = _corrections().where(Correction.state == "received")
    return tuple(session.scalars(chosen.order_by(Correction.answer_by, Correction.id)))


def corrections_answered(session: Session) -> tuple[Correction, ...]:
    """The fifty answered last."""
    chosen = _corrections().where(Correction.state == "answered")
    return tuple(session.scalars(chosen.order_by(Correction.answered_at.desc(), Correction.id.desc()).limit(50)))


def incidents_corrections(session: Session, incident_id: int) -> tuple[Correction, ...]:
    """What the customer asked to put right in an incident, and how it reads now."""
    chosen = _corrections().where(Correction.incident_id == incident_id)
    return tuple(session.scalars(chosen.order_by(Correction.id)))


def customers_corrections(session: Session, customer_id: int) -> tuple[Correction, ...]:
    """All of a customer's, the newest first."""
    chosen = _corrections().where(Correction.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(Correction.id.desc())))


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer."""
    session.execute(update(IncidentReply).where(IncidentReply.customer_id == customer_id).values(words=""))
    nothing = {"wrong": "", "right": "", "now_reads": "", "answer": ""}
    session.execute(update(Correction).where(Correction.customer_id == customer_id).values(nothing))


def _corrections() -> Select[Correction]:
    return select(Correction).options(
        joinedload(Correction.customer), joinedload(Correction.incident), joinedload(Correction.answered_by)
    )
