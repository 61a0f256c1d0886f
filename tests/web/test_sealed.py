"""What people wrote lies sealed in the database, and the data key can be another one while they work on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Text, func, select, update

from casework.actions import rotating
from casework.records import backup, events, files, keys, sealed
from casework.records.appeals import Appeal
from casework.records.base import Base
from casework.records.cases import Incident
from casework.records.database import Database
from casework.records.decisions import Restriction
from casework.records.keyring import Keyring, StrangeKeyError
from casework.records.prepared import Prepared
from tests.databases import Databases
from tests.people import Town
from tests.web.office import Office
from tests.web.test_backup import Kept

OLD, NEW = b"a data key of thirty-two bytes!!", b"another key for the days to come"
SAID = ("43 times in three days", "Nobody came, so I had to call", "Spoke with the customer about how they live")


ALONE = Engine.__init__  # as it is before tests share one dialect, and with it one keyring (tests/conftest.py)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each database as in a process of its own, with keys of its own."""
    monkeypatch.setattr(Engine, "__init__", ALONE)


@pytest.fixture
def kept(database_url: str, tmp_path: Path) -> Iterator[Kept]:
    """A decision, its letter and an appeal against it, as they lie after `database upgrade` and some work."""
    made = Kept(database_url, tmp_path / "files", OLD)
    rotating.keep_first_keys(made.database, town(made).now)
    story = town(made)
    story.appealed(story.decided())
    yield made
    made.database.engine.dispose()


def town(kept: Kept) -> Town:
    if "town" not in vars(kept):
        vars(kept)["town"] = Town(kept.database, "octavia")
    found: Town = vars(kept)["town"]
    return found


@contextmanager
def opened(kept: Kept, *data_keys: bytes) -> Iterator[Kept]:
    """The same database and files in another process, which knows these keys."""
    url = kept.database.engine.url.render_as_string(hide_password=False)
    again = Kept(url, kept.files)
    again.database.engine.dispose()
    again.database = Database(url, Keyring(*data_keys), kept.files)
    yield again
    again.database.engine.dispose()


def dump(database: Database) -> str:
    """All that lies in the tables, as whoever copied them would see it."""
    with database.engine.connect() as connection:
        return "\n".join(
            str(row)
            for table in Base.metadata.sorted_tables
            for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}")
        )


def test_a_copy_of_the_database_holds_none_of_the_words(kept: Kept) -> None:
    found = dump(kept.database)
    assert [words for words in SAID if words in found] == []
    with kept.database.reading() as session:
        assert "43 times" in session.scalars(select(Restriction.reason)).one()
        assert "Nobody came" in session.scalars(select(Appeal.grounds)).one()


def test_every_column_of_free_words_is_sealed_or_says_why_not() -> None:
    words = {f"{one.table.name}.{one.name}" for one in sealed.columns()}
    plain = {str(one) for table in Base.metadata.sorted_tables for one in table.c if isinstance(one.type, Text)}
    assert plain - words == set(sealed.PLAIN)
    assert {one.type.place for one in sealed.columns() if isinstance(one.type, sealed.SealedText)} == words


def test_words_that_were_changed_or_moved_are_not_shown_as_somebody_elses(kept: Kept) -> None:
    restriction, appeal = (sealed.as_it_lies(Base.metadata.tables[name]) for name in ("restriction", "appeal"))
    with kept.database.adding() as connection:
        reason = connection.scalar(select(restriction.c.reason))
        connection.execute(update(appeal).values(grounds=reason))
    with kept.database.reading() as session, pytest.raises(ValueError, match=r"appeal\.grounds: .* changed"):
        session.scalars(select(Appeal.grounds)).one()


def test_words_cannot_be_asked_for_in_a_way_that_would_find_none() -> None:
    with pytest.raises(TypeError, match="sealed"):
        select(Incident.id).where(Incident.what_happened == "He shouted")
    assert str(select(Incident.id).where(Incident.what_happened != ""))


@pytest.mark.usefixtures("apart")
def test_two_databases_in_one_process_read_each_their_own_words(kept: Kept, databases: Databases) -> None:
    """Statements are prepared once for all databases of a kind, and keys belong to one."""
    other = Kept(databases.new(kept.database.engine.dialect.name), kept.files, NEW)
    story = Town(other.database, "octavia")
    story.decided()
    reasons = Prepared(select(Restriction.reason))
    for one in (kept, other):
        with one.database.engine.connect() as connection:
            assert "43 times" in reasons.rows(connection, {})[0][0]
    other.database.engine.dispose()


def test_words_from_before_there_were_seals_are_read_and_then_sealed(kept: Kept) -> None:
    plain = sealed.as_it_lies(Base.metadata.tables["incident"])
    with kept.database.adding() as connection:
        connection.execute(update(plain).values(what_happened="He shouted at the door"))
    with kept.database.reading() as session:
        assert set(session.scalars(select(Incident.what_happened))) == {"He shouted at the door"}
    assert rotating.left(kept.database).rows > 0
    assert rotating.rotate(kept.database, town(kept).now) == rotating.Left(0, 0)
    assert "He shouted" not in dump(kept.database)
    with kept.database.reading() as session:
        assert set(session.scalars(select(Incident.what_happened))) == {"He shouted at the door"}


