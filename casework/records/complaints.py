"""Complaints in their two stages, and what customers and staff read of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from casework.records.appeals import Appeal
from casework.records.base import Base
from casework.records.decisions import Decision
from casework.records.missing import NotFoundError
from casework.records.own import Reader
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText

MOST_SHOWN = 100


class Complaint(Base):
    """A customer is not content with us (Complaint Handling Code 1.2), in their words."""

    __tablename__ = "complaint"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)  # what it is about
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), unique=True)  # with which it came
    made_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    made_by_id: Mapped[int]
    made_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    what: Mapped[str] = mapped_column(SealedText)
    wanted: Mapped[str] = mapped_column(SealedText, default="")
    received_on: Mapped[date]  # the day on which it first reached any of us
    recorded_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), index=True)  # received acknowledged answered, of the last stage
    same_as: Mapped[str | None] = mapped_column(String(20))  # an earlier one about the same thing; "new": staff say no

    customer: Mapped[Customer] = relationship()
    decision: Mapped[Decision | None] = relationship()
    appeal: Mapped[Appeal | None] = relationship()
    stages: Mapped[list[ComplaintStage]] = relationship(back_populates="complaint", order_by="ComplaintStage.number")

    @property
    def stage(self) -> ComplaintStage:
        """The stage that it is in."""
        return self.stages[-1]


class ComplaintStage(Base):
    """One stage of a complaint: its clock, what we understood, and the answer with all that the Code asks (6.9)."""

    __tablename__ = "complaint_stage"
    __table_args__ = (UniqueConstraint("complaint_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    number: Mapped[int]  # 1 or 2
    why: Mapped[str] = mapped_column(SealedText, default="")  # what the customer added when they asked for stage 2
    received_on: Mapped[date]
    acknowledge_by: Mapped[date]
    acknowledged_on: Mapped[date | None]
    understood: Mapped[str] = mapped_column(SealedText, default="")
    due_on: Mapped[date]  # of the answer; counted from acknowledge_by until it was acknowledged
    first_due_on: Mapped[date | None]  # before it was moved
    extended_why: Mapped[str] = mapped_column(SealedText, default="")
    outcome: Mapped[str | None] = mapped_column(String(20))  # a code of rules.complaints.OUTCOMES
    reasons: Mapped[str] = mapped_column(SealedText, default="")
    remedy: Mapped[str] = mapped_column(SealedText, default="")
    to_do: Mapped[str] = mapped_column(SealedText, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_on: Mapped[date | None]

    complaint: Mapped[Complaint] = relationship(back_populates="stages")
    answered_by: Mapped[StaffMember | None] = relationship()


def own_complaints(session: Session, whose: Reader) -> tuple[Complaint, ...]:
    """The customer's complaints, the newest first. An advocate needs the scope to report for them."""
    return tuple(session.scalars(_own(whose)))


def own_complaint(session: Session, whose: Reader, ref: str) -> Complaint:
    """One of them. NotFoundError for anybody else's."""
    found = session.scalar(_own(whose).where(Complaint.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def complaint(session: Session, ref: str) -> Complaint:
    """One of them, for staff."""
    found = session.scalar(_with_all().where(Complaint.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def with_appeal(session: Session, appeal_id: int) -> Complaint | None:
    """The complaint that came with an appeal."""
    return session.scalar(_with_all().where(Complaint.appeal_id == appeal_id))


def customers_complaints(session: Session, customer_id: int) -> tuple[Complaint, ...]:
    """All of a customer's, the newest first, for staff."""
    chosen = _with_all().where(Complaint.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(Complaint.id.desc())))


def waiting(session: Session) -> tuple[Complaint, ...]:
    """What waits for us, the first due at the top."""
    found = session.scalars(_with_all().where(Complaint.state != "answered"))
    return tuple(sorted(found, key=lambda one: (next_day(one), one.id)))


def answered(session: Session) -> tuple[Complaint, ...]:
    """What was answered last."""
    chosen = _with_all().where(Complaint.state == "answered").order_by(Complaint.id.desc()).limit(MOST_SHOWN)
    return tuple(session.scalars(chosen))


def next_day(one: Complaint) -> date:
    """By when we have to write next: to say what we understood, or to answer."""
    return one.stage.due_on if one.stage.acknowledged_on else one.stage.acknowledge_by


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer, and nothing that waits."""
    mine = select(Complaint.id).where(Complaint.customer_id == customer_id)
    done = {"what": "", "wanted": "", "state": "answered"}
    session.execute(update(Complaint).where(Complaint.customer_id == customer_id).values(done))
    nothing = dict.fromkeys(("why", "understood", "extended_why", "reasons", "remedy", "to_do"), "")
    session.execute(update(ComplaintStage).where(ComplaintStage.complaint_id.in_(mine)).values(nothing))


def _own(whose: Reader) -> Select[Complaint]:
    whose.needs("report")
    return _with_all().where(Complaint.customer_id == whose.customer_id).order_by(Complaint.id.desc())


def _with_all() -> Select[Complaint]:
    return select(Complaint).options(
        joinedload(Complaint.customer),
        joinedload(Complaint.decision),
        joinedload(Complaint.appeal),
        selectinload(Complaint.stages).joinedload(ComplaintStage.answered_by),
    )
