"""Whoever is erased, or has had their time, is found nowhere afterwards: not by the words, wherever they were."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import appeals, evidence, people, retention
from casework.actions.work import SYSTEM, Work
from casework.records import backup, events, files, keys, stored
from casework.records.base import Base
from casework.records.database import Database
from casework.records.events import Event
from casework.records.people import Customer
from tests.databases import Databases
from tests.web.office import Office, settings_of
from web.background import make_worker
from web.settings import ROOT

TYPED = "Zanzibarrow said so"
FILE = b"%PDF- a letter of Doctor Quillfeather"
BACKUP_UNIT = ROOT / "deploy/systemd/open-door-backup.service"


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    url = databases.new("sqlite")
    made = Office(replace(settings_of(url, tmp_path / "data", "octavia"), demo=True))
    yield made
    made.close()
    databases.drop(url)


def lives(office: Office) -> list[str]:
    """Somebody against whom it was decided appeals with a file, is written to, and says what changed; of another one
    there is an incident. Returns the words by which they can be found."""
    town = office.town
    appeal = town.act("resident", appeals.start, town.decided())
    town.act("resident", evidence.attach, appeal, "Quillfeather.pdf", FILE, "application/pdf")
    town.incident("neighbour", "form-2", what_happened=TYPED)
    page = office.get("resident", "/changes/new").form_data()
    office.browser("resident").post("/changes/new", data={**page, "what_changed": TYPED})
    office.get("officer", f"/staff/customers/{town.ref('resident')}")
    make_worker(office.app).run_once()
    with town.database.reading() as session:
        chosen = select(Customer).where(Customer.ref.in_([town.ref("resident"), town.ref("neighbour")]))
        found = session.scalars(chosen).all()
        return ["Zanzibarrow", "Quillfeather", *(one.name for one in found), *(str(one.email) for one in found)]


def read_all(database: Database) -> str:
    """Whatever whoever has all keys can read: every column opened, the content of acts, and files."""
    with database.reading() as session:
        read = [repr(tuple(row)) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
        for event in session.scalars(select(Event)):
            try:
                read.append(repr(events.read(session, event)))
            except keys.ErasedError:
                continue
        for file in stored.on_record(session):
            read.append(repr(files.get(session, file.customer_id, file.name)))
    return "\n".join(read)


def found_in(said: str, words: list[str]) -> set[str]:
    return {word for word in words if word in said}


def restored(office: Office, kept: Path, databases: Databases) -> Database:
    new = Database(databases.new("sqlite"), office.town.database.keyring, kept.parent / f"{kept.name}-files")
    assert backup.restore(new, new.files, kept) == []
    return new


def test_nothing_of_them_is_left_in_database_files_logs_and_after_its_days_backups(
    office: Office, databases: Databases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    town, database = office.town, office.town.database
    words = lives(office)
    assert found_in(read_all(database), words) == set(words)
    before, after = tmp_path / "backups/before.sealed", tmp_path / "backups/after.sealed"
    before.parent.mkdir()
    backup.take(database, database.files, before)

    town.act("system", people.erase_customer, town.ref("resident"))
    with database.writing() as session:
        session.get_one(Customer, town.known["neighbour"].id).left_on = town.today - timedelta(days=6 * 366)
    retention.run(database, lambda session: Work(session, SYSTEM, town.pack, town.now))
    make_worker(office.app).run_once()
    backup.take(database, database.files, after)

    assert found_in(read_all(database), words) == set()
    with database.reading() as session:
        on_record = {file.name for file in stored.on_record(session)}
        for who in ("resident", "neighbour"):
            assert session.get(keys.PersonKey, town.known[who].id) is None
    lying = {place.name for place in (tmp_path / "data/files").rglob("*") if place.is_file()}
    assert {name for name in lying if not name.startswith("erased")} == on_record
    assert found_in(caplog.text, words) == set()
    old, new = restored(office, before, databases), restored(office, after, databases)
    assert found_in(read_all(new), words) == set()
    assert found_in(read_all(old), words) == set(words), "it is not the backup that was gone through"
    for each in (old, new):
        each.engine.dispose()
    has_its_time(before)
    assert sorted(place.name for place in before.parent.glob("*.sealed")) == [after.name]


def has_its_time(kept: Path) -> None:
    """The timer's own line, on the day after the last of its days."""
    unit = BACKUP_UNIT.read_text(encoding="utf-8")
    days = int(re.findall(r"BACKUP_DAYS=(\d+)", unit)[0])
    [line] = re.findall(r"ExecStartPost=/bin/sh -c 'exec (find .*)'", unit)
    then = time.time() - timedelta(days=days + 1, hours=1).total_seconds()
    os.utime(kept, (then, then))
    here = line.replace("/var/backups/open-door", str(kept.parent))
    subprocess.run(["/bin/sh", "-c", here], check=True, env={**os.environ, "BACKUP_DAYS": str(days)})
