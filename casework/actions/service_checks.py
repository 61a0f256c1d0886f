"""The next safety check of a home: begun by itself in good time, so that nobody has to remember it."""

from __future__ import annotations

from sqlalchemy import select

from casework.actions import rows
from casework.actions.services import Report, keep, new_request, take_up
from casework.actions.work import Work
from casework.records.people import Customer
from casework.records.services import ServiceRequest
from casework.rules.calendar import day_of
from casework.rules.services import due_check, offered_from

BY_THE_CALENDAR = "calendar"  # how it came to us


def begin_next(work: Work, customer_id: int) -> int:
    """Begin each check that is due again soon, once; for every night. Returns how many were begun.

    NotFoundError for somebody who was erased.
    """
    person = rows.lock(work, customer_id)
    done = select(ServiceRequest).where(
        ServiceRequest.customer_id == customer_id, ServiceRequest.next_check_on.is_not(None)
    )
    return sum(_begin(work, person, one) for one in work.session.scalars(done.order_by(ServiceRequest.id)).all())


def _begin(work: Work, person: Customer, before: ServiceRequest) -> bool:
    if before.next_check_on is None or work.today < offered_from(before.next_check_on):
        return False
    later = select(ServiceRequest.id).where(
        ServiceRequest.customer_id == person.id,
        ServiceRequest.about == before.about,
        ServiceRequest.id > before.id,
        ServiceRequest.state != "closed",
    )
    key = f"after {before.ref}"
    known = select(ServiceRequest.id).where(ServiceRequest.form_key == key)
    if work.session.scalar(later.limit(1)) or work.session.scalar(known):
        return False
    request = new_request(work, Report(before.about, "no"), BY_THE_CALENDAR, key)
    request.customer_id, request.last_check_on = person.id, before.ended_at and day_of(before.ended_at)
    keep(work, request)
    take_up(work, request, person, (due_check(before.about, before.next_check_on),))
    return True
