"""Files that people send: kept encrypted the moment they come, and in quarantine until somebody vouches for them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import acting_for, appeals, rows, text
from casework.actions.erasure import remove_after_commit
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import files, keys
from casework.records.appeals import Appeal, Evidence, HeldAppeal
from casework.records.base import new_ref
from casework.records.cases import Incident
from casework.records.changes import ChangeOfCircumstances
from casework.rules.evidence import MOST_FILES, MOST_LATER, kind_of, most_bytes

SCAN: Final = "scan_evidence"  # the job that has a file scanned
_NAME: Final = 200  # the end of a long file name says what it is


@dataclass(frozen=True)
class File:
    """A file as it came. ``media_type``: what its bytes are, found by the form."""

    name: str
    data: bytes
    media_type: str


def attach(work: Work, appeal_ref: str, name: str, data: bytes, media_type: str) -> str:
    """Keep a file with an appeal, until it is answered; the same file sent twice is kept once. Returns its reference.

    ``media_type`` is what the bytes are, found by the form. RefusedError: "file_empty", "file_too_large" (``most``,
    in bytes), "file_type", "too_many_files" (``most``), "appeal_is_decided" and so on. OSError when the disk is full:
    then nothing was kept.
    """
    appeal = appeals.open_to_more(work, appeal_ref)
    draft = appeal.state == "draft"
    if draft:
        appeals.own_draft(work, appeal_ref)
    sent = Evidence(appeal_id=appeal.id, customer_id=appeal.customer_id)
    kept = _keep(work, sent, appeal.evidence, File(name, data, media_type), MOST_FILES if draft else MOST_LATER)
    if not draft:
        appeal.new_evidence = True
    work.session.flush()
    work.session.expire(appeal, ["evidence"])
    return kept


def attach_to_change(work: Work, change_ref: str, name: str, data: bytes, media_type: str) -> str:
    """Keep a file with a change of circumstances that waits for its answer. Refused as by ``attach``."""
    change = rows.taken(work, ChangeOfCircumstances, change_ref)
    acting_for.allowed(work, change.customer, "speak")
    if change.state != "received":
        raise RefusedError("change_is_answered", ref=change.ref)
    sent = Evidence(change_id=change.id, customer_id=change.customer_id)
    kept = _keep(work, sent, change.evidence, File(name, data, media_type))
    work.session.expire(change, ["evidence"])
    return kept


def attach_to_incident(work: Work, incident_ref: str, name: str, data: bytes, media_type: str) -> str:
    """Keep with an incident what shows it, such as the recording of a call (One Vision Housing 3.3.1). Staff only.

    Refused as by ``attach``.
    """
    rows.acting_staff(work)
    incident = rows.taken(work, Incident, incident_ref)
    sent = Evidence(incident_id=incident.id, customer_id=incident.customer_id)
    kept = _keep(work, sent, incident.evidence, File(name, data, media_type))
    work.session.expire(incident, ["evidence"])
    return kept


def hold(work: Work, held: HeldAppeal, name: str, data: bytes, media_type: str) -> str:
    """Keep a file with an appeal of which nobody knows yet whose it is. Refused as by ``attach``."""
    kept = _keep(work, Evidence(held_id=held.id), held.evidence, File(name, data, media_type))
    work.session.expire(held, ["evidence"])
    return kept


def hand_over(work: Work, held: HeldAppeal, appeal: Appeal) -> None:
    """Give the files of a held appeal to the one that it has become, under the customer's own key."""
    for sent in held.evidence:
        stored_as = sent.stored_as
        data = files.get(work.session, keys.NOBODY, stored_as)
        sent.stored_as = files.put(work.session, appeal.customer_id, data)
        sent.customer_id, sent.appeal_id, sent.held_id = appeal.customer_id, appeal.id, None
        remove_after_commit(work.session, stored_as)
    work.session.flush()
    work.session.expire(held, ["evidence"])
    work.session.expire(appeal, ["evidence"])


def remove(work: Work, evidence_ref: str) -> str:
    """Take a file back out of a draft; returns the appeal's reference."""
    evidence = work.session.scalar(select(Evidence).where(Evidence.ref == evidence_ref))
    if evidence is None or evidence.appeal is None:
        raise NotFoundError(evidence_ref)
    appeal = appeals.own_draft(work, evidence.appeal.ref)
    work.record("evidence_removed", evidence.ref, appeal.customer_id, appeal=appeal.ref, file=evidence.name)
    stored_as = evidence.stored_as
    work.session.delete(evidence)
    work.session.flush()
    work.session.expire(appeal, ["evidence"])
    remove_after_commit(work.session, stored_as)
    return appeal.ref


