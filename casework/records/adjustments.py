"""Reasonable adjustments: what was asked for and answered, whether it was kept to, and calls that a person records.

What is agreed stands in `Adjustment` (casework/records/people.py): on it depends which ways a person can use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from sqlalchemy import ForeignKey, Select, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.own import Reader
from casework.records.people import Adjustment, Customer, StaffMember
from casework.records.sealed import SealedText
from casework.rules.adjustments import RECORD_CALLS

MOST_SHOWN: Final = 50

Kept = TypeVar("Kept")


class AdjustmentRequest(Base):
    """What a customer, or somebody for them, asked to be done differently. It never asks for a condition."""

    __tablename__ = "adjustment_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    asked_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    asked_by_id: Mapped[int]
    asked_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    wanted: Mapped[list[str]]  # codes of rules.adjustments.ADJUSTMENTS
    own_words: Mapped[str] = mapped_column(SealedText, default="")
    again_of_id: Mapped[int | None] = mapped_column(ForeignKey("adjustment_request.id"))  # an answer looked at again
    state: Mapped[str] = mapped_column(String(20), index=True)  # asked agreed other_agreed declined withdrawn
    received_at: Mapped[datetime]
    due_on: Mapped[date]
    agreed: Mapped[list[str]] = mapped_column(default=list)  # references of what was agreed, then or before
    left_out: Mapped[list[str]] = mapped_column(default=list)  # what was not agreed as asked; own_words among the codes
    reason: Mapped[str | None] = mapped_column(String(20))  # a code of rules.adjustments.REASONS
    answer: Mapped[str] = mapped_column(SealedText, default="")
    offered: Mapped[str] = mapped_column(SealedText, default="")  # what was offered where nothing was agreed
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    answered_by: Mapped[StaffMember | None] = relationship()
    again_of: Mapped[AdjustmentRequest | None] = relationship(remote_side=[id])


class AdjustmentBreach(Base):
    """That something agreed was not done: told by the customer, by somebody for them, or by staff themselves."""

    __tablename__ = "adjustment_breach"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    adjustment_id: Mapped[int] = mapped_column(ForeignKey("adjustment.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    happened_on: Mapped[date]
    what_happened: Mapped[str] = mapped_column(SealedText)
    told_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    told_by_id: Mapped[int]
    told_how: Mapped[str] = mapped_column(String(20))
    told_at: Mapped[datetime]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), index=True)  # open answered
    answer: Mapped[str] = mapped_column(SealedText, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_at: Mapped[datetime | None]

    adjustment: Mapped[Adjustment] = relationship()
    customer: Mapped[Customer] = relationship()


class CallRecording(Base):
    """A call that a customer asks to record for themselves, and whether we agreed (One Vision Housing 3.3.2, 3.3.3)."""

    __tablename__ = "call_recording"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    adjustment_id: Mapped[int | None] = mapped_column(ForeignKey("adjustment.id"))  # a standing yes
    call_on: Mapped[date]
    about: Mapped[str] = mapped_column(String(200), default="")
    asked_by: Mapped[str] = mapped_column(String(20))
    asked_by_id: Mapped[int]
    asked_how: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), index=True)  # asked agreed declined
    why: Mapped[str] = mapped_column(SealedText, default="")  # why not
    other_ways: Mapped[list[str]] = mapped_column(default=list)  # channels that were offered instead
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    answered_by: Mapped[StaffMember | None] = relationship()


@dataclass(frozen=True)
class Needs:
    """What staff see before they contact somebody: what is agreed and not done, what waits, and calls to record."""

    agreed: tuple[Adjustment, ...]
    open_breaches: tuple[AdjustmentBreach, ...]
    waiting: tuple[AdjustmentRequest, ...]
    calls: tuple[CallRecording, ...]


def needs(session: Session, customer_id: int, today: date) -> Needs:
    """All of it about one customer, as it stands today."""
    return Needs(
        tuple(one for one in customers_adjustments(session, customer_id) if one.ended_on is None),
        tuple(one for one in customers_breaches(session, customer_id) if one.state == "open"),
        tuple(one for one in customers_requests(session, customer_id) if one.state == "asked"),
        tuple(one for one in customers_recordings(session, customer_id) if one.call_on >= today),
    )


def own_requests(session: Session, whose: Reader) -> tuple[AdjustmentRequest, ...]:
    """What was asked for, the newest first. An advocate needs the scope to speak for them, as for all of this."""
    whose.needs("speak")
    return customers_requests(session, whose.customer_id)


def own_request(session: Session, whose: Reader, ref: str) -> AdjustmentRequest:
    """One of them. NotFoundError for anybody else's."""
    whose.needs("speak")
    chosen = _requests().where(AdjustmentRequest.customer_id == whose.customer_id, AdjustmentRequest.ref == ref)
    return _found(session.scalar(chosen), ref)


