"""What the monitoring team receives, who is told what was decided, and how often what was decided before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText

MOST_SHOWN = 200


class MonitoringRecord(Base):
    """One authorised action as the monitoring team receives it (Octavia 5.1): codes and roles, no name, no words.

    ``what``: decision, action (of a file), review or appeal; ``subject``: its reference.
    """

    __tablename__ = "monitoring_record"
    __table_args__ = (UniqueConstraint("what", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    what: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(60))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(index=True)
    behaviour: Mapped[list[str]] = mapped_column(default=list)
    kinds: Mapped[list[str]] = mapped_column(default=list)
    actions: Mapped[list[str]] = mapped_column(default=list)
    roles: Mapped[list[str]] = mapped_column(default=list)  # in which it was authorised
    outcome: Mapped[str | None] = mapped_column(String(20))  # of a review or an appeal
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    received_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(SealedText, default="")  # what the team makes of it

    received_by: Mapped[StaffMember | None] = relationship()


class StaffNotice(Base):
    """A member of staff is told that something was decided: what, and where to read it. Seen once they say so."""

    __tablename__ = "staff_notice"
    __table_args__ = (UniqueConstraint("staff_id", "what", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))  # decision review appeal allocated went_on
    subject: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    told_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()


class SimilarCount(Base):
    """How cases with one kind of behaviour came out, as counted in the night; ``kind`` "" counts all of them.

    ``cases``: that were settled. ``imposed``: of these, in how many this kind was decided. ``ended_early``: of these,
    in how many it ended or changed on appeal or at a review.
    """

    __tablename__ = "similar_count"
    __table_args__ = (UniqueConstraint("behaviour", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    behaviour: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(60))
    cases: Mapped[int]
    imposed: Mapped[int]
    ended_early: Mapped[int]
    counted_on: Mapped[date]


def records(session: Session, most: int = MOST_SHOWN) -> tuple[MonitoringRecord, ...]:
    """What the team has, first what nobody has received, then the newest."""
    chosen = select(MonitoringRecord).options(joinedload(MonitoringRecord.received_by))
    order = (MonitoringRecord.received_at.is_not(None), MonitoringRecord.made_at.desc(), MonitoringRecord.id.desc())
    return tuple(session.scalars(chosen.order_by(*order).limit(most)))


def record(session: Session, ref: str) -> MonitoringRecord:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(select(MonitoringRecord).where(MonitoringRecord.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def notices(session: Session, staff_id: int) -> tuple[StaffNotice, ...]:
    """What this person was told and has not said that they have seen, the newest first."""
    mine = select(StaffNotice).where(StaffNotice.staff_id == staff_id, StaffNotice.seen_at.is_(None))
    return tuple(session.scalars(mine.options(joinedload(StaffNotice.customer)).order_by(StaffNotice.id.desc())))


def similar(session: Session, behaviour: Collection[str], kinds: Collection[str]) -> tuple[SimilarCount, ...]:
    """The counts for these kinds of behaviour and restriction, as they stand since the last night."""
    chosen = select(SimilarCount).where(SimilarCount.behaviour.in_(behaviour), SimilarCount.kind.in_(kinds))
    return tuple(session.scalars(chosen.order_by(SimilarCount.id)))


def similar_of_all(session: Session) -> tuple[SimilarCount, ...]:
    """Every count of a kind of restriction, as they stand since the last night."""
    chosen = select(SimilarCount).where(SimilarCount.kind != "")
    return tuple(session.scalars(chosen.order_by(SimilarCount.behaviour, SimilarCount.imposed.desc())))


def blank(session: Session, customer_id: int) -> None:
    """Erasure: what the team wrote. Codes stay, so that the counts stay true."""
    mine = MonitoringRecord.customer_id == customer_id
    session.execute(update(MonitoringRecord).where(mine).values(note=""))
