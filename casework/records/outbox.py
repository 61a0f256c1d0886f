"""Work that follows from an act, queued in the same transaction, done exactly once in effect.

A worker claims a job under a lease; the number of tries is its fencing token. The result and "done" are written in
one transaction that holds only while the token is still the claimed one, so a worker that was thought dead and comes
back changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, String, and_, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.base import Base

LEASE = timedelta(minutes=2)
MOST_TRIES = 8


class Job(Base):
    """Something to do. ``payload`` holds numbers and codes only, nothing personal."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_waiting", "done_at", "parked_at", "run_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120), unique=True)  # the same work asked twice is one job
    payload: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    run_after: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]  # given up after MOST_TRIES; staff see it
    last_error: Mapped[str | None] = mapped_column(String(200))  # the kind of fault, never its data


def enqueue(session: Session, kind: str, key: str, payload: dict[str, Any], now: datetime) -> None:
    """Ask for work in the caller's transaction. Asked again under the same key, it is still asked once."""
    if session.scalar(select(Job.id).where(Job.key == key)) is None:
        session.add(Job(kind=kind, key=key, payload=payload, made_at=now, run_after=now))
        session.flush()


def waiting(session: Session, now: datetime, kinds: Collection[str]) -> bool:
    """Is there anything to do of these kinds? Reads only, so that idle workers take no lock."""
    return session.scalar(select(Job.id).where(_free(now, kinds)).limit(1)) is not None


def claim(session: Session, now: datetime, kinds: Collection[str]) -> Job | None:
    """Take the next job of these kinds whose time has come and that no living worker holds.

    Commit before working on it.
    """
    first = (
        select(Job.id)
        .where(_free(now, kinds))
        .order_by(Job.run_after, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.execute(
        update(Job)
        .where(Job.id == first.scalar_subquery())
        .values(tries=Job.tries + 1, leased_until=now + LEASE)
        .returning(Job)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()


def _free(now: datetime, kinds: Collection[str]) -> ColumnElement[bool]:
    unclaimed = or_(Job.leased_until.is_(None), Job.leased_until < now)
    return and_(Job.kind.in_(kinds), Job.done_at.is_(None), Job.parked_at.is_(None), Job.run_after <= now, unclaimed)


def finish(session: Session, job_id: int, token: int, now: datetime) -> bool:
    """Mark done, in the transaction that writes the result. False: another worker has it now; roll back."""
    done = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.tries == token, Job.done_at.is_(None))
        .values(done_at=now, leased_until=None, last_error=None)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return done is not None


def fail(session: Session, job_id: int, token: int, error: str, now: datetime) -> None:
    """Try again later, each time twice as long after; park it for people after MOST_TRIES."""
    parked = now if token >= MOST_TRIES else None
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.tries == token, Job.done_at.is_(None))
        .values(
            leased_until=None, last_error=error[:200], parked_at=parked, run_after=now + timedelta(seconds=5 * 2**token)
        )
        .execution_options(synchronize_session=False)
    )
