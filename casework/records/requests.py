"""What people ask or tell us about the essential services that have no room of their own.

What is told in confidence (safeguarding, harm done to somebody) shows to few: somebody else may hold the telephone.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Select, String, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.own import Reader
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText
from casework.rules.requests import IN_CONFIDENCE

MOST_SHOWN = 100


class EssentialRequest(Base):
    """One thing that somebody asked or told us."""

    __tablename__ = "essential_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    service: Mapped[str] = mapped_column(String(40), index=True)  # a code of the essential services
    about: Mapped[str] = mapped_column(String(40))  # a code of rules.requests
    made_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    made_by_id: Mapped[int]
    made_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    what: Mapped[str] = mapped_column(SealedText)
    safe_way: Mapped[str | None] = mapped_column(String(20))  # a code of rules.requests.SAFE_WAYS
    safe_how: Mapped[str] = mapped_column(SealedText, default="")  # the number or address, and when
    advocate_may_see: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    answer_by: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), index=True)  # received answered
    answer: Mapped[str] = mapped_column(SealedText, default="")  # told in confidence: what we did, for staff alone
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    answered_by: Mapped[StaffMember | None] = relationship()

    @property
    def in_confidence(self) -> bool:
        """Was it told in confidence?"""
        return self.service in IN_CONFIDENCE


def own_requests(session: Session, whose: Reader) -> tuple[EssentialRequest, ...]:
    """What was asked, the newest first; nothing that was told in confidence."""
    open_to_see = EssentialRequest.service.not_in(IN_CONFIDENCE)
    return tuple(session.scalars(_own(whose).where(open_to_see).order_by(EssentialRequest.id.desc())))


def own_request(session: Session, whose: Reader, ref: str) -> EssentialRequest:
    """One of them. NotFoundError for anybody else's.

    What was told in confidence is there for whoever told it, and for an advocate whom the customer lets see it.
    """
    found = session.scalar(_own(whose).where(EssentialRequest.ref == ref))
    if found is None or not (not found.in_confidence or _told_it(found, whose) or _may_see(found, whose)):
        raise NotFoundError(ref)
    return found


def request(session: Session, ref: str, *, in_confidence: bool) -> EssentialRequest:
    """One of them, for staff: of those told in confidence, or of the others."""
    chosen = _with_all().where(EssentialRequest.ref == ref, _is(in_confidence))
    found = session.scalar(chosen)
    if found is None:
        raise NotFoundError(ref)
    return found


def waiting(session: Session, *, in_confidence: bool) -> tuple[EssentialRequest, ...]:
    """What waits for an answer, the first due at the top."""
    chosen = _with_all().where(_is(in_confidence), EssentialRequest.state == "received")
    return tuple(session.scalars(chosen.order_by(EssentialRequest.answer_by, EssentialRequest.id)))


def answered(session: Session, *, in_confidence: bool) -> tuple[EssentialRequest, ...]:
    """What was answered last."""
    chosen = _with_all().where(_is(in_confidence), EssentialRequest.state == "answered")
    return tuple(session.scalars(chosen.order_by(EssentialRequest.answered_at.desc()).limit(MOST_SHOWN)))


def customers_requests(session: Session, customer_id: int) -> tuple[EssentialRequest, ...]:
    """What a customer asked, the newest first, for staff; nothing that was told in confidence."""
    chosen = _with_all().where(EssentialRequest.customer_id == customer_id, _is(False))
    return tuple(session.scalars(chosen.order_by(EssentialRequest.id.desc())))


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer, and nothing that waits."""
    mine = EssentialRequest.customer_id == customer_id
    done = {"what": "", "safe_how": "", "answer": "", "state": "answered"}
    session.execute(update(EssentialRequest).where(mine).values(done))


def _is(in_confidence: bool) -> ColumnElement[bool]:
    chosen = EssentialRequest.service.in_(IN_CONFIDENCE)
    return chosen if in_confidence else ~chosen


def _told_it(found: EssentialRequest, whose: Reader) -> bool:
    teller = ("customer", whose.customer_id) if whose.advocate_id is None else ("advocate", whose.advocate_id)
    return (found.made_by, found.made_by_id) == teller


def _may_see(found: EssentialRequest, whose: Reader) -> bool:
    return whose.advocate_id is not None and found.advocate_may_see


def _own(whose: Reader) -> Select[EssentialRequest]:
    whose.needs("report")
    return _with_all().where(EssentialRequest.customer_id == whose.customer_id)


def _with_all() -> Select[EssentialRequest]:
    return select(EssentialRequest).options(
        joinedload(EssentialRequest.customer), joinedload(EssentialRequest.answered_by)
    )
