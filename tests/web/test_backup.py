"""A backup holds everything but the key, and either database can be filled from it."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from casework.actions.worker import Worker
from casework.records import backup, events, keys
from casework.records.backup import BackupError
from casework.records.base import Base
from casework.records.database import Database
from casework.records.letters import Delivery, Letter
from casework.records.sealed_file import SealedReader, SealedWriter
from tests.databases import Databases
from tests.people import Town

DATA_KEY = b"a data key of thirty-two bytes!!"
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


class Kept:
    """A database with its file store."""

    def __init__(self, url: str, folder: Path, data_key: bytes = DATA_KEY) -> None:
        self.files = folder
        self.database = Database(url, keys.Keyring(data_key), folder)

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row but the versions of records: what is restored is new to whoever read a page before."""
        with self.database.reading() as session:
            return {
                table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
                for table in Base.metadata.sorted_tables
                if table.name != "record_version"
            }


@pytest.fixture
def full(database_url: str, tmp_path: Path) -> Iterator[Kept]:
    """A decision, its letter made in every copy, and an appeal against it."""
    made = Kept(database_url, tmp_path / "files")
    town = Town(made.database, "octavia")
    town.appealed(town.decided())
    Worker(made.database, town.pack, "http://portal.example", {}, clock=lambda: town.now).run_once()
    yield made
    made.database.engine.dispose()


@pytest.fixture(params=["the same", "the other"])
def empty(request: pytest.FixtureRequest, databases: Databases, database_engine: str, tmp_path: Path) -> Iterator[Kept]:
    """A new database, of the same kind or of the other one."""
    url = databases.new(database_engine if request.param == "the same" else OTHER[database_engine])
    made = Kept(url, tmp_path / "restored")
    yield made
    made.database.engine.dispose()
    databases.drop(url)