def own_adjustments(session: Session, whose: Reader) -> tuple[Adjustment, ...]:
    """What is and was agreed with the customer: what stands first, then the newest."""
    whose.needs("speak")
    return customers_adjustments(session, whose.customer_id)


def own_adjustment(session: Session, whose: Reader, ref: str) -> Adjustment:
    """One of them."""
    whose.needs("speak")
    chosen = _adjustments().where(Adjustment.customer_id == whose.customer_id, Adjustment.ref == ref)
    return _found(session.scalar(chosen), ref)


def own_breaches(session: Session, whose: Reader) -> tuple[AdjustmentBreach, ...]:
    """What was told of adjustments that were not kept to, the newest first."""
    whose.needs("speak")
    return customers_breaches(session, whose.customer_id)


def own_recordings(session: Session, whose: Reader) -> tuple[CallRecording, ...]:
    """The calls that the customer asked to record, the newest first."""
    whose.needs("speak")
    return customers_recordings(session, whose.customer_id)


def agreed_in(session: Session, row: AdjustmentRequest) -> tuple[Adjustment, ...]:
    """What was agreed in answer to a request, as it stands now."""
    chosen = _adjustments().where(Adjustment.customer_id == row.customer_id, Adjustment.ref.in_(row.agreed))
    return tuple(session.scalars(chosen.order_by(Adjustment.id)))


def request(session: Session, ref: str) -> AdjustmentRequest:
    """What was asked for, for staff."""
    return _found(session.scalar(_requests().where(AdjustmentRequest.ref == ref)), ref)


def adjustment(session: Session, ref: str) -> Adjustment:
    """What was agreed, for staff."""
    return _found(session.scalar(_adjustments().where(Adjustment.ref == ref)), ref)


def breach(session: Session, ref: str) -> AdjustmentBreach:
    """A report that something was not done, for staff."""
    return _found(session.scalar(_breaches().where(AdjustmentBreach.ref == ref)), ref)


def recording(session: Session, ref: str) -> CallRecording:
    """A call that somebody asked to record, for staff."""
    return _found(session.scalar(_recordings().where(CallRecording.ref == ref)), ref)


def customers_requests(session: Session, customer_id: int) -> tuple[AdjustmentRequest, ...]:
    """All that a customer asked for, the newest first."""
    mine = _requests().where(AdjustmentRequest.customer_id == customer_id)
    return tuple(session.scalars(mine.order_by(AdjustmentRequest.id.desc())))


def customers_adjustments(session: Session, customer_id: int) -> tuple[Adjustment, ...]:
    """All that was agreed with a customer: what stands first, then the newest."""
    mine = _adjustments().where(Adjustment.customer_id == customer_id)
    return tuple(session.scalars(mine.order_by(Adjustment.ended_on.is_not(None), Adjustment.id.desc())))


def customers_breaches(session: Session, customer_id: int) -> tuple[AdjustmentBreach, ...]:
    """What was told of a customer's adjustments that were not kept to, the newest first."""
    mine = _breaches().where(AdjustmentBreach.customer_id == customer_id)
    return tuple(session.scalars(mine.order_by(AdjustmentBreach.happened_on.desc(), AdjustmentBreach.id.desc())))


def customers_recordings(session: Session, customer_id: int) -> tuple[CallRecording, ...]:
    """The calls that a customer asked to record, the newest first."""
    mine = _recordings().where(CallRecording.customer_id == customer_id)
    return tuple(session.scalars(mine.order_by(CallRecording.call_on.desc(), CallRecording.id.desc())))


