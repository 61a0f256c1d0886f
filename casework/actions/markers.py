"""Instructions handed to contractors and to the housing system, their receipts, and calling them back.

Watford 3.1 and 4.4, One Vision Housing 4.1. What is handed out is read from the restrictions as they stand at that
moment; when they end, whoever holds a copy is told, until they say that it is gone (UK GDPR articles 5 and 19).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from casework.actions import rows, services
from casework.actions.hand_overs import HAND_OVER
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import keys
from casework.records import markers as records
from casework.records.base import new_ref
from casework.records.markers import REMOVE, SET, JobInstruction, MarkerCopy, MarkerFile
from casework.records.people import StaffMember
from casework.records.services import OPEN, ServiceRequest
from casework.rules import markers as rules

NO_MARKERS: Final = "no_markers"


def tell(work: Work, request_ref: str, contractor_ref: str, expires_on: date) -> str:
    """Let a contractor see how a job is visited, until a day; said again it is a new day, or nothing at all.

    NotFoundError for somebody who is no contractor today. RefusedError: "in_the_past", "too_far_ahead" (``field``
    expires_on), "service_is_…" for a job that is over.
    """
    person = rows.acting_staff(work)
    request = services.taken(work, request_ref)
    if request.state not in OPEN:
        raise RefusedError(f"service_is_{request.state}")
    if expires_on < work.today:
        raise RefusedError("in_the_past", field="expires_on")
    if expires_on > work.today + timedelta(days=rules.days_of_a_job()):
        raise RefusedError("too_far_ahead", field="expires_on")
    contractor = _contractor(work, contractor_ref)
    row = _of_job(work, request.id, contractor.id)
    if row is not None and (row.expires_on, row.taken_back_on) == (expires_on, None):
        return request.ref
    if row is None:
        row = JobInstruction(request_id=request.id, contractor_id=contractor.id, received=[])
        work.session.add(row)
    row.given_by_id, row.given_at, row.expires_on, row.taken_back_on = person.id, work.now, expires_on, None
    work.session.flush()
    _on_record(work, request, "job_instruction_given", contractor=contractor.ref, until=expires_on)
    return request.ref


def take_back(work: Work, request_ref: str, contractor_ref: str) -> str:
    """The contractor does not do the job any more: they see nothing of it, and are asked to let go of what they have.

    Twice is once. NotFoundError where they were never told.
    """
    rows.acting_staff(work)
    request = services.taken(work, request_ref)
    chosen = select(StaffMember).where(StaffMember.ref == contractor_ref)
    contractor = work.session.scalar(chosen)
    row = _of_job(work, request.id, contractor.id) if contractor else None
    if row is None or contractor is None:
        raise NotFoundError(contractor_ref)
    if row.taken_back_on is None:
        row.taken_back_on = work.today
        work.session.flush()
        _on_record(work, request, "job_instruction_taken_back", contractor=contractor.ref)
    return request.ref


def confirm(work: Work, request_ref: str, seen: Sequence[str]) -> str:
    """A contractor says that they have what their page showed, ``seen``, and nothing else; said twice it is once.

    So one receipt answers both: an instruction that is new, and one that was called back or has lapsed.
    NotFoundError for a job of somebody else. RefusedError "changed_meanwhile" where it is another one now.
    """
    person = rows.acting_staff(work)
    request = services.taken(work, request_ref)
    row = _of_job(work, request.id, person.id)
    if row is None:
        raise NotFoundError(request_ref)
    codes = list(shown(work, row))
    if list(seen) != codes:
        raise RefusedError("changed_meanwhile")
    if row.received_at is not None and row.received == codes:
        return request.ref
    before, row.received, row.received_at = list(row.received), codes, work.now
    work.session.flush()
    _on_record(work, request, "job_instruction_received", before=before, after=codes)
    return request.ref


def shown(work: Work, row: JobInstruction) -> tuple[str, ...]:
    """The codes that a contractor's page shows today: none once it has lapsed."""
    if not row.open_on(work.today):
        return ()
    return tuple(one.code for one in records.for_visit(work.session, work.pack, row.request.customer_id, work.today))


def make_file(work: Work, form_key: str) -> str:
    """A file of all markers for the housing system, and of those to remove from it; the same form sent twice is one.

    RefusedError "no_markers" where the landlord's policy has none.
    """
    person = rows.acting_staff(work)
    known = work.session.scalar(select(MarkerFile.ref).where(MarkerFile.form_key == form_key))
    if known is not None:
        return known
    if work.pack.rules["marker"].origin != "policy":
        raise RefusedError(NO_MARKERS)
    made = MarkerFile(ref=new_ref("X"), form_key=form_key, made_by_id=person.id, made_at=work.now)
    work.session.add(made)
    work.session.flush()
    now = {
        (one.restriction_id, one.instruction.code): one for one in records.standing(work.session, work.pack, work.today)
    }
    gone = [one for one in records.handed_out(work.session) if (one.restriction_id, one.instruction) not in now]
    work.session.add_all(_removal(made.id, one) for one in gone)
    work.session.add_all(_line(made.id, one) for one in now.values())
    work.session.flush()
    work.record("marker_file_made", made.ref, after={"set": len(now), "removed": len(gone)})
    work.ask_for(HAND_OVER, f"markers {made.ref}", markers=made.id)
    return made.ref


def loaded(work: Work, ref: str) -> str:
    """The housing system has taken a file: what it removes is gone from there. Said twice it is once."""
    person = rows.acting_staff(work)
    chosen = select(MarkerFile).where(MarkerFile.ref == ref).with_for_update()
    made = work.session.scalar(chosen.execution_options(populate_existing=True))
    if made is None:
        raise NotFoundError(ref)
    if made.loaded_at is None:
        made.loaded_at, made.loaded_by_id = work.now, person.id
        work.session.flush()
        work.record("marker_file_loaded", made.ref)
    return made.ref


def _contractor(work: Work, ref: str) -> StaffMember:
    for one in records.contractors(work.session, work.today):
        if one.ref == ref:
            return one
    raise NotFoundError(ref)


def _of_job(work: Work, request_id: int, contractor_id: int) -> JobInstruction | None:
    chosen = select(JobInstruction).where(
        JobInstruction.request_id == request_id, JobInstruction.contractor_id == contractor_id
    )
    return work.session.scalar(chosen.execution_options(populate_existing=True))


def _on_record(work: Work, request: ServiceRequest, name: str, **facts: object) -> None:
    work.record(name, request.ref, request.customer_id or keys.NOBODY, **facts)


def _line(file_id: int, given: records.Given) -> MarkerCopy:
    made = given.instruction
    return MarkerCopy(
        file_id=file_id,
        customer_id=given.customer_id,
        restriction_id=given.restriction_id,
        act=SET,
        instruction=made.code,
        purpose=made.purpose,
        valid_from=made.valid_from,
        valid_until=made.valid_until,
        review_on=made.review_on,
    )


def _removal(file_id: int, before: MarkerCopy) -> MarkerCopy:
    return MarkerCopy(
        file_id=file_id,
        customer_id=before.customer_id,
        restriction_id=before.restriction_id,
        act=REMOVE,
        instruction=before.instruction,
        purpose=before.purpose,
        valid_from=before.valid_from,
        valid_until=before.valid_until,
        review_on=before.review_on,
    )
