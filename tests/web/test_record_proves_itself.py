"""Promise 5: the record proves itself, and lawful erasure leaves it whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casework.records import events, files, keys
from casework.records.database import Database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AMINA, BRYN = 1, 2


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database]:
    made = Database(database_url, keys.Keyring(b"a data key of thirty-two bytes!!"), tmp_path / "files")
    yield made
    made.engine.dispose()


def write_three(database: Database) -> None:
    with database.writing() as session:
        for person, why in ((AMINA, "She asked for letters in Arabic"), (BRYN, "He moved"), (AMINA, "She appealed")):
            events.append(
                session, at=NOW, actor=("staff", 7), name="record_changed", subject="C-1", person_id=person,
                payload={"why": why},
            )  # fmt: skip


def faults(database: Database) -> list[tuple[int, str]]:
    with database.reading() as session:
        return [(fault.number, fault.says) for fault in events.verify(session)]


def tamper(database: Database, *statements: str) -> None:
    """Change the table as somebody with the database's password could: with the triggers off."""
    sqlite = database.engine.dialect.name == "sqlite"
    off = (
        ("DROP TRIGGER event_is_never_changed", "DROP TRIGGER event_is_never_deleted")
        if sqlite
        else ("ALTER TABLE event DISABLE TRIGGER event_is_kept",)
    )
    with database.engine.begin() as connection:
        for statement in (*off, *statements):
            connection.execute(text(statement))


def test_an_untouched_record_verifies(database: Database) -> None:
    write_three(database)
    assert faults(database) == []


def test_what_was_written_can_be_read_back(database: Database) -> None:
    write_three(database)
    with database.reading() as session:
        event = session.get_one(events.Event, 1)
        assert events.read(session, event)["why"] == "She asked for letters in Arabic"
        assert b"Arabic" not in event.payload


@pytest.mark.parametrize("act", ["UPDATE event SET name = 'nothing' WHERE number = 2", "DELETE FROM event"])
def test_the_database_refuses_to_change_or_delete_an_event(database: Database, act: str) -> None:
    write_three(database)
    with pytest.raises(DBAPIError), database.writing() as session:
        session.execute(text(act))
    assert faults(database) == []


@pytest.mark.parametrize(
    ("change", "number", "says"),
    [
        ("UPDATE event SET name = 'nothing' WHERE number = 2", 2, "was changed"),
        ("UPDATE event SET actor_id = 8 WHERE number = 2", 2, "was changed"),
        ("UPDATE event SET at = '2026-11-22 09:30:00' WHERE number = 2", 2, "was changed"),
        ("UPDATE event SET payload = (SELECT payload FROM event WHERE number = 1) WHERE number = 3", 3, "content"),
        ("DELETE FROM event WHERE number = 2", 2, "missing"),
        ("DELETE FROM event WHERE number = 3", 3, "missing"),
    ],
    ids=["name", "who", "when", "content", "taken out", "cut short"],
)
def test_a_changed_or_missing_event_is_found_and_named(database: Database, change: str, number: int, says: str) -> None:
    write_three(database)
    tamper(database, change)
    assert any(n == number and says in words for n, words in faults(database))


def test_two_events_that_changed_places_are_found(database: Database) -> None:
    write_three(database)
    tamper(
        database,
        "UPDATE event SET number = 99 WHERE number = 1",
        "UPDATE event SET number = 1 WHERE number = 2",
        "UPDATE event SET number = 2 WHERE number = 99",
    )
    assert {number for number, _ in faults(database)} >= {1, 2}


def test_a_chain_cut_short_with_its_head_moved_back_is_found_by_the_seal(database: Database) -> None:
    write_three(database)
    tamper(
        database,
        "DELETE FROM event WHERE number = 3",
        "UPDATE chain_head SET number = 2, hash = (SELECT hash FROM event WHERE number = 2)",
    )
    assert faults(database) == [(2, "the seal on the end of the chain is not ours")]


def test_erasing_a_person_leaves_nothing_readable_and_the_chain_whole(database: Database) -> None:
    write_three(database)
    with database.writing() as session:
        stored = files.put(session, AMINA, b"a photo of the door")
    with database.writing() as session:
        keys.destroy(session, AMINA)
    assert faults(database) == []
    with database.reading() as session:
        with pytest.raises(keys.ErasedError):
            events.read(session, session.get_one(events.Event, 1))
        with pytest.raises(keys.ErasedError):
            files.get(session, AMINA, stored)
        assert events.read(session, session.get_one(events.Event, 2))["why"] == "He moved"


def test_anyone_can_check_a_handed_over_event_with_a_hash_function_alone(database: Database) -> None:
    write_three(database)
    with database.reading() as session:
        event = session.get_one(events.Event, 1)
        handed_over = json.dumps(
            events.read(session, event), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()
    assert hashlib.sha256(handed_over).hexdigest() == event.commitment


def test_equal_words_leave_different_commitments_so_that_none_can_be_guessed(database: Database) -> None:
    with database.writing() as session:
        pair = [
            events.append(session, at=NOW, actor=("staff", 7), name="noted", subject="C-1", payload={"why": "same"})
            for _ in range(2)
        ]
        assert pair[0].commitment != pair[1].commitment


def test_an_act_that_fails_leaves_no_event(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        events.append(session, at=NOW, actor=("staff", 7), name="noted", subject="C-1")
        raise RuntimeError("the act failed after its event")
    write_three(database)
    assert faults(database) == []


def test_a_stored_file_lies_encrypted_and_a_changed_one_is_noticed(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        stored = files.put(session, AMINA, b"a photo of the door")
    place = tmp_path / "files" / stored[:2] / stored
    assert b"photo" not in place.read_bytes()
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with database.reading() as session, pytest.raises(ValueError, match="changed"):
        files.get(session, AMINA, stored)
