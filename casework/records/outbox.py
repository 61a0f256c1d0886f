"""Work that follows from an act, queued in the same transaction, done exactly once in effect.

A worker claims a job under a lease; the number of tries is its fencing token. The result and "done" are written in
one transaction that holds only while the token is still the claimed one, so a worker that was thought dead and comes
back changes nothing. Who works on it for long renews the lease (casework/actions/leases.py).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Index, String, and_, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.base import Base

LEASE: Final = timedelta(minutes=2)
# How long a job waits after each try that failed. What is made in the house fails for a reason that stays, and people
# are told within the hour; whoever carries or scans may be away for a day, and nothing is lost by waiting for them.
_IN_THE_HOUSE: Final = tuple(timedelta(seconds=wait) for wait in (10, 20, 40, 60, 120, 180, 300, 300, 600, 600, 600))
_OUT_OF_IT: Final = tuple(timedelta(minutes=wait) for wait in (1, 2, 10, 30, 60, 120, 180, 240, 300, 360, 360))
_OUTWARD: Final = ("send_", "hand_over")  # how the kinds begin by which something leaves the house
_OUTSIDE: Final = (*_OUTWARD, "scan")  # how the kinds begin for which somebody else must be there
MOST_TRIES: Final = len(_IN_THE_HOUSE) + 1
HELD: Final = datetime(9999, 1, 1, tzinfo=UTC)  # until when a job is leased that is held back: nobody takes it
LOST: Final = "WorkerLost"  # the error of a job under which the worker itself went each time


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
    tries: Mapped[int] = mapped_column(default=0)  # the fencing token too, and so it never goes back
    forgiven: Mapped[int] = mapped_column(default=0, server_default="0")  # tries before staff asked for it once more
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]  # given up after MOST_TRIES; staff see it (casework/records/parked.py)
    last_error: Mapped[str | None] = mapped_column(String(200))  # the kind of fault, never its data


def enqueue(session: Session, kind: str, key: str, payload: dict[str, Any], now: datetime) -> None:
    """Ask for work in the caller's transaction. Asked again under the same key, it is still asked once."""
    if session.scalar(select(Job.id).where(Job.key == key)) is None:
        session.add(Job(kind=kind, key=key, payload=payload, made_at=now, run_after=now))
        session.flush()


def begin_now(session: Session, now: datetime) -> None:
    """What waits counts as asked for now: it was asked for in the days of a story, when nobody was there to do it."""
    open_jobs = update(Job).where(_OPEN).values(made_at=now, run_after=now)
    session.execute(open_jobs.execution_options(synchronize_session=False))


def waiting(session: Session, now: datetime, kinds: Collection[str]) -> bool:
    """Is there anything to do of these kinds, or to give up? Reads only, so that idle workers take no lock."""
    return session.scalar(select(Job.id).where(_free(now, kinds)).limit(1)) is not None


def give_up_lost(session: Session, now: datetime) -> bool:
    """Park the jobs under which a worker vanished at their last try: it died of them, or hangs. True: there are some.

    Nobody is left to say what failed, and each such job might take the next worker with it, for ever.
    """
    lost = (
        update(Job)
        .where(_OPEN, Job.leased_until < now, Job.tries - Job.forgiven >= MOST_TRIES)
        .values(parked_at=now, leased_until=None, last_error=LOST)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return bool(session.scalars(lost).all())


def claim(session: Session, now: datetime, kinds: Collection[str]) -> Job | None:
    """Take the next job of these kinds whose time has come and that no living worker holds.

    Commit before working on it.
    """
    first = (
        select(Job.id)
        .where(_free(now, kinds), Job.tries - Job.forgiven < MOST_TRIES)
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


_OPEN: Final = and_(Job.done_at.is_(None), Job.parked_at.is_(None))


def _free(now: datetime, kinds: Collection[str]) -> ColumnElement[bool]:
    unclaimed = or_(Job.leased_until.is_(None), Job.leased_until < now)
    return and_(Job.kind.in_(kinds), _OPEN, Job.run_after <= now, unclaimed)


def renew(session: Session, job_id: int, token: int, now: datetime) -> bool:
    """Whoever holds this job goes on working on it. False: it holds it no longer."""
    renewed = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.tries == token, _OPEN, Job.leased_until.is_not(None))
        .values(leased_until=now + LEASE)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return renewed is not None


def finish(session: Session, job_id: int, token: int, now: datetime) -> bool:
    """Mark done, in the transaction that writes the result. False: roll back.

    Another worker has it now, or it was given up, and people are told that it is not done.
    """
    done = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.tries == token, _OPEN)
        .values(done_at=now, leased_until=None, last_error=None)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return done is not None


def fail(session: Session, job: Job, error: str, now: datetime, *, for_good: bool = False) -> bool:
    """Try a claimed job again later (see the waits above), or park it for people after MOST_TRIES. True: parked.

    ``for_good``: no later try could do better, so it is parked at once.
    """
    tried = job.tries - job.forgiven
    parked = now if for_good or tried >= MOST_TRIES else None
    wait = timedelta() if parked else (_OUT_OF_IT if job.kind.startswith(_OUTSIDE) else _IN_THE_HOUSE)[tried - 1]
    noted = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.tries == job.tries, _OPEN)
        .values(leased_until=None, last_error=error[:200], parked_at=parked, run_after=now + wait)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return noted is not None and parked is not None


def put_off(session: Session, job: Job, until: datetime) -> None:
    """Let a claimed job wait until its moment; that is no failure, and this try does not count."""
    session.execute(
        update(Job)
        .where(Job.id == job.id, Job.tries == job.tries, _OPEN)
        .values(leased_until=None, run_after=until, forgiven=Job.forgiven + 1)
        .execution_options(synchronize_session=False)
    )


def hold(session: Session) -> list[int]:
    """Let nobody take what waits to leave the house, until it is let go; the numbers of these jobs."""
    leaves = or_(*(Job.kind.startswith(kind) for kind in _OUTWARD))
    held = update(Job).where(_OPEN, leaves).values(leased_until=HELD).returning(Job.id)
    return list(session.scalars(held.execution_options(synchronize_session=False)))


def held(session: Session) -> list[Job]:
    """The jobs that are held back, the oldest first."""
    chosen = select(Job).where(_OPEN, Job.leased_until == HELD).order_by(Job.made_at, Job.id)
    return list(session.scalars(chosen))


def try_again(session: Session, job_id: int, now: datetime) -> None:
    """A parked job is to be tried from now on, as often as a new one; every other is left as it is."""
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.done_at.is_(None), Job.parked_at.is_not(None))
        .values(parked_at=None, leased_until=None, run_after=now, forgiven=Job.tries)
        .execution_options(synchronize_session=False)
    )
