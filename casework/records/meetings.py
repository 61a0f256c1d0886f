"""Meetings that review what is due, case by case, and their minutes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from casework.records.base import Base
from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.records.missing import NotFoundError
from casework.records.people import StaffMember
from casework.records.reviews import Review
from casework.records.sealed import SealedText


class ReviewMeeting(Base):
    """One meeting about the reviews of a month. Its agenda is fixed when it begins; nothing changes once it closed."""

    __tablename__ = "review_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    month: Mapped[date] = mapped_column(index=True)  # its first day
    began_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    began_at: Mapped[datetime]
    present: Mapped[str] = mapped_column(SealedText, default="")  # who was there, and who sent word, one a line
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    closed_at: Mapped[datetime | None]

    began_by: Mapped[StaffMember] = relationship(foreign_keys=[began_by_id])
    closed_by: Mapped[StaffMember | None] = relationship(foreign_keys=[closed_by_id])
    items: Mapped[list[MeetingItem]] = relationship(back_populates="meeting", order_by="MeetingItem.position")


class MeetingItem(Base):
    """One decision on the agenda, and what the meeting said of it. What was decided stands in its review."""

    __tablename__ = "review_meeting_item"
    __table_args__ = (UniqueConstraint("meeting_id", "decision_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("review_meeting.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    position: Mapped[int]
    minute: Mapped[str] = mapped_column(SealedText, default="")
    put_off: Mapped[str] = mapped_column(SealedText, default="")  # why it was not decided in this meeting

    meeting: Mapped[ReviewMeeting] = relationship(back_populates="items")
    decision: Mapped[Decision] = relationship()
    review: Mapped[Review] = relationship()

    @property
    def settled(self) -> bool:
        """Decided, or put off with a reason."""
        return self.review.state != "open" or bool(self.put_off)


def meeting(session: Session, ref: str) -> ReviewMeeting:
    """A meeting with its agenda. NotFoundError where there is none."""
    agenda = selectinload(ReviewMeeting.items)
    decision = agenda.joinedload(MeetingItem.decision)
    chosen = select(ReviewMeeting).options(
        joinedload(ReviewMeeting.began_by),
        joinedload(ReviewMeeting.closed_by),
        decision.joinedload(Decision.customer),
        decision.joinedload(Decision.case).joinedload(Case.owner),
        decision.selectinload(Decision.restrictions),
        agenda.joinedload(MeetingItem.review).selectinload(Review.signatures),
    )
    found = session.scalars(chosen.where(ReviewMeeting.ref == ref)).unique().one_or_none()
    if found is None:
        raise NotFoundError(ref)
    return found


def of_month(session: Session, month: date) -> tuple[ReviewMeeting, ...]:
    """The meetings about a month, the newest first."""
    chosen = select(ReviewMeeting).where(ReviewMeeting.month == month).options(selectinload(ReviewMeeting.items))
    return tuple(session.scalars(chosen.order_by(ReviewMeeting.id.desc())))


def under_way(session: Session, review_id: int) -> MeetingItem | None:
    """Where a review stands on the agenda of a meeting that goes on."""
    chosen = select(MeetingItem).join(ReviewMeeting)
    mine = chosen.where(MeetingItem.review_id == review_id, ReviewMeeting.closed_at.is_(None))
    return session.scalars(mine.order_by(MeetingItem.id.desc()).limit(1)).one_or_none()


def blank(session: Session, customer_id: int) -> None:
    """Erasure: what was said of this customer."""
    mine = select(Decision.id).where(Decision.customer_id == customer_id)
    session.execute(update(MeetingItem).where(MeetingItem.decision_id.in_(mine)).values(minute="", put_off=""))
