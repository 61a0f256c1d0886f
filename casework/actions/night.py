"""What the calendar brings about: each night, customer by customer, and as often as you like in between."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import (
    absences,
    cases,
    clock,
    keeping,
    lettings,
    missed,
    moving_home,
    retention,
    service_checks,
    similar,
    waiting,
    watch,
    withheld,
)
from casework.actions.work import NotFoundError, Work
from casework.records.administration import CustomerMove
from casework.records.database import Database
from casework.records.decisions import Restriction
from casework.records.letters import Delivery, Letter
from casework.records.reviews import OpenedChannel, Review
from casework.records.services import ServiceRequest
from casework.rules.calendar import UnknownYearError

log = logging.getLogger(__name__)

_APPLYING: Final = ("in_force", "suspended")


def run(database: Database, work_of: Callable[[Session], Work]) -> int:
    """Look after everyone to whom anything applies, or whose home is checked, each in a transaction of their own.

    Returns how many there are. One whose turn fails keeps nobody else from theirs, and is tried again the next time;
    the log names no person.
    """
    arrived(database, work_of)
    with database.reading() as session:
        everyone = _everyone(session)
    for customer_id in everyone:
        try:
            with database.writing() as session:
                work = work_of(session)
                moving_home.due(work, customer_id)
                clock.hold_back(work, customer_id)
                lettings.end_what_has_run_out(work, customer_id)
                missed.look_after(work, customer_id)
                watch.look(work, customer_id)
                withheld.lapse(work, customer_id)
                cases.settle(work, customer_id)
                service_checks.begin_next(work, customer_id)
                absences.note_broken(work, customer_id)
        except NotFoundError:
            continue  # erased meanwhile
        except Exception as fault:  # noqa: BLE001  one person's record must not keep the door of another closed
            log.error("the night's look failed for one customer: %s", type(fault).__name__)
    with database.reading() as session:
        counts = similar.counted(work_of(session))
    with database.writing() as session:
        similar.keep(work_of(session), counts)
    for kind in waiting.SOURCES:  # each by itself: nobody waits long for their turn to write
        with database.writing() as session:
            keeping.keep_kind(work_of(session), kind)
    retention.run(database, work_of)
    return len(everyone)


def arrived(database: Database, work_of: Callable[[Session], Work]) -> None:
    """Count as delivered what was sent long enough ago and did not come back: the days of all else follow from it."""
    with database.reading() as session:
        try:
            until = clock.counted_until(work_of(session))
        except UnknownYearError as unknown:
            log.error("no letter is counted as delivered: %s", unknown)
            return
        sent = select(Letter.customer_id).join(Delivery).where(Delivery.state == "sent", Delivery.sent_at < until)
        readers = sorted(set(session.scalars(sent)))
    for customer_id in readers:
        try:
            with database.writing() as session:
                clock.count_delivered(work_of(session), customer_id)
        except NotFoundError:
            continue  # erased meanwhile
        except Exception as fault:  # noqa: BLE001  one letter must not keep the days of all others
            log.error("the letters of one customer could not be counted: %s", type(fault).__name__)


def _everyone(session: Session) -> list[int]:
    restricted = select(Restriction.customer_id).where(Restriction.state.in_(_APPLYING))
    opened = select(OpenedChannel.customer_id).where(OpenedChannel.closed_on.is_(None))
    reviewed = select(Review.customer_id).where(Review.state == "open")
    checked = select(ServiceRequest.customer_id).where(ServiceRequest.next_check_on.is_not(None))
    moving = select(CustomerMove.customer_id).where(CustomerMove.state == "planned")
    found = {
        *session.scalars(moving),
        *session.scalars(restricted),
        *session.scalars(opened),
        *session.scalars(reviewed),
    }
    return sorted(found | {one for one in session.scalars(checked) if one is not None})