def test_everything_comes_back_on_either_database(full: Kept, empty: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup.take(full.database, full.files, archive)
    assert backup.restore(empty.database, empty.files, archive) == []
    assert empty.everything() == full.everything()
    with empty.database.reading() as session:
        letter = session.scalars(select(Letter)).first()
        assert letter is not None
        assert keys.decrypt(session, letter.customer_id, letter.content, f"letter {letter.ref}").startswith(b"{")
        for name in session.scalars(select(Delivery.stored_as).where(Delivery.stored_as.is_not(None))):
            assert (empty.files / str(name)[:2] / str(name)).is_file()


def test_work_goes_on_after_a_restore(full: Kept, empty: Kept, tmp_path: Path) -> None:
    """New rows get new numbers, and the chain of events goes on where it was."""
    archive = tmp_path / "backup.tar.gz"
    backup.take(full.database, full.files, archive)
    backup.restore(empty.database, empty.files, archive)
    with empty.database.writing() as session:
        before = session.get_one(events.ChainHead, 1).number
        session.execute(text("INSERT INTO attempt (what, key_hash, at) VALUES ('code', 'x', '2026-11-23 10:00:00')"))
        session.execute(text("DELETE FROM staff_role"))
        session.execute(
            text(
                "INSERT INTO staff_role (staff_id, role, starts_on) SELECT id, 'officer', '2026-11-23' "
                "FROM staff_member"
            )
        )
    with empty.database.reading() as session:
        assert session.get_one(events.ChainHead, 1).number == before
        assert list(events.verify(session)) == []


def test_a_backup_holds_no_key_and_no_word_that_was_encrypted(full: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup.take(full.database, full.files, archive)
    with backup.opened(archive, full.database.keyring) as opened:
        for entry in opened:
            held = opened.extractfile(entry)
            assert held is not None
            content = held.read()
            assert DATA_KEY not in content
            if entry.name.startswith(("tables/event", "tables/letter", "tables/message", "files/")):
                assert b"43 times" not in content


def test_a_database_in_use_is_not_overwritten(full: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup.take(full.database, full.files, archive)
    before = full.everything()
    with pytest.raises(BackupError, match="not empty"):
        backup.restore(full.database, full.files, archive)
    assert full.everything() == before


def test_another_data_key_is_noticed_before_anything_is_written(full: Kept, empty: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup.take(full.database, full.files, archive)
    stranger = Kept(str(empty.database.engine.url.render_as_string(hide_password=False)), empty.files, b"o" * 32)
    with pytest.raises(BackupError, match="DATA_KEY"):
        backup.restore(stranger.database, stranger.files, archive)
    stranger.database.engine.dispose()
    assert not any(rows for name, rows in empty.everything().items() if name != "chain_head")


def repacked(archive: Path, target: Path, change: str, new: bytes | None) -> Path:
    """The archive with one part changed, or left out."""
    ring = keys.Keyring(DATA_KEY)
    with backup.opened(archive, ring) as old, backup._new(target, ring) as out:
        for entry in old:
            held = old.extractfile(entry)
            assert held is not None
            content = held.read()
            if entry.name == change:
                if new is None:
                    continue
                content = content.replace(b"Samira", new)
                assert new in content
            backup._add(out, entry.name, content)
    return target


@pytest.mark.parametrize(
    ("part", "new"), [("tables/customer.jsonl", b"Sabine"), ("tables/event.jsonl", None), ("manifest.json", None)]
)
def test_a_changed_backup_restores_nothing(
    full: Kept, empty: Kept, tmp_path: Path, part: str, new: bytes | None
) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup.take(full.database, full.files, archive)
    with pytest.raises(BackupError):
        backup.restore(empty.database, empty.files, repacked(archive, tmp_path / "changed.tar.gz", part, new))
    assert not any(rows for name, rows in empty.everything().items() if name != "chain_head")


def test_half_an_archive_restores_nothing(full: Kept, empty: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    backup.take(full.database, full.files, archive)
    archive.write_bytes(archive.read_bytes()[:-2000])
    with pytest.raises(BackupError):
        backup.restore(empty.database, empty.files, archive)


def test_a_backup_is_of_one_moment_while_people_work_on(full: Kept, tmp_path: Path) -> None:
    """What is written while it is taken is in none of its tables."""
    archive, town_writes = tmp_path / "backup.tar.gz", []

    def write_on(table: str) -> None:
        with full.database.writing() as session:
            session.execute(
                text("INSERT INTO attempt (what, key_hash, at) VALUES ('code', 'late', '2026-11-23 10:00:00')")
            )
        town_writes.append(table)

    real = backup._add_table

    def slowly(archive_: tarfile.TarFile, session: object, table: object, parts: dict[str, str]) -> int:
        count = real(archive_, session, table, parts)  # type: ignore[arg-type]
        if not town_writes:
            write_on(str(table))
        return count

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "_add_table", slowly)
        backup.take(full.database, full.files, archive)
    with backup.opened(archive, full.database.keyring) as opened:
        attempts = opened.extractfile("tables/attempt.jsonl")
        assert attempts is not None
        assert [json.loads(line) for line in attempts if b"late" in line] == []
    assert town_writes


def test_a_backup_that_fails_leaves_no_half_of_one(full: Kept, tmp_path: Path) -> None:
    unreadable = next(place for place in full.files.rglob("*") if place.is_file())
    unreadable.unlink()
    unreadable.mkdir()
    with pytest.raises(OSError, match="directory"):
        backup.take(full.database, full.files, tmp_path / "backup.tar.gz")
    assert list(tmp_path.glob("backup*")) == []


def test_nobody_without_the_data_key_reads_a_word_of_a_backup(full: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.sealed"
    backup.take(full.database, full.files, archive)
    assert archive.stat().st_mode & 0o077 == 0
    assert not tarfile.is_tarfile(archive)
    assert b"Samira" not in archive.read_bytes()
    with pytest.raises(BackupError, match="DATA_KEY"):
        backup.check(keys.Keyring(b"o" * 32), archive)


def test_each_flipped_bit_and_each_cut_is_noticed_when_a_backup_is_read(full: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.sealed"
    backup.take(full.database, full.files, archive)
    whole = archive.read_bytes()
    assert backup.check(full.database.keyring, archive)["rows"] > 0
    for place in (20, 40, len(whole) // 2, len(whole) - 1):
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupError):
            backup.check(full.database.keyring, archive)
        archive.write_bytes(whole[:place])
        with pytest.raises(BackupError):
            backup.check(full.database.keyring, archive)


def test_a_backup_larger_than_a_piece_is_read_from_any_place_and_none_of_its_pieces_can_be_left_out() -> None:
    ring, content = keys.Keyring(DATA_KEY), os.urandom(5 * 1024 * 1024 // 2)
    kept = io.BytesIO()
    with SealedWriter(kept, ring) as out:
        for start in range(0, len(content), 300_000):
            out.write(content[start : start + 300_000])
    with io.BufferedReader(SealedReader(io.BytesIO(kept.getvalue()), ring)) as found:
        assert found.read() == content
        for place in (1024 * 1024 - 3, 7, len(content) - 9):
            found.seek(place)
            assert found.read(100) == content[place : place + 100]
    piece = 1024 * 1024 + 16
    for shorter in (kept.getvalue()[: 30 + 2 * piece], kept.getvalue()[:30] + kept.getvalue()[30 + piece :]):
        with pytest.raises(OSError, match="cut off"):
            SealedReader(io.BytesIO(shorter), ring)


def test_an_archive_from_before_backups_were_encrypted_is_still_restored(
    full: Kept, empty: Kept, tmp_path: Path
) -> None:
    archive, old = tmp_path / "backup.sealed", tmp_path / "old.tar.gz"
    backup.take(full.database, full.files, archive)
    with backup.opened(archive, full.database.keyring) as new, tarfile.open(old, "w:gz") as out:
        for entry in new:
            out.addfile(entry, new.extractfile(entry))
    assert backup.restore(empty.database, empty.files, old) == []
    assert empty.everything() == full.everything()


def test_a_restore_is_rehearsed_beside_a_portal_that_runs_on(full: Kept, tmp_path: Path) -> None:
    archive = tmp_path / "backup.sealed"
    backup.take(full.database, full.files, archive)
    before = full.everything()
    assert backup.rehearse(full.database, archive) == []
    assert full.everything() == before