def to_answer(session: Session) -> tuple[AdjustmentRequest, ...]:
    """Requests without an answer, the first to be due first."""
    chosen = _requests().where(AdjustmentRequest.state == "asked")
    return tuple(session.scalars(chosen.order_by(AdjustmentRequest.due_on, AdjustmentRequest.id)))


def not_done(session: Session) -> tuple[AdjustmentBreach, ...]:
    """Reports that something was not done which nobody has answered, the first to be due first."""
    chosen = _breaches().where(AdjustmentBreach.state == "open")
    return tuple(session.scalars(chosen.order_by(AdjustmentBreach.due_on, AdjustmentBreach.id)))


def to_review(session: Session, until: date) -> tuple[Adjustment, ...]:
    """What is to be looked at again by that day, the overdue ones first."""
    chosen = _adjustments().where(Adjustment.ended_on.is_(None), Adjustment.review_on <= until)
    return tuple(session.scalars(chosen.order_by(Adjustment.review_on, Adjustment.id)))


def recordings_asked(session: Session) -> tuple[CallRecording, ...]:
    """Calls that people asked to record and that nobody has said yes or no to, the next call first."""
    chosen = _recordings().where(CallRecording.state == "asked")
    return tuple(session.scalars(chosen.order_by(CallRecording.call_on, CallRecording.id)))


def answered_last(session: Session) -> tuple[AdjustmentRequest, ...]:
    """The requests answered last."""
    chosen = _requests().where(AdjustmentRequest.answered_at.is_not(None))
    return tuple(session.scalars(chosen.order_by(AdjustmentRequest.answered_at.desc()).limit(MOST_SHOWN)))


def standing(session: Session, customer_id: int, code: str, today: date) -> Adjustment | None:
    """What was agreed under a code and stands today; None where it does not."""
    lasts = or_(Adjustment.ended_on.is_(None), Adjustment.ended_on > today)
    chosen = select(Adjustment).where(Adjustment.customer_id == customer_id, Adjustment.code == code, lasts)
    return session.scalar(chosen.order_by(Adjustment.id).limit(1))


def may_record(session: Session, customer_id: int, day: date) -> bool:
    """Had we said yes to a recording on that day: once, or for every call?"""
    once = select(CallRecording.id).where(
        CallRecording.customer_id == customer_id, CallRecording.call_on == day, CallRecording.state == "agreed"
    )
    always = standing(session, customer_id, RECORD_CALLS, day)
    return session.scalar(once.limit(1)) is not None or (always is not None and always.agreed_on <= day)


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer."""
    asked = update(AdjustmentRequest).where(AdjustmentRequest.customer_id == customer_id)
    session.execute(asked.values(wanted=[], own_words="", left_out=[], answer="", offered=""))
    session.execute(asked.where(AdjustmentRequest.state == "asked").values(state="withdrawn"))
    agreed = update(Adjustment).where(Adjustment.customer_id == customer_id)
    session.execute(agreed.values(what="", code=None, ended_words=""))
    broken = update(AdjustmentBreach).where(AdjustmentBreach.customer_id == customer_id)
    session.execute(broken.values(what_happened="", answer="", state="answered"))
    recorded = update(CallRecording).where(CallRecording.customer_id == customer_id)
    session.execute(recorded.values(about="", why=""))
    session.execute(recorded.where(CallRecording.state == "asked").values(state="declined"))


def _requests() -> Select[AdjustmentRequest]:
    return select(AdjustmentRequest).options(
        joinedload(AdjustmentRequest.customer),
        joinedload(AdjustmentRequest.answered_by),
        joinedload(AdjustmentRequest.again_of),
    )


def _adjustments() -> Select[Adjustment]:
    return select(Adjustment).options(joinedload(Adjustment.customer), joinedload(Adjustment.agreed_by))


def _breaches() -> Select[AdjustmentBreach]:
    return select(AdjustmentBreach).options(
        joinedload(AdjustmentBreach.customer), joinedload(AdjustmentBreach.adjustment)
    )


def _recordings() -> Select[CallRecording]:
    return select(CallRecording).options(joinedload(CallRecording.customer), joinedload(CallRecording.answered_by))


def _found(row: Kept | None, ref: str) -> Kept:
    if row is None:
        raise NotFoundError(ref)
    return row
