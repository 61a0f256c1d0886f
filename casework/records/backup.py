"""A backup that either database can be restored from: tables as lines of JSON, and the encrypted files, in one archive.

It is taken from one moment of the database while the portal runs. It holds no key: without the data key nobody reads
anything in it (casework/records/sealed_file.py), and a seal made with that key shows whether it was changed. Archives
from before backups were encrypted as a whole (tar.gz) are still restored.

    manifest.json       what this is, how many rows and files, the SHA-256 of each part, the seal
    tables/<name>.jsonl one row a line, columns by name; bytes in base64, moments and dates in ISO 8601
    files/<name>        as they lie in the file store
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Table,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Session

from casework.records import events, stored
from casework.records.base import Base
from casework.records.database import Database, migrate
from casework.records.files import put_back
from casework.records.keyring import Keyring, LandlordKey
from casework.records.sealed import as_it_lies, lend
from casework.records.sealed_file import MAGIC, SealedReader, SealedWriter
from casework.records.stores import Store, store

FORMAT = 1
_MANIFEST = "manifest.json"
_ROWS_AT_ONCE = 500
# What an empty database holds already: the start of its chain, and keys under which nothing is yet.
_MADE_AT_ONCE = (events.ChainHead.__tablename__, LandlordKey.__tablename__)


class BackupError(Exception):
    """A backup cannot be taken or restored; the message says why."""


class Taken(NamedTuple):
    """How many rows and files a backup holds. ``lost``: names of files that are on record, and nowhere to be found."""

    rows: int
    files: int
    lost: tuple[str, ...]


def take(database: Database, files: Path | Store, target: Path) -> Taken:
    """Write a backup to ``target``, which appears only once it is whole. A lost file is no reason to have none."""
    unfinished = target.with_name(f"{target.name}.part")
    parts: dict[str, str] = {}
    try:
        with _new(unfinished, database.keyring) as archive, database.snapshot() as session:
            rows = sum(_add_table(archive, session, table, parts) for table in Base.metadata.sorted_tables)
            missing = [name for name in _stored(session) if not _add_file(archive, store(files), name, parts)]
            with database.reading() as later:  # what was lawfully removed since the snapshot is not lost
                lost = tuple(sorted(set(missing) & set(_stored(later)))) if missing else ()
            taken = Taken(rows, sum(name.startswith("files/") for name in parts), lost)
            manifest = {"format": FORMAT, "revision": _revision(session), "taken_at": datetime.now(UTC).isoformat()}
            _add(archive, _MANIFEST, _sealed({**manifest, **taken._asdict(), "parts": parts}, database.keyring))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return taken


def restore(
    database: Database, files: Path | Store, source: Path, then: Callable[[Session], object] | None = None
) -> list[events.Fault]:
    """Fill an empty, migrated database and the file store from a backup. Returns what ``events.verify`` then finds.

    ``then``: what is to be done with what was restored before anybody sees it, in the same transaction. BackupError,
    and nothing was restored, where the backup is not whole or not ours, or the database is not empty.
    """
    try:
        with opened(source, database.keyring) as archive:
            manifest = _check(archive, database.keyring)
            with database.writing(long=True) as session:
                _check_room(session, manifest["revision"])
                for table in Base.metadata.sorted_tables:
                    _fill(session, table, _read(archive, f"tables/{table.name}.jsonl"))
                _set_sequences(session)
                for name in manifest["parts"]:
                    if name.startswith("files/"):
                        _put(store(files), name.removeprefix("files/"), _read(archive, name).read())
                if then is not None:
                    _do_then(database, session, then)
    except (tarfile.TarError, EOFError, OSError) as fault:
        raise BackupError(f"the backup cannot be read: {fault}") from fault
    database.keyring.refresh()
    with database.snapshot() as session:
        return list(events.verify(session))


def check(keyring: Keyring, source: Path) -> dict[str, Any]:
    """Read a backup from its beginning to its end; its manifest. BackupError where it is not whole or not ours."""
    try:
        with opened(source, keyring) as archive:
            return _check(archive, keyring)
    except (tarfile.TarError, EOFError, OSError) as fault:
        raise BackupError(f"the backup cannot be read: {fault}") from fault


def rehearse(database: Database, source: Path) -> list[events.Fault]:
    """Restore a backup into a database of its own that is thrown away; what ``events.verify`` finds there.

    ``database``: lends its key only. BackupError as in ``restore``.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/rehearsal.sqlite"
        migrate(url)
        again = Database(url, database.keyring, Path(folder) / "files")
        try:
            return restore(again, again.files, source)
        finally:
            again.engine.dispose()


