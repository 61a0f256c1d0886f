"""What a backup cannot know when it is restored: who was erased since, and what has gone out since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from casework.actions import merging, people, restoring, retention
from casework.records import events
from casework.records import retention as retained
from casework.records.database import Database
from casework.records.keys import PersonKey
from casework.records.letters import Delivery
from casework.records.outbox import Job
from casework.records.people import Customer
from casework.records.retention import LegalHold
from casework.rules.calendar import day_of
from tests.databases import Databases
from tests.people import Town
from tests.web.office import Office, settings_of
from web.background import make_worker
from wsgi import create_app


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(replace(settings_of(database_url, tmp_path / "old", "octavia"), demo=True))
    yield made
    made.close()


@pytest.fixture
def new(office: Office, databases: Databases, database_engine: str, tmp_path: Path) -> Iterator[Flask]:
    """A machine on which nothing is yet, with the old one's keys."""
    url = databases.new(database_engine)
    settings = office.app.extensions["settings"]
    (tmp_path / "new").mkdir()
    made = create_app(replace(settings, database_url=url, data_dir=tmp_path / "new"))
    yield made
    made.extensions["database"].engine.dispose()
    databases.drop(url)


def run(app: Flask, *words: object) -> str:
    told = app.test_cli_runner().invoke(args=[str(word) for word in words])
    assert told.exit_code == 0, told.output
    return told.output


def customer(app: Flask, ref: str) -> Customer:
    database: Database = app.extensions["database"]
    with database.reading() as session:
        return session.scalars(select(Customer).where(Customer.ref == ref)).one()


def work_all(app: Flask) -> None:
    worker = make_worker(app)
    while worker.run_once():
        pass


def backup_of(office: Office, folder: Path, name: str = "old.sealed") -> Path:
    folder.mkdir(exist_ok=True)
    run(office.app, "backup", folder / name)
    return folder / name


def made_one(town: Town, kept: str, gone: str) -> str:
    """The record of one customer made part of another's; the merge's reference."""
    return town.act("administrator", merging.merge, kept, gone, "The same person, entered twice.", "merge-1")


def test_nobody_who_was_erased_comes_back_with_a_backup_from_before(office: Office, new: Flask, tmp_path: Path) -> None:
    """The database is lost, and its files are not. A hold that was lifted since keeps nobody."""
    town, ref = office.town, office.town.ref("resident")
    town.decided()
    hold = town.act("administrator", retention.place_hold, ref, "A claim before the county court.", "hold-1")
    kept = backup_of(office, tmp_path / "backups")
    town.act("administrator", retention.lift_hold, hold, "The claim was settled.")
    town.act("system", people.erase_customer, ref)
    work_all(office.app)
    (tmp_path / "old" / "files").rename(tmp_path / "new" / "files")

    assert f"Erased again, as they were after this backup: {ref}." in run(new, "restore", kept)
    gone = customer(new, ref)
    assert (gone.name, gone.address) == ("", [])
    with new.extensions["database"].reading() as session:
        assert session.get(PersonKey, gone.id) is None
        assert list(events.verify(session)) == []
    assert customer(new, town.ref("neighbour")).name


def test_a_lost_machine_restored_from_an_older_backup_knows_from_the_newer_one_who_was_erased(
    office: Office, new: Flask, tmp_path: Path
) -> None:
    """With a record that was one with theirs when they were erased, and is not in the backup."""
    town = office.town
    refs = (town.ref("resident"), town.ref("neighbour"))
    kept = backup_of(office, tmp_path / "backups")
    made_one(town, *refs)
    town.act("administrator", people.erase_customer, refs[0])
    backup_of(office, tmp_path / "backups", "new.sealed")
    assert refs[0].encode() not in (tmp_path / "backups" / "erased.notes").read_bytes()

    run(new, "restore", kept)
    assert [customer(new, ref).name for ref in refs] == ["", ""]
    later = backup_of(office, tmp_path / "elsewhere")
    assert run(new, "restore", "--rehearse", later)


