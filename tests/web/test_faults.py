"""What breaks, breaks nothing else: nothing that was received is lost, nothing is done twice, and it is seen."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Receiver
from sqlalchemy import event, select, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

import letters
from casework.actions import appeals, evidence
from casework.actions.carriers import Smtp
from casework.actions.worker import Worker
from casework.records import events
from casework.records.appeals import Evidence
from casework.records.outbox import Job
from tests.databases import Databases
from tests.web.inspect import inspect
from tests.web.office import Office, open_office
from tests.web.outage import outage
from tests.web.test_worker import Mill
from web import background, metrics

SOON = 20.0  # seconds


@pytest.fixture
def mill(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mill]:
    """A worker that does not pause for long."""
    for pause in ("_PAUSE", "_PAUSE_AFTER_FAULT", "_TRY_AGAIN"):
        monkeypatch.setattr(background, pause, 0.02)
    made = Mill(database_url, tmp_path)
    yield made
    made.database.engine.dispose()


@contextmanager
def at_work(worker: Worker) -> Iterator[threading.Thread]:
    """The worker's thread, as the web process has it."""
    stop = threading.Event()
    thread = threading.Thread(target=background.run, args=(worker, stop), daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(SOON)


def until(true: Callable[[], bool]) -> None:
    """Wait for it, not for ever."""
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def broken(*_given: Any, **_more: Any) -> NoReturn:
    raise RuntimeError("the details of Nina Nextdoor")


def full(*_given: Any) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_night_that_fails_holds_up_no_letter_and_is_tried_again(
    mill: Mill, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mill.decided("neighbour")
    monkeypatch.setattr("casework.actions.night.run", broken)
    with at_work(mill.worker) as thread:
        until(lambda: list(mill.made().values()) == [1])
        until(lambda: caplog.text.count("could not end its night: RuntimeError") > 1)
        assert thread.is_alive()
    assert "Nina" not in caplog.text


def test_letters_that_never_end_keep_no_night_away(mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    nights: list[int] = []

    def night(*_given: object) -> int:
        nights.append(1)
        return 0

    def made(*_given: object) -> bool:
        time.sleep(0.001)
        return True

    monkeypatch.setattr(background, "_TIDY_EVERY", 0.02)
    monkeypatch.setattr("casework.actions.night.run", night)
    monkeypatch.setattr(Worker, "_claim", lambda _worker: Job())
    monkeypatch.setattr(Worker, "_do", made)
    with at_work(mill.worker):
        until(lambda: len(nights) > 1)


def test_a_panic_of_one_letter_ends_no_worker(mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no Exception, such as a panic of a library in Rust, would end the thread unseen."""

    class PanicException(BaseException):  # noqa: N818  the name that they have
        pass

    def panics(*_given: object, **_more: object) -> NoReturn:
        raise PanicException

    mill.decided("neighbour")
    with monkeypatch.context() as broken_one:
        broken_one.setattr(letters, "proved", panics)
        assert mill.worker.run_once() == 0
    assert {job.last_error for job in mill.jobs()} == {"PanicException"}
    assert mill.worker_later(hours=1).run_once() == 1


def test_a_worker_waits_for_a_database_that_is_away_and_goes_on_by_itself(
    mill: Mill, caplog: pytest.LogCaptureFixture
) -> None:
    mill.decided("neighbour")
    with outage(mill.database), at_work(mill.worker) as thread:
        until(lambda: "the worker waits: OperationalError" in caplog.text)
        assert thread.is_alive()
    assert mill.made() == {}
    with at_work(mill.worker):
        until(lambda: list(mill.made().values()) == [1])


def test_a_letter_for_which_the_disk_has_no_room_is_made_later_and_leaves_no_half_file(
    mill: Mill, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mill.decided("neighbour")
    with monkeypatch.context() as no_room:
        no_room.setattr(os, "fsync", full)
        assert replace(mill.worker, carriers={}).run_once() == 0
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert mill.worker_later(hours=1).run_once() == 1
    assert list(mill.made().values()) == [1]


def test_mail_waits_for_a_server_that_is_down_for_a_day_and_each_goes_out_once(
    mill: Mill, caplog: pytest.LogCaptureFixture
) -> None:
    class Box(Receiver):
        def handle_message(self, message: Any) -> None:
            arrived.append(message["Message-ID"])

    arrived: list[str] = []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    smtp = {"email": Smtp(f"smtp://127.0.0.1:{port}", "portal@example.org")}
    mill.decided("resident-blind")
    mill.decided("resident")
    for minutes in range(0, 24 * 60, 15):
        replace(mill.worker_later(minutes=minutes), carriers=smtp).run_once()
    replace(mill.worker_later(hours=24), carriers=smtp).complain()
    assert "trouble: messages, 3 waiting, since 2026-11-23T10:30:00+00:00" in caplog.text
    assert arrived == []

    server = Controller(Box(), hostname="127.0.0.1", port=port, ready_timeout=30)
    server.start()
    try:
        for hours in range(24, 34):
            replace(mill.worker_later(hours=hours), carriers=smtp).run_once()
    finally:
        server.stop()
    assert len(arrived) == len(set(arrived)) == 3
    assert all(job.done_at for job in mill.jobs())


def warnings(office: Office) -> str:
    page = office.get("officer", "/staff/")
    return " ".join("".join(box.itertext()) for box in page.of_class("govuk-warning-text"))


def test_staff_read_in_plain_words_that_mail_and_letters_wait(office: Office) -> None:
    office.town.decided("resident-blind")
    assert warnings(office) == ""
    long_ago = datetime.now(UTC) - timedelta(hours=3)
    with office.town.database.writing() as session:
        session.execute(update(Job).values(made_at=long_ago, run_after=long_ago))
    assert "No letters are made just now" in warnings(office)
    with office.town.database.writing() as session:  # tried in vain, and to be tried again in an hour
        later = datetime.now(UTC) + timedelta(hours=1)
        session.execute(update(Job).values(kind="send_email", tries=5, run_after=later))
    assert "emails or texts do not go out" in warnings(office)
    assert "telephone them" in warnings(office)
    with office.app.app_context():
        assert b'open_door_trouble_seconds{what="messages"}' in metrics.exposition()


def test_staff_and_operators_learn_that_the_clock_was_set_back(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.town.later(hours=2)  # as it stood before it was set back
    office.town.decided()
    assert "The clock of this service is wrong" in warnings(office)
    background.make_worker(office.app).complain()
    assert "trouble: clock" in caplog.text


def test_a_clock_that_is_set_back_delays_work_and_neither_loses_nor_repeats_it(mill: Mill) -> None:
    mill.decided("neighbour")
    assert mill.worker_later(hours=-2).run_once() == 0
    assert mill.worker.run_once() == 1
    assert mill.worker_later(hours=-2).run_once() == 0
    assert mill.worker_later(days=2).run_once() == 0
    assert list(mill.made().values()) == [1]


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_file_that_was_damaged_where_it_lies_is_said_plainly_and_spoils_no_other(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    appeal = office.town.act("resident", appeals.start, office.town.decided())
    first, second = (
        office.town.act("resident", evidence.attach, appeal, name, b"%PDF- " + name.encode(), "application/pdf")
        for name in ("first.pdf", "second.pdf")
    )
    with office.town.database.reading() as session:
        stored = str(session.scalar(select(Evidence.stored_as).where(Evidence.ref == first)))
    [place] = tmp_path.rglob(stored)
    place.write_bytes(place.read_bytes()[:-1] + b"!") if damage == "changed" else place.unlink()
    office.browser("resident").set_cookie("language", "en")
    page = office.get("resident", f"/appeals/{appeal}/evidence/{first}", status=500)
    assert page.h1 == "This file cannot be opened"
    assert f"the file {stored}" in caplog.text
    assert "first.pdf" not in caplog.text
    told = office.app.test_cli_runner().invoke(args=["files", "verify"])
    assert (told.exit_code, told.output) == (1, f"{stored} ({first}): {damage}\n")
    assert office.browser("resident").get(f"/appeals/{appeal}/evidence/{second}").data == b"%PDF- second.pdf"


def test_staff_and_operators_learn_that_the_disk_is_nearly_full(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert warnings(office) == ""
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10**9))
    assert "nearly full" in warnings(office)
    background.make_worker(office.app).complain()
    assert "trouble: disk" in caplog.text
    with office.app.app_context():
        assert b"open_door_disk_free_bytes 1e+09" in metrics.exposition()


TYPED = "Nobody rang me back. O'Brien & <b>Söhne</b> can say so."


def changes(office: Office) -> int:
    page = office.get("resident", "/changes")
    return len([link for link in page.links.values() if link.startswith("/changes/") and link != "/changes/new"])


def test_a_clock_that_is_set_back_signs_nobody_out_and_loses_no_form(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = office.get("resident", "/changes/new").form_data()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    sent = office.browser("resident").post("/changes/new", data={**form, "what_changed": TYPED})
    assert sent.status_code == 303
    assert not sent.location.startswith("/sign-in")
    assert changes(office) == 1


def test_what_is_sent_while_the_database_is_away_is_sent_again_from_the_page_that_says_so(office: Office) -> None:
    browser = office.browser("resident")
    form = office.get("resident", "/changes/new").form_data()
    with outage(office.town.database):
        page = inspect(browser.post("/changes/new", data={**form, "what_changed": TYPED}), status=503)
        assert "We have not got it yet." in page.main
        assert browser.get("/help").status_code == 200
    for _ in range(2):  # a double click
        assert browser.post("/changes/new", data=page.form_data()).status_code == 303
    assert changes(office) == 1


def test_a_disk_without_room_for_the_database_takes_nothing_and_says_so(databases: Databases, tmp_path: Path) -> None:
    """SQLite, which may write no page more; PostgreSQL answers with an OperationalError too."""
    url = databases.new("sqlite")
    with open_office(url, tmp_path) as office:
        database, browser = office.town.database, office.browser("resident")
        sent = {**office.get("resident", "/changes/new").form_data(), "what_changed": TYPED * 99}

        def fill(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA max_page_count = 1")  # as many as there are

        database.engine.dispose()
        event.listen(database.engine, "connect", fill)
        page = inspect(browser.post("/changes/new", data=sent), status=503)
        event.remove(database.engine, "connect", fill)
        database.engine.dispose()
        assert changes(office) == 0
        assert browser.post("/changes/new", data=page.form_data()).status_code == 303
        assert changes(office) == 1
        with database.reading() as session:
            assert list(events.verify(session)) == []
    databases.drop(url)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # werkzeug drops the half file unclosed
@pytest.mark.parametrize("cut", [0.05, 0.98])
def test_half_an_upload_counts_as_nothing_and_the_whole_one_is_taken(office: Office, cut: float) -> None:
    appeal = office.town.act("resident", appeals.start, office.town.decided())
    path = f"/appeals/{appeal}/evidence"
    typed = office.get("resident", path).form_data()
    photo = b"%PDF- " + b"what I saw " * 5_000

    def send(part: float) -> int:
        boundary, body = encode_multipart({**typed, "files": FileStorage(BytesIO(photo), "seen.pdf")})
        kind = f'multipart/form-data; boundary="{boundary}"'
        sent = office.browser("resident").post(path, data=body[: int(len(body) * part)], content_type=kind)
        return sent.status_code

    def kept() -> list[int]:
        with office.town.database.reading() as session:
            return list(session.scalars(select(Evidence.size)))

    assert send(cut) in (303, 400)  # 303: back to the form, which says what to do
    assert kept() == []
    assert send(1) == 303
    assert kept() == [len(photo)]
