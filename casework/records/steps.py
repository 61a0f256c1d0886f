"""What is done in a case before anything is decided: referrals, enquiries, questions, support, the police, acts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Case, Incident
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class Referral(Base):
    """A member of staff asks those whom the policy names whether more is needed, and gets their answer."""

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), unique=True)  # asked once for each incident
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    made_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(SealedText)
    answer: Mapped[str | None] = mapped_column(String(20))  # restriction case warning nothing
    answer_why: Mapped[str] = mapped_column(SealedText, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_role: Mapped[str | None] = mapped_column(String(60))
    answered_at: Mapped[datetime | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("contact_case.id"), index=True)

    incident: Mapped[Incident] = relationship()
    customer: Mapped[Customer] = relationship()
    made_by: Mapped[StaffMember] = relationship(foreign_keys=[made_by_id])
    answered_by: Mapped[StaffMember | None] = relationship(foreign_keys=[answered_by_id])
    case: Mapped[Case | None] = relationship()


class Step(Base):
    """Something that was done in a case on a day: an enquiry, a report to the police, an act, an action of a file."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("case_id", "kind", "code", "done_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # enquiry police act action
    code: Mapped[str] = mapped_column(String(40))  # what the policy calls it
    said: Mapped[str] = mapped_column(SealedText)  # what was found, or why
    reference: Mapped[str] = mapped_column(String(80), default="")  # the police's own
    done_on: Mapped[date]
    done_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    recorded_at: Mapped[datetime]

    done_by: Mapped[StaffMember] = relationship()


class SupportOffer(Base):
    """Help that was offered before anything is restricted, and what came of it."""

    __tablename__ = "support_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # support referral advocacy medical
    what: Mapped[str] = mapped_column(SealedText)
    offered_on: Mapped[date]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    outcome: Mapped[str] = mapped_column(String(20), default="waiting")  # waiting helps made_no_difference declined
    outcome_on: Mapped[date | None]
    outcome_said: Mapped[str] = mapped_column(SealedText, default="")

    case: Mapped[Case] = relationship()
    customer: Mapped[Customer] = relationship()
    offered_by: Mapped[StaffMember] = relationship()


class Question(Base):
    """Something that the customer is asked before anything is decided, and what they answered."""

    __tablename__ = "case_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)  # the same form sent twice is one question
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    asks: Mapped[str] = mapped_column(SealedText)
    why: Mapped[str] = mapped_column(SealedText)
    answer_by: Mapped[date]
    asked_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    letter_ref: Mapped[str | None] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(SealedText, default="")
    answered_how: Mapped[str | None] = mapped_column(String(20))  # how it reached us
    answered_on: Mapped[date | None]

    case: Mapped[Case] = relationship()
    asked_by: Mapped[StaffMember] = relationship()
