"""Bundles: a file made of a record is kept, taken and deleted, each on record. And each day the chain is checked."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import account_letters, rows
from casework.actions.erasure import remove_after_commit
from casework.actions.work import RefusedError, Work
from casework.records import bundles as records
from casework.records import events, files, keys
from casework.records.audit import ChainCheck, last_check
from casework.records.base import new_ref
from casework.records.bundles import Bundle
from casework.records.cases import Case
from casework.records.database import Database
from casework.rules.aftermath import manages
from casework.rules.retention import bundle_kept_until

log = logging.getLogger(__name__)

OMBUDSMAN: Final = "ombudsman"
SUBJECT_ACCESS: Final = "subject_access"
_MOST_FAULTS: Final = 100  # that are kept by name
_CHECKED_EVERY: Final = timedelta(hours=20)  # so that it is done each day, though a night begins a little sooner


@dataclass(frozen=True)
class Made:
    """A finished file. ``fingerprint``: SHA-256 of its list of contents, "" where it has none; ``taken_out``: the words
    of third parties that a person took out of it."""

    kind: str
    customer_ref: str
    case_ref: str | None
    data: bytes
    fingerprint: str = ""
    taken_out: Sequence[str] = field(default=())


def keep(work: Work, made: Made, form_key: str) -> str:
    """Keep a bundle, encrypted, until its day; the same form sent twice is one bundle. Returns its reference.

    RefusedError: "managers_only", "form_used" (for somebody else's record).
    """
    staff = _manager(work)
    person = rows.customer(work, made.customer_ref)
    known = rows.sent_before(work, Bundle, form_key, customer_id=person.id, kind=made.kind)
    if known is not None:
        return known
    case_id = work.session.scalar(select(Case.id).where(Case.ref == made.case_ref, Case.customer_id == person.id))
    row = Bundle(
        ref=new_ref("B"), form_key=form_key, kind=made.kind, customer_id=person.id, case_id=case_id,
        stored_as=files.put(work.session, person.id, made.data), size=len(made.data),
        sha256=hashlib.sha256(made.data).hexdigest(), fingerprint=made.fingerprint, made_by_id=staff.id,
        made_at=work.now, delete_on=bundle_kept_until(work.today),
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    said: dict[str, Any] = {"kind": row.kind, "case": made.case_ref, "sha256": row.sha256, "delete_on": row.delete_on}
    work.record("bundle_made", row.ref, person.id, fingerprint=row.fingerprint, taken_out=list(made.taken_out), **said)
    return row.ref


def take(work: Work, ref: str) -> bytes:
    """The file, for the manager who takes it away: each time is on record.

    The first time that somebody takes a customer's own record, the letter that goes with it is sent.

    RefusedError: "managers_only", "bundle_is_gone" (deleted, or no longer to be read).
    """
    _manager(work)
    row = _locked(work, ref)
    if row.stored_as is None:
        raise RefusedError("bundle_is_gone")
    try:
        data = files.get(work.session, row.customer_id, row.stored_as)
    except (FileNotFoundError, ValueError, keys.ErasedError):
        raise RefusedError("bundle_is_gone") from None
    work.record("bundle_taken", row.ref, row.customer_id, kind=row.kind, sha256=row.sha256)
    if row.kind == SUBJECT_ACCESS and row.letter_ref is None:
        row.letter_ref = account_letters.send_own_record(work, row)
        work.session.flush()
    return data


def delete(work: Work, ref: str) -> str:
    """Delete the file before its day; twice is once. RefusedError: "managers_only"."""
    _manager(work)
    _let_go(work, _locked(work, ref), "by hand")
    return ref


def run(database: Database, work_of: Callable[[Session], Work]) -> None:
    """Delete what has had its time, and, once a day, walk along the chain of events: that reads every act there is."""
    with database.reading() as session:
        work, last = work_of(session), last_check(session)
        due = [(one.ref, one.customer_id) for one in records.over(session, work.today)]
        checked = last is not None and timedelta(0) <= work.now - last.at < _CHECKED_EVERY
    for ref, customer_id in due:
        try:
            with database.writing() as session:
                work = work_of(session)
                rows.lock(work, customer_id)
                _let_go(work, _locked(work, ref), "its time was over")
        except Exception as fault:  # noqa: BLE001  one file must not keep the others beyond their time
            log.error("a bundle was not deleted: %s", type(fault).__name__)
    if not checked:
        check_chain(database, work_of)


def check_chain(database: Database, work_of: Callable[[Session], Work]) -> int:
    """Walk along the whole chain and keep what was found, for the auditor; returns how many faults there are."""
    with database.snapshot() as session:
        found = list(events.verify(session))
        last = session.get_one(events.ChainHead, 1).number
    kept = [{"number": one.number, "says": one.says} for one in found[:_MOST_FAULTS]]
    with database.writing() as session:
        at = work_of(session).now
        session.add(ChainCheck(at=at, events=last, count=len(found), faults=kept))
    if found:
        log.error("the record of every act is not as it was written: %s faults", len(found))
    return len(found)


def _manager(work: Work) -> Any:
    staff = rows.acting_staff(work)
    if not manages(work.pack, rows.roles_of(staff, work.today)):
        raise RefusedError("managers_only")
    return staff


def _locked(work: Work, ref: str) -> Bundle:
    row = records.bundle(work.session, ref)
    rows.lock(work, row.customer_id)
    work.session.refresh(row)
    return row


def _let_go(work: Work, row: Bundle, why: str) -> None:
    if row.stored_as is None:
        return
    name, row.stored_as, row.deleted_at = row.stored_as, None, work.now
    work.session.flush()
    work.record("bundle_deleted", row.ref, row.customer_id, why=why)
    remove_after_commit(work.session, name)
