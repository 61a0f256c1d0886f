"""Fairness both ways: concerns about staff, what customers stood up for, people who act for others, and risks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Case, Incident
from casework.records.decisions import Decision
from casework.records.people import Advocate, Customer, StaffMember
from casework.records.sealed import SealedText


class ConductConcern(Base):
    """What a customer says about a member of staff. It is a case of its own, kept with the case it answers."""

    __tablename__ = "conduct_concern"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("contact_case.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    raised_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff (who wrote down what they were told)
    raised_by_id: Mapped[int]
    raised_on: Mapped[date]
    about_words: Mapped[str] = mapped_column(String(200))  # who it was, as the customer says it
    about_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)  # who it was, once known
    what: Mapped[str] = mapped_column(SealedText)
    state: Mapped[str] = mapped_column(String(20), index=True)  # open closed
    outcome: Mapped[str | None] = mapped_column(String(20))  # a code of rules.fairness.CONCERN_OUTCOMES
    found: Mapped[str | None] = mapped_column(SealedText)  # what we looked at and found, as the customer reads it
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    closed_role: Mapped[str | None] = mapped_column(String(60))
    closed_on: Mapped[date | None]
    recorded_at: Mapped[datetime]

    customer: Mapped[Customer] = relationship()
    case: Mapped[Case | None] = relationship()
    incident: Mapped[Incident | None] = relationship()
    about: Mapped[StaffMember | None] = relationship(foreign_keys=[about_id])
    closed_by: Mapped[StaffMember | None] = relationship(foreign_keys=[closed_by_id])


class Matter(Base):
    """A complaint, a claim or a referral by which a customer stood up for themselves."""

    __tablename__ = "matter"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))  # a code of the floor's retaliation.matters
    came_on: Mapped[date]
    known_as: Mapped[str] = mapped_column(String(60), default="")  # its number elsewhere, or the concern's reference
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    recorded_at: Mapped[datetime]

    customer: Mapped[Customer] = relationship()


class RetaliationAnswer(Base):
    """Why a restriction would be proposed without the complaint that came before it; for exactly this text of it."""

    __tablename__ = "retaliation_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    matters: Mapped[list[str]]  # references of the matters that it answers for
    answer: Mapped[str] = mapped_column(SealedText)
    content_hash: Mapped[str] = mapped_column(String(64))  # of the text that it was written about
    answered_at: Mapped[datetime]

    decision: Mapped[Decision] = relationship()
    staff: Mapped[StaffMember] = relationship()


class AppealPoint(Base):
    """A point of appeal that the record offered, and that the customer or advocate chose."""

    __tablename__ = "appeal_point"
    __table_args__ = (UniqueConstraint("appeal_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))  # of rules.points.key
    finding: Mapped[dict[str, Any]]  # code, severity, source, place, params: as it stood when it was chosen
    chosen_at: Mapped[datetime]


class WithheldTest(Base):
    """A notice kept back was looked at again: kept back until a day, or the customer is told now."""

    __tablename__ = "withheld_test"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # nobody: nobody did it in time
    role: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(20))  # kept_back told
    reason: Mapped[str] = mapped_column(SealedText)
    until: Mapped[date | None]  # the day by which it is tested again
    tested_on: Mapped[date]

    decision: Mapped[Decision] = relationship()
    staff: Mapped[StaffMember | None] = relationship()


class Representative(Base):
    """An advocate who is on record as a person of their own, so that what they do is never the client's."""

    __tablename__ = "representative"

    id: Mapped[int] = mapped_column(primary_key=True)
    advocate_id: Mapped[int] = mapped_column(ForeignKey("advocate.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), unique=True)

    advocate: Mapped[Advocate] = relationship()
    customer: Mapped[Customer] = relationship()


class RiskTo(Base):
    """A person may come to harm. What staff do to keep them safe stands with it. Nothing here is ever a reason against
    them, and it has no table, code or page in common with risk from a person."""

    __tablename__ = "risk_to_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))  # of rules.risks.RISKS_TO
    keep_safe: Mapped[str] = mapped_column(SealedText)  # what we do, and must never do, to keep them safe
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    recorded_on: Mapped[date]
    review_on: Mapped[date]
    ended_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(SealedText, default="")

    customer: Mapped[Customer] = relationship()


class RiskFrom(Base):
    """A person was dangerous to somebody at work, in one incident on record.

    It holds no instruction: what staff do about it is a restriction, decided with reasons, a letter and an appeal.
    """

    __tablename__ = "risk_from_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))  # of rules.risks.RISKS_FROM
    seen: Mapped[str] = mapped_column(SealedText)  # what was seen; the customer may read it
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    recorded_on: Mapped[date]
    review_on: Mapped[date]
    ended_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(SealedText, default="")

    customer: Mapped[Customer] = relationship()
    incident: Mapped[Incident] = relationship()
