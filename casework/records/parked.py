"""Jobs that nobody tries any more, as staff see them: what was not done, for whom, since when, and what became of it.

A line holds codes and numbers alone. What a person wrote about it stands in the event, encrypted with the customer's
key.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.outbox import Job
from casework.records.people import Customer


class ParkedJob(Base):
    """One time that a job was given up. Tried once more and given up again, it has a second line."""

    __tablename__ = "parked_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)  # None: not for a customer
    letter_ref: Mapped[str | None] = mapped_column(String(20))  # whose page says more, where it is about a letter
    error: Mapped[str] = mapped_column(String(200))  # of the last try, as Job.last_error
    tries: Mapped[int]
    parked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), index=True)  # open again aside
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    settled_at: Mapped[datetime | None]

    job: Mapped[Job] = relationship()
    customer: Mapped[Customer | None] = relationship()


def parked(session: Session, ref: str) -> ParkedJob:
    """One of them, with its job. NotFoundError where there is none."""
    chosen = select(ParkedJob).where(ParkedJob.ref == ref)
    found = session.scalar(chosen.options(joinedload(ParkedJob.job), joinedload(ParkedJob.customer)))
    if found is None:
        raise NotFoundError(ref)
    return found


def without_a_line(session: Session) -> list[Job]:
    """Jobs that were given up and that no line tells of yet."""
    told = select(ParkedJob.id).where(ParkedJob.job_id == Job.id, ParkedJob.parked_at == Job.parked_at)
    chosen = select(Job).where(Job.parked_at.is_not(None), Job.done_at.is_(None), ~told.exists())
    return list(session.scalars(chosen.order_by(Job.id).execution_options(populate_existing=True)))


def count_open(session: Session) -> dict[str, int]:
    """How many wait for somebody to look at them, by the kind of job."""
    chosen = select(Job.kind, func.count()).join(ParkedJob, ParkedJob.job_id == Job.id)
    return {kind: count for kind, count in session.execute(chosen.where(ParkedJob.state == "open").group_by(Job.kind))}