def mend(database: Database, source: Path) -> dict[str, bool]:
    """Put each file that is lost or was changed back from a backup; by its name, whether the backup had it whole."""
    done: dict[str, bool] = {}
    with opened(source, database.keyring) as archive, database.snapshot() as session:
        parts = _check(archive, database.keyring)["parts"]
        for file in [one.file for one in stored.damaged(session)]:
            place = f"files/{file.name}"
            done[file.name] = place in parts and put_back(
                session, file.customer_id, file.name, _read(archive, place).read()
            )
    return done


@contextmanager
def _new(target: Path, keyring: Keyring) -> Iterator[tarfile.TarFile]:
    with target.open("wb") as out:
        os.fchmod(out.fileno(), 0o600)
        sealed = SealedWriter(out, keyring)
        with tarfile.open(fileobj=sealed, mode="w:gz", compresslevel=6) as archive:
            yield archive
        sealed.close()
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def opened(source: Path, keyring: Keyring) -> Iterator[tarfile.TarFile]:
    """The archive in a backup. OSError or tarfile.TarError where it cannot be read."""
    with source.open("rb") as kept:
        sealed = kept.read(len(MAGIC)) == MAGIC
        kept.seek(0)
        plain = io.BufferedReader(SealedReader(kept, keyring)) if sealed else kept
        with tarfile.open(fileobj=plain, mode="r:gz") as archive:
            yield archive


def _add_table(archive: tarfile.TarFile, session: Session, table: Table, parts: dict[str, str]) -> int:
    """Write a table to a file of its own first: the archive must know its size."""
    with tempfile.TemporaryFile() as lines:
        count, raw = 0, as_it_lies(table)
        rows = session.execute(
            select(raw).order_by(*(raw.c[key.name] for key in table.primary_key)),
            execution_options={"yield_per": _ROWS_AT_ONCE},
        )
        for row in rows:
            values = {column.name: _plain(column, value) for column, value in zip(table.columns, row, strict=True)}
            lines.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
        _add_stream(archive, f"tables/{table.name}.jsonl", lines, parts)
    return count


def _add_file(archive: tarfile.TarFile, files: Store, name: str, parts: dict[str, str]) -> bool:
    """Add a stored file. False where it is not there."""
    try:
        content = io.BytesIO(files.get(name))
    except FileNotFoundError:
        return False
    _add_stream(archive, f"files/{name}", content, parts)
    return True


def _add_stream(archive: tarfile.TarFile, name: str, content: IO[bytes], parts: dict[str, str]) -> None:
    content.seek(0)
    parts[name] = _digest(content)
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = content.tell(), 0o600
    content.seek(0)
    archive.addfile(entry, content)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _sealed(manifest: dict[str, Any], keyring: Keyring) -> bytes:
    return json.dumps({**manifest, "seal": keyring.seal(_canonical(manifest))}, indent=1).encode()


def _check(archive: tarfile.TarFile, keyring: Keyring) -> dict[str, Any]:
    """The manifest, once every part was found to be what it says."""
    try:
        manifest: dict[str, Any] = json.loads(_read(archive, _MANIFEST).read())
        seal = manifest.pop("seal")
    except (ValueError, KeyError):
        raise BackupError("this is not a backup of Open Door") from None
    if manifest.get("format") != FORMAT:
        raise BackupError(f"a backup of the format {manifest.get('format')!r} cannot be read")
    if not keyring.is_seal(seal, _canonical(manifest)):
        raise BackupError("the seal is not ours: it was taken with another DATA_KEY, or it was changed")
    for name, digest in manifest["parts"].items():
        if _digest(_read(archive, name)) != digest:
            raise BackupError(f"{name} was changed since the backup was taken")
    return manifest


