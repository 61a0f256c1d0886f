"""Nothing is kept longer than its time: the night deletes what is over, and leaves a proof; a legal hold stops it.

What is deleted is gone from its tables and from the file store, and so is the content of the events about it. That it
was there, that it is gone and by which rule stays: in a row for people to read, and in the chain of events.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, func, null, or_, select, union
from sqlalchemy.orm import Session

from casework.actions import deleting, rows, text
from casework.actions.erasure import erase_customer, remove_after_commit
from casework.actions.importing import administrator
from casework.actions.work import NotFoundError, Work
from casework.records import events, keys, retention
from casework.records.accounts import Correction
from casework.records.administration import ImportBatch
from casework.records.agreements import ContactAgreement
from casework.records.base import Base, UTCDateTime, new_ref
from casework.records.cases import Case, Incident
from casework.records.changes import ChangeOfCircumstances
from casework.records.complaints import Complaint, ComplaintStage
from casework.records.database import Database
from casework.records.events import Event
from casework.records.fairness import ConductConcern, RiskFrom
from casework.records.people import Customer
from casework.records.requests import EssentialRequest
from casework.records.retention import Deletion, LegalHold
from casework.records.services import ServiceRequest
from casework.records.signin import AccessLook
from casework.rules.calendar import day_of, months_after
from casework.rules.retention import Clock, clocks, look_again

log = logging.getLogger(__name__)

CUSTOMER: Final = "customer"
IMPORT_FILE: Final = "import_file"
LOOK: Final = "look"
NOTE_HOLD: Final = "note_hold"  # the job that notes it apart from the database (records/apart.py)
_AT_MOST: Final = 20_000  # of one kind in a night: the next one takes the rest
_HELD: Final = select(LegalHold.customer_id).where(LegalHold.lifted_at.is_(None))


@dataclass(frozen=True)
class _Kind:
    """Where a kind of record lies. ``chosen``: number, customer, and the moment or day from which its clock runs
    (``started``), of what is over with."""

    table: Table
    chosen: Select[Any]
    started: Any
    moment: bool

    def before(self, day: date) -> Select[Any]:
        """Those whose clock began before that day, the first first; nothing of a customer for whom a hold stands."""
        bound = datetime.combine(day, time(), UTC) if self.moment else day
        whose = self.chosen.selected_columns[1]
        free = or_(whose.is_(None), whose.not_in(_HELD))
        return self.chosen.where(self.started < bound, free).order_by(self.started).limit(_AT_MOST)


@dataclass(frozen=True)
class _Deleted:
    """What a deletion took with it."""

    kept_until: date
    customer_ref: str | None
    gone: deleting.Gone
    events: Collection[int] = ()


def place_hold(work: Work, customer_ref: str, why: str, form_key: str) -> str:
    """From now on nothing of this customer is deleted; the same form sent twice is one hold. Returns its reference."""
    staff, person = administrator(work), rows.customer(work, customer_ref)
    known = rows.sent_before(work, LegalHold, form_key, customer_id=person.id)
    if known is not None:
        return known
    row = LegalHold(
        ref=new_ref("X"), form_key=form_key, customer_id=person.id, why=text.needed(why, "why", 2_000),
        look_again_on=look_again(work.today), placed_by_id=staff.id, placed_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record("hold_placed", row.ref, person.id, why=row.why, look_again_on=row.look_again_on)
    work.ask_for(NOTE_HOLD, f"hold placed {row.ref}", hold=row.ref)
    return row.ref


def lift_hold(work: Work, ref: str, why: str) -> str:
    """The hold is over, and what is over with goes the next night; twice is once. Returns its reference."""
    staff, row = administrator(work), retention.hold(work.session, ref)
    rows.lock(work, row.customer_id)
    work.session.refresh(row)
    if row.lifted_at is None:
        row.lifted_why, row.lifted_by_id, row.lifted_at = text.needed(why, "why", 2_000), staff.id, work.now
        work.session.flush()
        work.record("hold_lifted", row.ref, row.customer_id, why=row.lifted_why)
        work.ask_for(NOTE_HOLD, f"hold lifted {row.ref}", hold=row.ref)
    return row.ref


def run(database: Database, work_of: Callable[[Session], Work]) -> int:
    """Delete all whose time is over, one customer after the other; returns how many deletions there were.

    One that fails keeps no other from its turn, is whole, and is tried again the next night; the log names nobody.
    """
    done = 0
    for clock in clocks():
        with database.reading() as session:
            work = work_of(session)
            found = due(session, clock, work.today)
        for customer_id, numbers in found.items():
            try:
                with database.writing() as session:
                    done += _delete(work_of(session), clock, customer_id, numbers)
            except NotFoundError:
                continue  # erased meanwhile
            except Exception as fault:  # noqa: BLE001  one record must not keep all others beyond their time
                log.error("a deletion of the kind %s failed: %s", clock.kind, type(fault).__name__)
    return done


def due(session: Session, clock: Clock, today: date) -> dict[int, dict[int, date]]:
    """What is over, by customer: the numbers of its rows, each with the last day on which it was kept.

    Under the number of nobody: what is proved together. Nothing of a customer for whom a hold stands.
    """
    found: dict[int, dict[int, date]] = {}
    begun = months_after(today, -clock.months) + timedelta(days=2)  # a little too many: the clock itself decides
    for number, customer_id, started in session.execute(_KINDS[clock.kind].before(begun)):
        day = _day(started)
        if clock.over(day, today):
            whose = keys.NOBODY if clock.kind in (LOOK, IMPORT_FILE) else customer_id
            found.setdefault(whose, {})[number] = clock.kept_until(day)
    return found


def count_due(session: Session, today: date) -> Mapping[str, int]:
    """How much of each kind the next night deletes."""
    return {clock.kind: sum(map(len, due(session, clock, today).values())) for clock in clocks()}


def still_there(session: Session, proof: Deletion) -> tuple[str, ...]:
    """What of a deletion can be found after all: references, and "event" where the chain does not say so. Nothing, if
    all is as the proof has it."""
    found = [
        ref
        for table in Base.metadata.sorted_tables
        if proof.kind != CUSTOMER and {"ref", "id"} <= set(table.columns.keys()) and table.name != "deletion"
        for ref in session.scalars(select(table.c.ref).where(table.c.ref.in_(proof.subjects[:500])))
    ]
    if proof.kind == CUSTOMER:
        there = select(Customer).where(Customer.ref == proof.customer_ref)
        person = session.scalar(there)
        found += [proof.customer_ref or ""] if person is None or person.name or person.erased_at is None else []
        if person is not None and session.get(keys.PersonKey, person.id) is not None:
            found.append(person.ref)
    event = session.get(Event, proof.event_number)
    if event is None or event.name != events.DELETED or event.subject != proof.ref:
        found.append("event")
    return tuple(dict.fromkeys(found))


def _delete(work: Work, clock: Clock, customer_id: int, numbers: Mapping[int, date]) -> int:
    if customer_id == keys.NOBODY:
        return _of_nobody(work, clock, numbers)
    person = rows.lock(work, customer_id)
    if retention.customers_holds(work.session, customer_id):
        return 0  # placed meanwhile
    kept_until = max(numbers.values())
    if clock.kind == CUSTOMER:
        erase_customer(work, person.ref)
        _prove(work, clock, _Deleted(kept_until, person.ref, deleting.Gone(rows={CUSTOMER: {customer_id}})))
        return 1
    gone = deleting.delete_whole(work.session, _KINDS[clock.kind].table, numbers)
    emptied = deleting.empty_events(work.session, gone.refs, (customer_id, *keys.taken_in(work.session, customer_id)))
    _prove(work, clock, _Deleted(kept_until, person.ref, gone, emptied))
    remove_after_commit(work.session, *gone.files)
    return 1


def _of_nobody(work: Work, clock: Clock, numbers: Mapping[int, date]) -> int:
    """Looks at records, and files that were brought and never taken in: one proof for all of a night."""
    if clock.kind == LOOK:
        gone = deleting.delete_whole(work.session, _KINDS[LOOK].table, numbers)
    else:
        batches = work.session.scalars(select(ImportBatch).where(ImportBatch.id.in_(numbers)).with_for_update()).all()
        gone = deleting.Gone(rows={IMPORT_FILE: {one.id for one in batches}})
        gone.files = [one.stored_as for one in batches if one.stored_as]
        for one in batches:
            one.stored_as, one.state = None, "discarded"
        work.session.flush()
    _prove(work, clock, _Deleted(max(numbers.values()), None, gone))
    remove_after_commit(work.session, *gone.files)
    return 1


def _prove(work: Work, clock: Clock, done: _Deleted) -> None:
    """That it is gone, by which rule, for people and in the chain."""
    gone = done.gone
    row = Deletion(
        ref=new_ref("X"), kind=clock.kind, customer_ref=done.customer_ref, subjects=sorted(gone.refs),
        kept_until=done.kept_until, source=f"{clock.source}: {clock.law}" if clock.law else clock.source,
        rows=gone.counts, files=len(gone.files), events=len(done.events), event_number=0, deleted_at=work.now,
    )  # fmt: skip
    said: dict[str, Any] = {
        "kind": row.kind,
        "customer": row.customer_ref,
        "rows": row.rows,
        "files": row.files,
        "source": row.source,
    }
    work.record(events.DELETED, row.ref, subjects=row.subjects, events=list(done.events), **said)
    row.event_number = work.session.scalar(select(func.max(Event.number))) or 0
    work.session.add(row)
    work.session.flush()


def _day(started: date | datetime) -> date:
    return day_of(started) if isinstance(started, datetime) else started


def _of(model: type[Any], started: Any, *conditions: ColumnElement[bool], whose: Any = None) -> _Kind:
    customer = model.customer_id if whose is None else whose
    moment = isinstance(started.type, UTCDateTime)
    return _Kind(model.__table__, select(model.id, customer, started).where(*conditions), started, moment)


def _answered() -> Any:
    """The day of the last answer to a complaint."""
    stages = select(func.max(ComplaintStage.answered_on)).where(ComplaintStage.complaint_id == Complaint.id)
    return stages.correlate(Complaint).scalar_subquery()


_LEFT: Final = func.coalesce(Customer.left_on, Customer.died_on)
# What somebody still relies on is not over with.
_AGREED: Final = select(ContactAgreement.case_id).where(ContactAgreement.state == "accepted")
_AT_RISK: Final = select(RiskFrom.incident_id).where(RiskFrom.ended_on.is_(None))
_ANSWERED_FOR: Final = select(ConductConcern.incident_id).where(
    ConductConcern.state == "open", ConductConcern.incident_id.is_not(None)
)
# Who left long ago may have come back with something: while that waits for us, or has a time of its own by law, they
# do not go (Complaint Handling Code 5.12). Cases and complaints that are over go before them.
_WAITS: Final = union(
    select(Case.customer_id).where(or_(Case.stage != "ended", Case.id.not_in(_AGREED))),
    select(Complaint.customer_id),
    select(EssentialRequest.customer_id).where(EssentialRequest.state != "answered"),
    select(Correction.customer_id).where(Correction.state != "answered"),
    select(ChangeOfCircumstances.customer_id).where(ChangeOfCircumstances.state != "answered"),
    select(ConductConcern.customer_id).where(ConductConcern.state == "open"),
)
_KINDS: Final[Mapping[str, _Kind]] = {
    "incident": _of(
        Incident, Incident.recorded_at, Incident.case_id.is_(None), Incident.id.not_in(_AT_RISK),
        Incident.id.not_in(_ANSWERED_FOR),
    ),
    "case": _of(Case, Case.ended_on, Case.stage == "ended", Case.id.not_in(_AGREED)),
    "complaint": _of(Complaint, _answered(), Complaint.state == "answered"),
    "request": _of(EssentialRequest, EssentialRequest.answered_at, EssentialRequest.state == "answered"),
    "service": _of(
        ServiceRequest, ServiceRequest.ended_at, ServiceRequest.state.in_(("done", "closed")),
        ServiceRequest.customer_id.is_not(None),
    ),
    "change": _of(
        ChangeOfCircumstances, ChangeOfCircumstances.answered_at, ChangeOfCircumstances.state == "answered"
    ),
    "correction": _of(Correction, Correction.answered_at, Correction.state == "answered"),
    LOOK: _of(AccessLook, AccessLook.at),
    IMPORT_FILE: _of(ImportBatch, ImportBatch.made_at, ImportBatch.stored_as.is_not(None), whose=null()),
    CUSTOMER: _of(Customer, _LEFT, Customer.erased_at.is_(None), Customer.id.not_in(_WAITS), whose=Customer.id),
}  # fmt: skip