def test_a_record_that_was_made_one_with_another_was_not_erased_and_comes_back_whole(
    office: Office, new: Flask, tmp_path: Path
) -> None:
    """By mistake, and a backup was taken before it was noticed."""
    town = office.town
    refs = (town.ref("resident"), town.ref("neighbour"))
    merge = made_one(town, *refs)
    backup_of(office, tmp_path / "backups")
    town.act("administrator", merging.undo, merge, "They are two people.")
    assert "Erased again" not in run(new, "restore", backup_of(office, tmp_path / "backups", "new.sealed"))
    assert all(customer(new, ref).name for ref in refs)


def held(app: Flask) -> dict[str, tuple[str, bool]]:
    """Each legal hold: for whom it is, and whether it stands."""
    with app.extensions["database"].reading() as session:
        return {one.ref: (one.customer.ref, one.lifted_at is None) for one in session.scalars(select(LegalHold))}


@pytest.mark.parametrize("lost", ["database", "machine"])
def test_a_legal_hold_stands_after_a_restore_as_it_stood_before_it(
    office: Office, new: Flask, tmp_path: Path, lost: str
) -> None:
    """Placed since the backup, or lifted since. Of a machine that is lost the newer backup knows."""
    town, refs = office.town, (office.town.ref("resident"), office.town.ref("neighbour"))
    over = town.act("administrator", retention.place_hold, refs[1], "A claim.", "hold-1")
    kept = backup_of(office, tmp_path / "backups")
    town.act("administrator", retention.lift_hold, over, "The claim was settled.")
    placed = town.act("administrator", retention.place_hold, refs[0], "The Ombudsman asks.", "hold-2")
    short = town.act("administrator", retention.place_hold, refs[0], "A mistake.", "hold-3")
    town.act("administrator", retention.lift_hold, short, "It was one.")
    if lost == "database":
        work_all(office.app)
        (tmp_path / "old" / "files").rename(tmp_path / "new" / "files")
    else:
        backup_of(office, tmp_path / "backups", "new.sealed")

    told = run(new, "restore", kept)
    assert f"Held again, as they were after this backup: {placed} ({refs[0]})." in told
    assert f"Lifted again, as they were after this backup: {over}." in told
    assert held(new) == {over: (refs[1], False), placed: (refs[0], True)}
    with new.extensions["database"].reading() as session:
        [again] = retained.holds(session)
        assert (again.placed_by.name, again.look_again_on) == ("Adam Administrator", day_of(datetime.now(UTC)))
        assert list(events.verify(session)) == []
    later = backup_of(office, tmp_path / "elsewhere")
    assert run(new, "restore", "--rehearse", later)


def test_a_hold_for_a_record_that_was_part_of_another_when_the_backup_was_taken_is_for_that_one(
    office: Office, new: Flask, tmp_path: Path
) -> None:
    town = office.town
    refs = (town.ref("resident"), town.ref("neighbour"))
    merge = made_one(town, *refs)
    kept = backup_of(office, tmp_path / "backups")
    town.act("administrator", merging.undo, merge, "They are two people.")
    placed = town.act("administrator", retention.place_hold, refs[1], "The Ombudsman asks.", "hold-1")
    backup_of(office, tmp_path / "backups", "new.sealed")
    run(new, "restore", kept)
    assert held(new) == {placed: (refs[0], True)}


def test_a_hold_for_a_record_that_became_part_of_another_after_the_backup_is_for_both(
    office: Office, new: Flask, tmp_path: Path
) -> None:
    town = office.town
    refs = (town.ref("resident"), town.ref("neighbour"))
    kept = backup_of(office, tmp_path / "backups")
    town.act("administrator", retention.place_hold, refs[1], "The Ombudsman asks.", "hold-1")
    work_all(office.app)
    made_one(town, *refs)
    backup_of(office, tmp_path / "backups", "new.sealed")
    run(new, "restore", kept)
    assert sorted(held(new).values()) == sorted((ref, True) for ref in refs)