def _check_room(session: Session, revision: str) -> None:
    if _revision(session) != revision:
        raise BackupError(
            f"the backup was taken with the tables of revision {revision}, this database has {_revision(session)}: "
            "restore with the version of Open Door that took it, then upgrade"
        )
    for table in Base.metadata.sorted_tables:
        if table.name in _MADE_AT_ONCE:
            session.execute(table.delete())
        elif session.scalar(select(func.count()).select_from(table)):
            raise BackupError(f"the database is not empty ({table.name}): restore into a new one")


def _fill(session: Session, table: Table, lines: IO[bytes]) -> None:
    batch: list[dict[str, Any]] = []
    for line in lines:
        values = json.loads(line)
        batch.append({column.name: _value(column, values[column.name]) for column in table.columns})
        if len(batch) == _ROWS_AT_ONCE:
            session.execute(insert(as_it_lies(table)), batch)
            batch = []
    if batch:
        session.execute(insert(as_it_lies(table)), batch)


def _set_sequences(session: Session) -> None:
    """PostgreSQL counts its own numbers: they go on after the highest one restored."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        key = next(iter(table.primary_key))
        if isinstance(key.type, Integer) and key.autoincrement is not False:
            last = f"(SELECT max({key.name}) FROM {table.name})"  # noqa: S608  names of our own tables
            asked = (
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), {last}) WHERE {last} IS NOT NULL"
            )
            session.execute(text(asked))


def _stored(session: Session) -> Iterator[str]:
    yield from (file.name for file in stored.on_record(session))


def _put(files: Store, name: str, data: bytes) -> None:
    try:
        files.put(name, data)
    except OSError as fault:
        raise BackupError(f"the file {name} cannot be kept: {fault.strerror or fault}") from fault


def _do_then(database: Database, session: Session, then: Callable[[Session], object]) -> None:
    """With the landlord's keys that were just restored, which nobody outside this transaction sees yet."""
    asked = select(LandlordKey.purpose, LandlordKey.number, LandlordKey.wrapped)
    ring = database.keyring.reading(lambda: [(one[0], one[1], one[2]) for one in session.execute(asked)])
    session.info["keyring"] = ring
    lend(database.engine.dialect, ring)
    try:
        then(session)
        session.flush()
    finally:
        lend(database.engine.dialect, database.keyring)


def _revision(session: Session) -> str:
    return str(session.scalar(text("SELECT version_num FROM alembic_version")))


def _read(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    with suppress(KeyError):
        content = archive.extractfile(name)
        if content is not None:
            return content
    raise BackupError(f"this is no whole backup of Open Door: it has no {name}")


def _digest(content: IO[bytes]) -> str:
    seen = hashlib.sha256()
    while piece := content.read(1024 * 1024):
        seen.update(piece)
    return seen.hexdigest()


def _canonical(manifest: dict[str, Any]) -> str:
    return "backup " + json.dumps(manifest, sort_keys=True)


def _plain(column: Column[Any], value: Any) -> Any:
    """A value as JSON holds it."""
    if value is None:
        return None
    write = _by_type(column, (lambda v: base64.b64encode(v).decode(), lambda v: v.isoformat(), lambda v: v.isoformat()))
    return write(value) if write else value


def _value(column: Column[Any], plain: Any) -> Any:
    """A value as the database takes it."""
    if plain is None:
        return None
    read = _by_type(column, (base64.b64decode, datetime.fromisoformat, date.fromisoformat))
    return read(plain) if read else plain


def _by_type(column: Column[Any], ways: tuple[Callable[[Any], Any], ...]) -> Callable[[Any], Any] | None:
    """The way for bytes, moments or dates; None for what JSON holds as it is."""
    kind = column.type.impl if hasattr(column.type, "impl") else column.type
    for place, sort in enumerate((LargeBinary, DateTime, Date)):
        if isinstance(kind, sort):
            return ways[place]
    return None