def release(work: Work, evidence_ref: str) -> str:
    """Let a file through that no scanner has answered about, on the word of the member of staff who opens it.

    Twice is once. RefusedError "file_harmful". Returns the file's reference.
    """
    person = rows.acting_staff(work)
    evidence = _locked(work, evidence_ref)
    if evidence.scan == "harmful":
        raise RefusedError("file_harmful")
    if evidence.scan == "waiting":
        evidence.scan, evidence.released_by_id = "released", person.id
        work.session.flush()
        work.record("evidence_released", evidence.ref, evidence.customer_id or keys.NOBODY, by=person.ref)
    return evidence.ref


def to_scan(session: Session, evidence_id: int) -> bytes | None:
    """The bytes of a file that waits for the scanner; None where it is gone, or somebody has decided already."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is None or evidence.scan not in ("waiting", "released"):
        return None
    return files.get(session, evidence.customer_id or keys.NOBODY, evidence.stored_as)


def note_scan(work: Work, evidence_id: int, found: str | None) -> None:
    """What the scanner said of a file: the name of what it found, or None. A file taken back meanwhile is let be."""
    evidence = work.session.get(Evidence, evidence_id, with_for_update=True)
    if evidence is None:
        return
    evidence.scan, evidence.scan_said = ("harmful" if found else "clean"), (found or "")[:200]
    evidence.scanned_at = work.now
    work.session.flush()
    work.record("evidence_scanned", evidence.ref, evidence.customer_id or keys.NOBODY, scan=evidence.scan, found=found)


def _keep(work: Work, sent: Evidence, others: Sequence[Evidence], file: File, most: int = MOST_FILES) -> str:
    """``others``: what is there already, among which the same file is known again."""
    kind = _checked(file)
    called = text.line(file.name[-_NAME:], "name") or f"file.{kind}"
    sha256 = hashlib.sha256(file.data).hexdigest()
    for known in others:
        if (known.sha256, known.name) == (sha256, called):
            return known.ref
    if len(others) >= most:
        raise RefusedError("too_many_files", field="files", most=most)
    owner = sent.customer_id or keys.NOBODY
    sent.ref, sent.name, sent.media_type, sent.size = new_ref("E"), called, file.media_type, len(file.data)
    sent.sha256, sent.stored_as = sha256, files.put(work.session, owner, file.data)
    sent.sent_by, sent.sent_by_id, sent.scan, sent.added_at = work.actor.kind, work.actor.id, "waiting", work.now
    work.session.add(sent)
    work.session.flush()
    said = {} if owner == keys.NOBODY else {"file": called}  # what nobody can be erased from holds no name
    work.record("evidence_attached", sent.ref, owner, **_whereto(sent), **said, sha256=sha256)
    work.ask_for(SCAN, f"scan {sent.ref}", evidence=sent.id)
    return sent.ref


def _checked(file: File) -> str:
    """The kind of the file. RefusedError for what we do not take."""
    if not file.data:
        raise RefusedError("file_empty", field="files")
    kind = kind_of(file.media_type)
    if kind is None:
        raise RefusedError("file_type", field="files")
    if len(file.data) > most_bytes(kind):
        raise RefusedError("file_too_large", field="files", most=most_bytes(kind))
    return kind


def _whereto(sent: Evidence) -> dict[str, int]:
    """What the file goes with, by its number."""
    found = {"appeal": sent.appeal_id, "change": sent.change_id, "held": sent.held_id, "incident": sent.incident_id}
    return {name: number for name, number in found.items() if number is not None}


def _locked(work: Work, ref: str) -> Evidence:
    """A file as it stands now, its lock held, and that of its customer where it has one."""
    evidence = work.session.scalar(select(Evidence).where(Evidence.ref == ref))
    if evidence is None:
        raise NotFoundError(ref)
    if evidence.customer_id is not None:
        rows.lock(work, evidence.customer_id)
    work.session.refresh(evidence, with_for_update=True)  # the scanner may answer this moment
    return evidence