def test_a_hold_that_was_noted_again_by_an_earlier_restore_is_one_hold(office: Office) -> None:
    """Who placed it was not in that backup, so that it was noted under another name."""
    ref = office.town.ref("resident")
    lines = {f"placed X-2222-2222 {ref} {who} 2026-11-01T10:00:00+00:00" for who in ("S-2222-2222", "S-3333-3333")}
    office.town.act("system", restoring.hold_again, lines)
    assert held(office.app) == {"X-2222-2222": (ref, True)}


def test_a_hold_for_somebody_whom_the_backup_does_not_know_is_named(office: Office, new: Flask, tmp_path: Path) -> None:
    town = office.town
    kept = backup_of(office, tmp_path / "backups")
    with town.database.writing() as session:
        session.get_one(Customer, town.known["neighbour"].id).ref = "C-CAME-LATER"
    placed = town.act("administrator", retention.place_hold, "C-CAME-LATER", "The Ombudsman asks.", "hold-1")
    backup_of(office, tmp_path / "backups", "new.sealed")
    assert f"does not know for whom: {placed} (C-CAME-LATER)." in run(new, "restore", kept)


def test_a_note_of_who_was_erased_that_cannot_be_read_stops_the_restore(
    office: Office, new: Flask, tmp_path: Path
) -> None:
    kept = backup_of(office, tmp_path / "backups")
    (tmp_path / "backups" / "erased.notes").write_bytes(b"open-door-seal, and nothing else that we know of")
    told = new.test_cli_runner().invoke(args=["restore", str(kept)])
    assert (told.exit_code, "erased.notes cannot be read" in told.output) == (1, True)
    with new.extensions["database"].reading() as session:
        assert session.scalar(select(Customer.id)) is None


def waiting_mail(office: Office) -> None:
    """A letter that goes to its reader by email, made, and not yet handed over."""
    office.town.decided("resident-blind")
    worker = make_worker(office.app)
    replace(worker, carriers={}).run_once()


def sent_from(folder: Path) -> int:
    return len(list((folder / "outbox").glob("*.eml")))


def test_mail_of_the_restored_database_goes_out_once_somebody_has_looked_at_it(
    office: Office, new: Flask, tmp_path: Path
) -> None:
    waiting_mail(office)
    assert "held back" in run(new, "restore", "--hold", backup_of(office, tmp_path / "backups"))
    work_all(new)
    assert sent_from(tmp_path / "new") == 0
    lines = run(new, "held", "list").splitlines()
    assert lines
    assert all(office.town.ref("resident-blind") in line for line in lines)
    assert f"{len(lines)} go out" in run(new, "held", "send", "--all")
    work_all(new)
    assert sent_from(tmp_path / "new") == len(lines)
    assert run(new, "held", "list") == ""


def test_mail_that_went_out_before_the_restore_is_not_sent_again_and_its_letter_counts_as_sent(
    office: Office, new: Flask, tmp_path: Path
) -> None:
    waiting_mail(office)
    run(new, "restore", "--hold", backup_of(office, tmp_path / "backups"))
    [number, *_] = run(new, "held", "list").split("\t")
    assert new.test_cli_runner().invoke(args=["held", "drop"]).exit_code == 2  # which ones must be said
    run(new, "held", "drop", number)
    run(new, "held", "drop", "--all")
    work_all(new)
    assert sent_from(tmp_path / "new") == 0
    with new.extensions["database"].reading() as session:
        assert set(session.scalars(select(Delivery.state).where(Delivery.channel == "email"))) == {"sent"}
        assert set(session.scalars(select(Job.done_at.is_(None)).where(Job.kind.startswith("send_")))) == {False}
