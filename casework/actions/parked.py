"""What the worker gave up is shown to staff, who have it tried once more or set it aside."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from casework.actions import rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import keys, outbox
from casework.records.appeals import Evidence
from casework.records.asked import AskedCopy
from casework.records.base import new_ref
from casework.records.letters import Delivery, Letter
from casework.records.outbox import Job
from casework.records.parked import ParkedJob, without_a_line
from casework.records.signin import Message

AGAIN: Final = "again"
ASIDE: Final = "aside"


def note(work: Work) -> int:
    """Put on staff's list what was given up and is not on it yet; returns how many. Called where something was."""
    found = without_a_line(work.session)
    for job in found:
        customer_id, letter_ref = _about(work, job)
        line = ParkedJob(
            ref=new_ref("J"),
            job_id=job.id,
            customer_id=customer_id,
            letter_ref=letter_ref,
            error=job.last_error or "",
            tries=job.tries - job.forgiven,
            parked_at=job.parked_at,
            state="open",
        )
        work.session.add(line)
        work.session.flush()
        said = {"kind": job.kind, "error": line.error, "tries": line.tries}
        work.record("job_given_up", line.ref, customer_id or keys.NOBODY, **said)
    return len(found)


def settle(work: Work, ref: str, how: str, words: str) -> str:
    """Have it tried once more (AGAIN), or leave it (ASIDE) and say why; returns the reference.

    The same answer twice is one. RefusedError: "staff_only", "unknown_code", "missing" (``field``), "noted_meanwhile"
    where somebody else has settled it otherwise.
    """
    person = rows.acting_staff(work)
    if how not in (AGAIN, ASIDE):
        raise RefusedError("unknown_code", field="how")
    line = work.session.scalar(select(ParkedJob).where(ParkedJob.ref == ref).with_for_update())
    if line is None:
        raise NotFoundError(ref)
    if line.state == how:
        return ref
    if line.state != "open":
        raise RefusedError("noted_meanwhile")
    why = text.needed(words, "words") if how == ASIDE else ""
    line.state, line.settled_by_id, line.settled_at = how, person.id, work.now
    if how == AGAIN:
        outbox.try_again(work.session, line.job_id, work.now)
    work.session.flush()
    work.record("job_settled", ref, line.customer_id or keys.NOBODY, how=how, why=why)
    return ref


def _about(work: Work, job: Job) -> tuple[int | None, str | None]:
    """The customer for whom it was to be done, and the letter that it is about, as far as there are any."""
    if "delivery" in job.payload:
        delivery = work.session.get(Delivery, job.payload["delivery"])
        return _of_letter(delivery.letter) if delivery else (None, None)
    if "copy" in job.payload:
        copy = work.session.get(AskedCopy, job.payload["copy"])
        return _of_letter(copy.letter) if copy else (None, None)
    if "evidence" in job.payload:
        sent = work.session.get(Evidence, job.payload["evidence"])
        return (sent.customer_id if sent else None), None
    if "message" in job.payload:
        message = work.session.get(Message, job.payload["message"])
        return (message.person_id if message and message.person == "customer" else None), None
    return None, None


def _of_letter(letter: Letter) -> tuple[int, str]:
    return letter.customer_id, letter.ref
