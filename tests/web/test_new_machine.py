"""The machine is lost. From a backup and the keys, and nothing else, a new one goes on where the old one was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.actions import appeals, evidence
from casework.records.events import Event
from casework.records.letters import Delivery
from casework.records.outbox import Job
from tests.databases import Databases
from tests.web.office import Office, settings_of
from web.background import make_worker
from web.settings import Settings
from wsgi import create_app

FILE = b"%PDF- what the neighbour saw"


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    url = databases.new("sqlite")
    made = Office(settings_of(url, tmp_path / "old", "octavia"))
    yield made
    made.close()
    databases.drop(url)


def new_machine(old: Settings, folder: Path) -> Flask:
    """A portal with the old one's keys, whose tables are not even made."""
    return create_app(replace(old, database_url=f"sqlite:///{folder / 'new.sqlite'}", data_dir=folder / "data"))


def test_people_and_work_go_on_where_they_were(office: Office, tmp_path: Path) -> None:
    appeal = office.town.act("resident", appeals.start, office.town.decided())
    sent = office.town.act("resident", evidence.attach, appeal, "seen.pdf", FILE, "application/pdf")
    old = office.app.extensions["settings"]
    before = office.get("resident", "/letters").text
    assert office.app.test_cli_runner().invoke(args=["backup", str(tmp_path / "kept")]).exit_code == 0
    office.close()
    shutil.rmtree(old.data_dir)

    app = new_machine(old, tmp_path / "new")
    told = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "kept")])
    assert (told.exit_code, told.output) == (0, "Every event is as it was written.\n")
    for who in ("resident", "officer"):
        office.browser(who).application = app
    assert office.get("resident", "/letters").text == before
    assert office.browser("resident").get(f"/appeals/{appeal}/evidence/{sent}").data == FILE
    assert office.get("officer", f"/staff/customers/{office.town.ref('resident')}").h1
    worker = make_worker(app)
    worker.run_once()
    assert worker.run_once() == 0
    with worker.database.reading() as session:
        assert set(session.scalars(select(Job.kind).where(Job.done_at.is_(None)))) <= {"scan_evidence", "send_email"}
        made = session.scalar(select(func.count()).select_from(Event).where(Event.name == "letter_made"))
        assert made == session.scalar(select(func.count()).select_from(Delivery)) == 3
    assert app.test_cli_runner().invoke(args=["events", "verify"]).exit_code == 0
    worker.database.engine.dispose()


def test_with_another_key_nothing_is_restored_and_the_reason_is_said(office: Office, tmp_path: Path) -> None:
    assert office.app.test_cli_runner().invoke(args=["backup", str(tmp_path / "kept")]).exit_code == 0
    keyless = replace(office.app.extensions["settings"], data_key=b"a key that is quite another one!")
    app = new_machine(keyless, tmp_path / "new")
    told = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "kept")])
    assert told.exit_code == 1
    assert "DATA_KEY" in told.output
    app.extensions["database"].engine.dispose()
