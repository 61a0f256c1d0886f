"""What watches the portal learns whether it lives, whether it can serve, and what waits; and nothing about a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from casework.actions import parked as parked_jobs
from casework.actions.evidence import SCAN
from casework.actions.worker import Worker
from casework.records.outbox import Job
from casework.records.parked import ParkedJob
from tests.web.office import Office, settings_of
from tests.web.test_without_database import gone
from web.background import make_worker
from web.settings import Settings
from wsgi import create_app

TOKEN = "a token for whoever watches"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(replace(settings_of(database_url, tmp_path, "octavia"), metrics_token=TOKEN))
    yield made
    made.close()


@pytest.fixture
def watcher(office: Office) -> FlaskClient:
    return office.app.test_client()


def parts(watcher: FlaskClient, status: int) -> dict[str, str]:
    answer = watcher.get("/readyz")
    assert answer.status_code == status, answer.text
    assert not answer.headers.getlist("Set-Cookie")
    return dict(line.split(": ") for line in answer.text.splitlines())


def test_it_is_ready_and_says_so_again_once_the_database_is_back(office: Office, watcher: FlaskClient) -> None:
    assert set(parts(watcher, 200).values()) == {"ok"}
    with gone(office):
        assert parts(watcher, 503) == {"database": "away", "tables": "away", "data key": "away", "data folder": "ok"}
        assert watcher.get("/healthz").status_code == 200  # to start it anew would help nobody
    assert set(parts(watcher, 200).values()) == {"ok"}


def test_it_is_not_ready_with_older_tables_and_is_with_newer_ones(office: Office, watcher: FlaskClient) -> None:
    """While the tables are widened for the next version, this one serves on."""
    for revision, status in (("0029", 503), ("9999", 200)):
        with office.app.extensions["database"].writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
        parts(watcher, status)


def test_it_is_not_ready_where_a_table_is_missing_though_their_number_is_right(
    office: Office, watcher: FlaskClient
) -> None:
    with office.app.extensions["database"].writing() as session:
        session.execute(text("ALTER TABLE legal_hold RENAME COLUMN why TO because"))
    assert parts(watcher, 503)["tables"] == "away"
    with office.app.extensions["database"].writing() as session:
        session.execute(text("ALTER TABLE legal_hold RENAME COLUMN because TO why"))
    assert parts(watcher, 200)["tables"] == "ok"


def test_it_is_not_ready_with_a_key_that_opens_nothing_of_what_is_kept(office: Office, watcher: FlaskClient) -> None:
    """A second machine that was given another one, or none and so made its own."""
    here: Settings = office.app.extensions["settings"]
    assert office.app.test_cli_runner().invoke(args=["database", "upgrade"]).exit_code == 0
    another = b"k" * 32
    for settings, status, said in (
        (here, 200, "ok"),
        (replace(here, data_key=another), 503, "another"),
        (replace(here, data_key=another, other_data_keys=(here.data_key,)), 200, "ok"),
    ):
        machine = create_app(settings)
        assert parts(machine.test_client(), status)["data key"] == said
        machine.extensions["database"].engine.dispose()


def test_it_is_not_ready_where_nothing_can_be_kept(watcher: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert parts(watcher, 503)["data folder"] == "away"


def test_the_numbers_are_for_whoever_has_the_token(office: Office, watcher: FlaskClient) -> None:
    told = {"Authorization": f"Bearer {TOKEN}"}
    assert watcher.get("/metrics", headers=told).status_code == 200
    for wrong in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer ü"}, {"Authorization": TOKEN}):
        assert watcher.get("/metrics", headers=wrong).status_code == 404
    office.app.extensions["settings"] = replace(office.app.extensions["settings"], metrics_token="")
    assert watcher.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_the_numbers_say_what_waits_how_long_and_what_was_given_up(office: Office, watcher: FlaskClient) -> None:
    now = datetime.now(UTC)
    hour = now - timedelta(hours=1)
    with office.app.extensions["database"].writing() as session:
        for key, parked in (("one", None), ("two", None), ("three", now), ("four", now)):
            session.add(Job(kind="send_text", key=key, payload={}, made_at=hour, run_after=hour, parked_at=parked))
        session.add(Job(kind=SCAN, key="no scanner is set", payload={}, made_at=hour, run_after=hour))
    office.town.act("system", parked_jobs.note)
    with office.app.extensions["database"].reading() as session:
        settled = session.scalars(select(ParkedJob.ref)).first()
    office.town.act("officer", parked_jobs.settle, settled, parked_jobs.ASIDE, "We rang instead.")
    watcher.get("/help")
    watcher.get("/readyz")
    written = watcher.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    numbers = dict(line.rsplit(" ", 1) for line in written.splitlines() if not line.startswith("#"))
    assert numbers["open_door_database_up"] == "1.0"
    assert numbers['open_door_jobs_waiting{kind="send_text"}'] == "2.0"
    assert numbers['open_door_jobs_parked{kind="send_text"}'] == "1.0"
    assert numbers[f'open_door_jobs_waiting{{kind="{SCAN}"}}'] == "1.0"  # staff vouch for such files, in their own time
    assert f'open_door_job_oldest_seconds{{kind="{SCAN}"}}' not in numbers
    assert 3600 <= float(numbers['open_door_job_oldest_seconds{kind="send_text"}']) < 3700
    assert float(numbers['open_door_answers_total{method="GET",page="portal.help_page",status="200"}']) >= 1
    assert float(numbers['open_door_answer_seconds_count{side="portal"}']) >= 1
    assert "probes." not in written  # they would hide the faults that people meet


def test_the_numbers_are_there_while_the_database_is_gone(office: Office, watcher: FlaskClient) -> None:
    with gone(office):
        answer = watcher.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert "open_door_database_up 0.0" in answer.text


def test_a_worker_that_is_told_to_stop_ends_after_the_job_in_hand(office: Office) -> None:
    """A thousand letters that wait are left to the next one, whole."""
    stop = Event()
    now = datetime.now(UTC)
    with office.app.extensions["database"].writing() as session:
        for number in range(3):
            session.add(Job(kind="send_text", key=f"stop {number}", payload={}, made_at=now, run_after=now))
    worker = make_worker(office.app, stop)

    def stopped_while_it_works(self: Worker, job: Job) -> bool:
        stop.set()
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "kinds", ("send_text",))
        patch.setattr(Worker, "_do", stopped_while_it_works)
        assert worker.run_once() == 1
