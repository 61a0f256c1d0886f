"""A worker that takes long keeps its job; one that hangs loses it to another, and stands aside."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from casework.actions import leases, rows
from casework.actions.messages import Outgoing
from casework.actions.worker import Worker
from casework.records import database, outbox
from casework.records.people import Customer
from tests.databases import Databases
from tests.web.inspect import inspect
from tests.web.office import Office, settings_of
from tests.web.test_parked import Carrier, mails
from tests.web.test_worker import Mill
from web import background
from web.background import end_where_it_hangs, start_thread
from web.commands.work import work
from web.settings import ROOT
from wsgi import create_app

PATIENCE = 60.0  # seconds, on a machine with too much to do
HOLDS_THE_INTERPRETER = """
import re
from datetime import timedelta
from web.background import end_where_it_hangs
end_where_it_hangs(timedelta(seconds=0.2))
re.match(r"(a+)+$", 40 * "a" + "b")
"""
WRITES = """
import sqlite3, sys, time
line = sqlite3.connect(sys.argv[1], isolation_level=None)
line.execute("BEGIN IMMEDIATE")
line.execute("UPDATE customer SET name = 'Somebody else'")
print("wrote", flush=True)
time.sleep(600)
"""


@pytest.fixture
def mill(database_url: str, tmp_path: Path) -> Iterator[Mill]:
    made = Mill(database_url, tmp_path)
    yield made
    made.database.engine.dispose()


class Slow(Carrier):
    """Does something else while it hands over the first mail."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self._meanwhile: list[Callable[[], None]] = [meanwhile]

    def send(self, message: Outgoing) -> None:
        if self._meanwhile:
            self._meanwhile.pop()()
        super().send(message)


def until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_job_that_takes_longer_than_its_lease_stays_with_its_worker(
    mill: Mill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY", timedelta(milliseconds=10))
    mails(mill, 1)
    passed = timedelta()

    def minutes_later() -> None:
        nonlocal passed
        for _ in range(2):
            passed += outbox.LEASE
            until(lambda: mill.jobs()[0].leased_until == now() + outbox.LEASE)
            assert replace(mill.worker, clock=now).run_once() == 0, "it is in hand"

    def now() -> datetime:
        return mill.town.now + passed

    carrier = Slow(minutes_later)
    assert replace(mill.worker, carriers={"email": carrier}, clock=now).run_once() == 1
    assert (list(carrier.took.values()), mill.jobs()[0].tries) == ([1], 1)


def test_a_thread_that_hangs_loses_its_job_to_another_and_changes_nothing_when_it_comes_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    second = timedelta(seconds=1)
    for module, name in ((outbox, "LEASE"), (leases, "LONGEST")):
        monkeypatch.setattr(module, name, second)
    monkeypatch.setattr(leases, "RENEWED_EVERY", second / 5)
    come_back, finish = threading.Event(), outbox.finish
    hanging: list[threading.Thread] = []
    noted: list[bool] = []

    def note(*given: object) -> bool:
        done = finish(*given)  # type: ignore[arg-type]
        if threading.current_thread() is hanging[0]:
            noted.append(done)
        return done

    def hang() -> None:
        hanging.append(threading.current_thread())
        come_back.wait(PATIENCE)

    carrier = Slow(hang)
    monkeypatch.setattr(background, "carriers", lambda _chosen: {"email": carrier})
    monkeypatch.setattr(outbox, "finish", note)
    monkeypatch.setattr(Worker, "night", lambda _worker: 0)
    monkeypatch.setattr(Worker, "tidy", lambda _worker: None)
    caplog.set_level(logging.ERROR)
    mails(office, 1)
    end_of_work = start_thread(office.app)
    try:
        until(lambda: bool(carrier.took))
        assert "the worker hangs: another takes its place" in caplog.text
        come_back.set()
        hanging[0].join(PATIENCE)
        assert not hanging[0].is_alive()
        assert noted == [False]
    finally:
        come_back.set()
        end_of_work()


def test_who_freezes_in_the_midst_of_writing_on_sqlite_loses_nobody_what_they_typed(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """There is one writer at a time. What only reads goes on; who would write is told after the wait, and not later."""
    url = databases.new("sqlite")
    monkeypatch.setattr(database, "WAITS", 0.5)
    office = Office(settings_of(url, tmp_path, "octavia"))
    browser, ref = office.browser("resident"), office.town.ref("resident")
    for who in ("resident", "officer"):
        office.browser(who).set_cookie("language", "en")
    typed = {**office.get("resident", "/changes/new").form_data(), "what_changed": "I have a new doctor."}
    with frozen_writer(url.removeprefix("sqlite:///")):
        began = time.monotonic()
        page = inspect(browser.post("/changes/new", data=typed), status=503)
        assert time.monotonic() - began < 2, "one wait, and no second one"
        assert "We have not got it yet." in page.main
        assert page.form_data() == typed
        office.get("officer", f"/staff/customers/{ref}", status=503)  # it would note that it was looked at
        office.get("resident", "/arrangements")
        assert browser.get("/readyz").status_code == 200, "another machine would help nobody"
        background._survived(background.make_worker(office.app).tidy)
    said = caplog.text
    assert "somebody else writes to the database for too long" in said
    assert "the worker waits: OperationalError" in said
    assert browser.post("/changes/new", data=page.form_data()).status_code == 303
    office.close()
    databases.drop(url)


@contextmanager
def frozen_writer(place: str) -> Iterator[None]:
    """A process that has written to the file and not committed, and is stopped there."""
    with subprocess.Popen([sys.executable, "-c", WRITES, place], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"wrote\n"
        writer.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            writer.kill()


@pytest.mark.postgresql
def test_who_hangs_in_the_midst_of_writing_keeps_nobody_waiting_and_has_written_nothing(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = databases.new("postgresql")
    mill = Mill(f"{url}&options=-c%20lock_timeout%3D20s", tmp_path)
    number, done = mill.town.known["neighbour"].id, []
    with pytest.raises(DBAPIError), ExitStack() as hanging:
        with monkeypatch.context() as hurried:
            hurried.setattr(database, "SILENCE", "100ms")
            session = hanging.enter_context(mill.database.writing())
        session.execute(update(Customer).where(Customer.id == number).values(name="Somebody else"))
        done.append(mill.town.act("officer", rows.customer, mill.town.ref("neighbour")))
    assert done, "it waited for ever"
    with mill.database.reading() as session:
        assert session.get_one(Customer, number).name == "Nina Nextdoor"
    mill.database.engine.dispose()
    databases.drop(url)


def test_a_process_that_does_nothing_but_work_ends_where_it_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HOLDS_THE_INTERPRETER], cwd=ROOT, capture_output=True, text=True, check=False, timeout=90
    )
    assert ended.returncode == 1
    assert "Timeout (" in ended.stderr

    watched: list[Worker] = []
    monkeypatch.setattr(background, "run", lambda worker, _stop: watched.append(worker))
    monkeypatch.setattr("signal.signal", lambda *_given: None)
    app = create_app(settings_of(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path, "octavia"))
    app.test_cli_runner().invoke(work)
    assert [one.alive for one in watched] == [end_where_it_hangs]
