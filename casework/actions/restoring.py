"""What a backup cannot know when it is restored: who was erased since, what is held for a court, what went out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.actions.erasure import erase_customer
from casework.actions.messages import delivery_of
from casework.actions.work import RefusedError, Work
from casework.actions.worker import note_gone_out
from casework.records import outbox, retention
from casework.records.apart import LIFTED, PLACED
from casework.records.base import new_ref
from casework.records.outbox import Job
from casework.records.people import Customer, StaffMember
from casework.records.retention import LegalHold
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


class HeldAgain(NamedTuple):
    """References of legal holds: placed again, each with its customer's; lifted again; and for nobody who is here."""

    placed: list[str]
    lifted: list[str]
    nobodys: list[str]


def hold_again(work: Work, lines: Collection[str]) -> HeldAgain:
    """Let the legal holds stand as they stood after the backup was taken; ``lines``: what is noted about them.

    Why they were placed is not noted, so they are to be looked at at once. One for two records that were made one
    since is for both, and one for a record that is part of another here is for that.
    """
    over = {line.split()[1] for line in lines if line.startswith(LIFTED)}
    done = HeldAgain([], [], [])
    for hold in retention.holds(work.session):
        if hold.ref in over:
            _lift(work, hold, "Lifted before a restore, which repeats it.")
            done.lifted.append(hold.ref)
    known = over | set(work.session.scalars(select(LegalHold.ref)))
    lines_placed = (line.split() for line in sorted(lines) if line.startswith(PLACED))
    noted = {(ref, whose): by for _, ref, whose, *by in lines_placed}
    for (ref, customer_ref), by in sorted(noted.items()):
        if ref not in known:
            placed = _place(work, ref, customer_ref, *by)
            (done.placed if placed else done.nobodys).append(f"{placed or ref} ({customer_ref})")
    return done


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
            _lift(work, hold, "Lifted before the erasure that a restore repeats.")
        try:
            again.append(erase_customer(work, person.ref))
        except RefusedError:
            left.append(person.ref)
    return again, left


def _place(work: Work, ref: str, customer_ref: str, placed_by: str, at: str) -> str | None:
    """The reference of the hold; None where there is nobody here for whom it could be."""
    person = work.session.scalar(select(Customer).where(Customer.ref == customer_ref))
    while person is not None and person.merged_into_id is not None:
        person = work.session.get_one(Customer, person.merged_into_id)
    who_placed_it_first = select(StaffMember.id).order_by(StaffMember.ref != placed_by, StaffMember.id)
    staff_id = work.session.scalar(who_placed_it_first.limit(1))
    if person is None or person.erased_at is not None or staff_id is None:
        return None
    used = work.session.scalar(select(LegalHold.id).where(LegalHold.ref == ref))
    row = LegalHold(ref=new_ref("X") if used else ref, customer_id=person.id, placed_by_id=staff_id)
    row.placed_at, row.look_again_on, row.form_key = datetime.fromisoformat(at), work.today, f"restored {row.ref}"
    row.why = f"Placed by {placed_by} on {at[:10]}, after the backup that was restored: ask them for the reason."
    work.session.add(row)
    work.session.flush()
    work.record("hold_placed", row.ref, person.id, why=row.why, look_again_on=row.look_again_on)
    return row.ref


def _lift(work: Work, hold: LegalHold, why: str) -> None:
    hold.lifted_at, hold.lifted_why = work.now, why
    work.session.flush()
    work.record("hold_lifted", hold.ref, hold.customer_id, why=why)


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
