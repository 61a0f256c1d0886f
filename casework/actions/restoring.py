"""What a backup cannot know when it is restored: who was erased since, and which messages have gone out since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.actions.erasure import erase_customer
from casework.actions.messages import delivery_of
from casework.actions.work import RefusedError, Work
from casework.actions.worker import note_gone_out
from casework.records import outbox, retention
from casework.records.outbox import Job
from casework.records.people import Customer
from casework.records.signin import Message


@dataclass(frozen=True)
class HeldBack:
    """A job that a restore held back. ``kind``: that of the message, or of the job where it is none; ``whose``: the
    reference of the customer to whom it goes, if it is one."""

    number: int
    kind: str
    channel: str
    whose: str | None
    asked_at: datetime


def erase_again(work: Work, refs: Collection[str]) -> tuple[list[str], list[str]]:
    """Erase whoever was erased after the backup was taken: the references of these, and of those left for a person.

    A hold that still stands in the backup was lifted before. Left is a record that in the backup is part of another.
    """
    here = select(Customer).where(Customer.ref.in_(refs), Customer.erased_at.is_(None)).order_by(Customer.id)
    again: list[str] = []
    left: list[str] = []
    for person in work.session.scalars(here).all():
        if person.erased_at is not None:
            continue  # with the record that took this one in
        for hold in retention.customers_holds(work.session, person.id):
            hold.lifted_at, hold.lifted_why = work.now, "Lifted before the erasure that a restore repeats."
            work.session.flush()
            work.record("hold_lifted", hold.ref, person.id, why=hold.lifted_why)
        try:
            again.append(erase_customer(work, person.ref))
        except RefusedError:
            left.append(person.ref)
    return again, left


def hold_back(work: Work) -> int:
    """Keep what waits to go out from going, until people have looked at it; returns how many messages and files.

    They may have gone out after the backup was taken.
    """
    numbers = outbox.hold(work.session)
    if numbers:
        work.record("messages_held", "", count=len(numbers))
    return len(numbers)


def held_back(session: Session) -> list[HeldBack]:
    """What is held, the oldest first."""
    found = []
    for job in outbox.held(session):
        message = session.get(Message, job.payload.get("message", 0))
        whose = session.get(Customer, message.person_id) if message and message.person == "customer" else None
        said = (message.kind, message.channel) if message else (job.kind, "")
        found.append(HeldBack(job.id, *said, whose.ref if whose else None, job.made_at))
    return found


def let_go(work: Work, numbers: Collection[int]) -> int:
    """Let them go out, each from the moment on for which it was asked; returns how many were held."""
    count = len(_freed(work, numbers, {"leased_until": None}))
    if count:
        work.record("messages_let_go", "", count=count)
    return count


def drop(work: Work, numbers: Collection[int]) -> int:
    """Send them no more: they went out before. A letter that such a mail is counts as sent from now; how many.

    That is later than it was, to nobody's loss.
    """
    done = _freed(work, numbers, {"leased_until": None, "done_at": work.now, "last_error": "GoneOutBefore"})
    for payload in done:
        message = payload.get("message")
        if message is not None:
            note_gone_out(work, message, delivery_of(work.session, message))
    if done:
        work.record("messages_dropped", "", count=len(done))
    return len(done)


def _freed(work: Work, numbers: Collection[int], values: dict[str, Any]) -> list[dict[str, Any]]:
    """Change these jobs, as far as they are held; what each is about. Of two at once each job meets one."""
    held = [job.id for job in outbox.held(work.session) if job.id in numbers]
    chosen = update(Job).where(Job.id.in_(held), Job.leased_until == outbox.HELD).values(values)
    changed = chosen.returning(Job.payload).execution_options(synchronize_session=False)
    return list(work.session.scalars(changed))
