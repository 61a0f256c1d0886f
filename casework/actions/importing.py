"""Records from elsewhere: a file is looked through and kept, then taken in whole by one act, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import imported_customers, imported_restrictions, rows, text
from casework.actions.erasure import remove_after_commit
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import files, keys
from casework.records.administration import ImportBatch, ImportTask
from casework.records.base import new_ref
from casework.records.people import StaffMember
from casework.rules import imports
from casework.rules.imports import Fault, Line, UnreadableFileError

ADMINISTRATOR: Final = "administrator"
_READERS: Final[Mapping[str, Callable[[Work, tuple[Line, ...]], imported_customers.Found]]] = {
    imports.CUSTOMERS: imported_customers.look,
    imports.RESTRICTIONS: imported_restrictions.look,
}


def check(work: Work, kind: str, name: str, data: bytes, form_key: str) -> str:
    """Look a file through and keep it; nothing of it is on record yet. The same form sent twice is one file.

    Returns the reference. RefusedError: "administrator_only", "unknown_code", and the codes of a file that is of no
    use as a whole (``imports.read``), with ``column``.
    """
    person = administrator(work)
    known = work.session.scalar(select(ImportBatch).where(ImportBatch.form_key == form_key))
    if known is not None:
        return known.ref
    if kind not in imports.KINDS:
        raise RefusedError("unknown_code", field="kind")
    lines = _lines(kind, data)
    found = _READERS[kind](work, lines)
    row = ImportBatch(
        ref=new_ref("X"),
        form_key=form_key,
        kind=kind,
        name=text.line(name, "name"),
        sha256=hashlib.sha256(data).hexdigest(),
        stored_as=files.put(work.session, keys.NOBODY, data),
        state="checked",
        lines=len(lines),
        made_by_id=person.id,
        made_at=work.now,
    )
    _note(row, found)
    work.session.add(row)
    work.session.flush()
    counts = {"lines": row.lines, "to_take": row.to_take, "known": row.known, "wrong": row.wrong}
    work.record("import_checked", row.ref, after={"kind": kind, "file": row.name, "sha256": row.sha256, **counts})
    return row.ref


def take_in(work: Work, ref: str) -> str:
    """Take a file in: every line of it, or nothing. Taking it in twice is taking it in once.

    It is looked through anew, since the record may have changed meanwhile. RefusedError: "administrator_only",
    "import_is_discarded", "import_has_faults" (what is wrong now stands with the file).
    """
    person, row = administrator(work), _locked(work, ref)
    if row.state == "done":
        return row.ref
    found = _READERS[row.kind](work, imports.read(row.kind, _kept(work.session, row)))
    if found.faults:
        raise RefusedError("import_has_faults")
    _note(row, found)
    made = found.take_in(work, row)
    row.state, row.done_by_id, row.done_at = "done", person.id, work.now
    _let_go(work, row)
    work.record(f"{row.kind}_imported", row.ref, after={"sha256": row.sha256, "known": row.known, "made": made})
    return row.ref


def discard(work: Work, ref: str) -> str:
    """Let go of a file that was looked through. RefusedError: "administrator_only", "import_is_done"."""
    administrator(work)
    row = _locked(work, ref, discarding=True)
    if row.state == "checked":
        row.state = "discarded"
        _let_go(work, row)
        work.record("import_discarded", row.ref)
    return row.ref


def preview(session: Session, row: ImportBatch) -> tuple[Line, ...]:
    """The first ten lines of a file that waits; none once it is settled."""
    return imports.read(row.kind, _kept(session, row))[:10] if row.stored_as is not None else ()


def finish_task(work: Work, ref: str, note: str) -> str:
    """Something that a record lacked was seen to; finishing it twice is finishing it once. Returns its reference."""
    person = rows.acting_staff(work)
    row = work.session.scalar(select(ImportTask).where(ImportTask.ref == ref).with_for_update())
    if row is None:
        raise NotFoundError(ref)
    rows.lock(work, row.customer_id)
    if row.state == "open":
        row.note, row.state = text.needed(note, "words"), "done"
        row.done_by_id, row.done_at = person.id, work.now
        work.session.flush()
        work.record("import_task_done", row.subject, row.customer_id, task=row.ref, lacked=row.code, why=row.note)
    return row.ref


def administrator(work: Work) -> StaffMember:
    """Who acts, an administrator. RefusedError("administrator_only")."""
    person = rows.acting_staff(work)
    if not rows.holds(person, ADMINISTRATOR, work.today):
        raise RefusedError("administrator_only")
    return person


def _lines(kind: str, data: bytes) -> tuple[Line, ...]:
    try:
        return imports.read(kind, data)
    except UnreadableFileError as error:
        raise RefusedError(error.code, field="file", column=error.column) from error


def _note(row: ImportBatch, found: imported_customers.Found) -> None:
    wrong: dict[int, Fault] = {}
    for fault in found.faults:
        wrong.setdefault(fault.line, fault)
    row.to_take, row.known, row.wrong = found.to_take, found.known, len(wrong)
    row.errors = [fault.plain() for fault in found.faults[: imports.MOST_SHOWN]]


def _locked(work: Work, ref: str, *, discarding: bool = False) -> ImportBatch:
    row = work.session.scalar(select(ImportBatch).where(ImportBatch.ref == ref).with_for_update())
    if row is None:
        raise NotFoundError(ref)
    if row.state == ("done" if discarding else "discarded"):
        raise RefusedError(f"import_is_{row.state}")
    return row


def _kept(session: Session, row: ImportBatch) -> bytes:
    return files.get(session, keys.NOBODY, row.stored_as or "")


def _let_go(work: Work, row: ImportBatch) -> None:
    """The file goes; what came of it, and its hash, stay."""
    if row.stored_as is not None:
        remove_after_commit(work.session, row.stored_as)
        row.stored_as = None
    work.session.flush()