class PulledPlugError(Exception):
    pass


def plug_pulled_after(database: Database, transactions: int, patch: pytest.MonkeyPatch) -> None:
    """The process ends in the middle of that transaction, whatever it is about."""
    real, left = database.adding, [transactions]

    @contextmanager
    def adding() -> Iterator[Connection]:
        with real() as connection:
            yield connection
            left[0] -= 1
            if left[0] < 0:
                raise PulledPlugError

    patch.setattr(database, "adding", adding)


def everything(kept: Kept) -> dict[str, list[tuple[Any, ...]]]:
    """What the rows say, without what a rotation changes: wrapped keys, and the record of it."""
    changed = {"person_key", "landlord_key", "chain_head", "event"}
    return {name: rows for name, rows in kept.everything().items() if name not in changed}


@pytest.mark.usefixtures("apart")
def test_the_data_key_is_changed_while_people_work_and_the_old_one_goes(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, ring = town(kept), kept.database.keyring
    with kept.database.writing() as session:
        nobodys = files.put(session, keys.NOBODY, b"of a list that was taken in")
        hashed = ring.keyed_hash("letter", "code")
    with opened(kept, OLD, NEW) as before, opened(kept, NEW, OLD) as now:
        with monkeypatch.context() as patch:
            plug_pulled_after(now.database, 5, patch)
            with pytest.raises(PulledPlugError):
                rotating.rotate(now.database, story.now, at_once=3)
        assert rotating.left(now.database).rows > 0
        wanted = everything(before)
        assert wanted == everything(now)
        story.database = before.database  # a machine that has not been started anew yet
        story.incident(form_key="meanwhile", what_happened="She rang again while the key was changed")
        wanted = everything(before)
        story.database = now.database
        assert rotating.rotate(now.database, story.now, at_once=3) == rotating.Left(0, 0)
        assert wanted == everything(now) == everything(before)
    with opened(kept, NEW) as after, after.database.reading() as session:
        assert everything(after) == wanted
        assert list(events.verify(session)) == []
        assert files.get(session, keys.NOBODY, nobodys) == b"of a list that was taken in"
        assert keys.keyring(session).keyed_hash("letter", "code") == hashed
        assert len(keys.keyring(session).own) == 2
        assert session.scalar(select(func.count()).select_from(events.Event).where(events.Event.name == _CHANGED)) == 1
    with opened(kept, OLD) as gone, pytest.raises(StrangeKeyError):
        gone.everything()


_CHANGED = "data_key_changed"


@pytest.mark.usefixtures("apart")
def test_a_backup_from_before_is_restored_while_the_old_key_is_listed(
    kept: Kept, databases: Databases, tmp_path: Path
) -> None:
    archive = tmp_path / "backup"
    backup.take(kept.database, kept.files, archive)
    url = databases.new("sqlite")
    for data_keys, message in (((NEW,), "DATA_KEY"), ((NEW, OLD), "")):
        restored = Database(url, Keyring(*data_keys), tmp_path / "restored")
        rotating.keep_first_keys(restored, town(kept).now)  # by `database upgrade` on the new machine
        if message:
            with pytest.raises(backup.BackupError, match=message):
                backup.restore(restored, restored.files, archive)
        else:
            assert backup.restore(restored, restored.files, archive) == []
            with restored.reading() as session:
                assert "43 times" in session.scalars(select(Restriction.reason)).one()
            assert rotating.rotate(restored, town(kept).now) == rotating.Left(0, 0)
        restored.engine.dispose()


def test_nothing_is_sealed_while_the_version_before_still_runs(kept: Kept, tmp_path: Path) -> None:
    url = kept.database.engine.url.render_as_string(hide_password=False)
    beside = Database(url, Keyring(OLD, seals=False), tmp_path)
    story = town(kept)
    story.database = beside
    story.incident(form_key="beside", what_happened="She rang in the night")
    assert "She rang in the night" in dump(beside)
    assert "43 times" not in dump(beside)
    beside.engine.dispose()


def test_an_operator_is_told_what_is_left_and_when_the_old_key_may_go(office: Office) -> None:
    run = office.app.test_cli_runner().invoke
    story = office.town
    plain = sealed.as_it_lies(Base.metadata.tables["incident"])
    story.incident()
    with story.database.adding() as connection:
        connection.execute(update(plain).values(what_happened="In plain"))
    told = run(args=["keys", "check"])
    assert (told.exit_code, "1 rows" in told.output) == (1, True), told.output
    told = run(args=["keys", "rotate"])
    assert told.exit_code == 0
    assert "may go" in told.output
    assert run(args=["keys", "check"]).exit_code == 0
