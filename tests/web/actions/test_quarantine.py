"""Files that people send stay in quarantine until a scanner, or a person who answers for it, has let them through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import appeals, changes, evidence
from casework.actions.changes import ChangeFacts
from casework.actions.scanners import Clamd, ScanError, verdict
from casework.actions.work import NotFoundError, RefusedError
from casework.actions.worker import Worker
from casework.records import events, evidence_desk, files
from casework.records.appeals import Evidence
from casework.records.changes import ChangeOfCircumstances
from casework.records.database import Database
from casework.rules.evidence import PATIENCE, may_open, may_release
from tests.clamd import HARMFUL, Daemon, SocketDaemon, clamd, running
from tests.people import Town

PDF = "application/pdf"


@dataclass
class Lab:
    """A town, a scanner and the worker that asks it."""

    town: Town
    daemon: Daemon
    worker: Worker

    def sent(self, data: bytes, name: str = "log.pdf") -> str:
        """A file with an appeal that was handed in."""
        appeal = self.town.appealed(self.town.decided())
        return self.town.act("resident", evidence.attach, appeal, name, data, PDF)

    def of(self, ref: str) -> Evidence:
        with self.town.database.reading() as session:
            found: Evidence = session.scalars(select(Evidence).where(Evidence.ref == ref)).one()
            return found


@pytest.fixture
def lab(database: Database) -> Iterator[Lab]:
    town = Town(database)
    with clamd() as daemon:
        worker = Worker(database, town.pack, "http://x.example", {}, scanner=Clamd(daemon.url), clock=lambda: town.now)
        yield Lab(town, daemon, worker)


def test_a_file_that_the_scanner_passes_can_be_opened_by_staff(lab: Lab) -> None:
    ref = lab.sent(b"%PDF-1.4 the log of my calls")
    assert not may_open(lab.of(ref).scan, own=False)
    lab.worker.run_once()
    assert lab.daemon.seen == [b"%PDF-1.4 the log of my calls"]
    assert may_open(lab.of(ref).scan, own=False)
    with lab.town.database.reading() as session:
        assert list(events.verify(session)) == []


def test_a_file_with_a_virus_is_opened_by_nobody_not_even_its_sender(lab: Lab) -> None:
    ref = lab.sent(HARMFUL)
    lab.worker.run_once()
    found = lab.of(ref)
    assert (found.scan, found.scan_said) == ("harmful", "Eicar-Test-Signature")
    assert not may_open(found.scan, own=True)
    with pytest.raises(RefusedError, match="file_harmful"):
        lab.town.act("hearer", evidence.release, ref)


def test_a_file_stays_in_quarantine_while_the_scanner_gives_no_verdict(lab: Lab) -> None:
    ref = lab.sent(b"%PDF-1.4 photo")
    lab.daemon.sick = True
    lab.worker.run_once()
    assert lab.of(ref).scan == "waiting"
    lab.daemon.sick = False
    lab.town.later(minutes=5)
    lab.worker.run_once()
    assert lab.of(ref).scan == "clean"


def test_a_file_waits_without_a_scanner_and_is_scanned_once_there_is_one(lab: Lab) -> None:
    ref = lab.sent(b"%PDF-1.4 photo")
    replace(lab.worker, scanner=None).run_once()
    assert lab.of(ref).scan == "waiting"
    lab.worker.run_once()
    assert lab.of(ref).scan == "clean"


def test_staff_who_let_a_file_through_stand_for_it_by_name(lab: Lab) -> None:
    ref = lab.sent(b"%PDF-1.4 photo")
    with pytest.raises(RefusedError, match="staff_only"):
        lab.town.act("resident", evidence.release, ref)
    for _again in range(2):
        lab.town.act("hearer", evidence.release, ref)
    found = lab.of(ref)
    assert (found.scan, found.released_by_id) == ("released", lab.town.known["hearer"].id)
    assert may_open(found.scan, own=False)


def test_nobody_lets_a_file_through_while_the_scanner_is_about_to_answer() -> None:
    soon, late = timedelta(minutes=5), PATIENCE + timedelta(minutes=1)
    assert not may_release("waiting", soon, scanning=True)
    assert may_release("waiting", late, scanning=True)
    assert may_release("waiting", soon, scanning=False)
    assert not may_release("harmful", late, scanning=False)


def test_a_file_of_a_draft_is_nobodys_but_its_makers(lab: Lab) -> None:
    draft = lab.town.act("resident", appeals.start, lab.town.decided())
    ref = lab.town.act("resident", evidence.attach, draft, "log.pdf", b"%PDF- log", PDF)
    with lab.town.database.reading() as session, pytest.raises(NotFoundError):
        evidence_desk.sent_file(session, ref)


def test_files_go_with_a_change_of_circumstances(lab: Lab) -> None:
    town = lab.town
    told = town.act("resident", changes.tell, town.ref("resident"), ChangeFacts("I have support now."), "form-change")
    for _again in range(2):
        town.act("resident", evidence.attach_to_change, told, "note.pdf", b"%PDF- from my worker", PDF)
    with town.database.reading() as session:
        change = session.scalars(select(ChangeOfCircumstances)).one()
        (kept,) = change.evidence
        assert files.get(session, change.customer_id, kept.stored_as) == b"%PDF- from my worker"
        assert evidence_desk.sent_file(session, kept.ref).change_id == change.id
    with pytest.raises(NotFoundError):
        town.act("neighbour", evidence.attach_to_change, told, "note.pdf", b"%PDF- mine", PDF)


@pytest.mark.clause("OVH-3.3.1")
def test_the_recording_of_a_call_is_kept_with_its_incident(lab: Lab) -> None:
    town = lab.town
    incident = town.incident()
    for _again in range(2):
        ref = town.act("officer", evidence.attach_to_incident, incident, "call.mp3", b"ID3 nine minutes", "audio/mpeg")
    with town.database.reading() as session:
        sent = evidence_desk.sent_file(session, ref)
        assert sent.incident is not None
        assert [one.ref for one in sent.incident.evidence] == [ref]
        assert sent.incident.ref == incident
    with pytest.raises(RefusedError, match="staff_only"):
        town.act("resident", evidence.attach_to_incident, incident, "call.mp3", b"ID3 mine", "audio/mpeg")


def test_what_the_scanner_says_is_read_as_it_was_meant() -> None:
    assert verdict("stream: OK") is None
    assert verdict("stream: Win.Test.EICAR_HDB-1 FOUND") == "Win.Test.EICAR_HDB-1"
    for said in ("", "stream: ERROR", "INSTREAM size limit exceeded. ERROR", "UNKNOWN COMMAND"):
        with pytest.raises(ScanError):
            verdict(said)


def test_a_file_over_the_scanners_own_limit_is_no_clean_file() -> None:
    with clamd() as daemon, pytest.raises((ScanError, OSError)):
        Clamd(daemon.url).scan(b"0" * 3 * 1024 * 1024)


def test_a_file_need_not_leave_the_machine_to_be_looked_through(tmp_path: Path) -> None:
    with SocketDaemon(tmp_path / "clamd.ctl") as daemon, running(daemon):
        assert Clamd(daemon.url).scan(HARMFUL) == "Eicar-Test-Signature"
        assert Clamd(daemon.url).scan(b"a letter") is None
    with pytest.raises(OSError):
        Clamd(f"unix://{tmp_path}/nothing.ctl").scan(b"a letter")
