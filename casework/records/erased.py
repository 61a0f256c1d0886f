"""Who was erased, kept apart from the database: no backup from before brings anybody back.

A note says references and nothing else. It lies in the file store, whose files outlive a database that is lost, and
all of them once more beside each backup, for a machine that is lost with its files. They are sealed as backups are.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.records import keys
from casework.records.people import Customer
from casework.records.sealed_file import SealedReader, SealedWriter
from casework.records.stores import Store

_PREFIX: Final = "erased"  # of a note's name in the store; no file's name begins so, since those are hexadecimal
BESIDE: Final = "erased.notes"  # the file in the folder of a backup


class UnreadableNoteError(Exception):
    """A note was changed, or sealed with a data key that is not among ours; the message says where it is."""


def note(session: Session, refs: Collection[str]) -> None:
    """Note that the records with these references were erased."""
    _store(session).put(f"{_PREFIX}{secrets.token_hex(17)}", _sealed(session, refs))


def note_all(session: Session) -> None:
    """Note whoever is erased in this database and is not noted yet."""
    missing = _in_database(session) - noted(session)
    if missing:
        note(session, missing)


def noted(session: Session) -> set[str]:
    """The references of all who are noted in the file store. Raises UnreadableNoteError."""
    store, found = _store(session), set[str]()
    for name in store.names(_PREFIX):
        with suppress(FileNotFoundError):  # gathered meanwhile
            found.update(_opened(session, store.get(name), f"the note {name}"))
    return found


def gather(session: Session) -> set[str]:
    """Make one note of all, sealed with today's data key, so that an older key may go; what it says.

    Raises UnreadableNoteError.
    """
    store = _store(session)
    old, known = list(store.names(_PREFIX)), noted(session)
    if old:
        note(session, known)
    for name in old:
        store.remove(name)
    return known


def write_beside(session: Session, backup: Path) -> None:
    """Put what is known beside a backup that was just taken, at once or not at all."""
    place = backup.with_name(BESIDE)
    draft = place.with_name(f"{BESIDE}.{secrets.token_hex(4)}")
    known = gather(session) | _in_database(session)
    with suppress(UnreadableNoteError):  # of before the data key was changed: whoever is in it is in the database too
        known |= beside(session, backup)
    try:
        draft.write_bytes(_sealed(session, known))
        draft.chmod(0o600)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def beside(session: Session, backup: Path) -> set[str]:
    """The references in the notes beside a backup; none where there are no notes. Raises UnreadableNoteError."""
    place = backup.with_name(BESIDE)
    return set(_opened(session, place.read_bytes(), str(place))) if place.exists() else set()


def _in_database(session: Session) -> set[str]:
    return set(session.scalars(select(Customer.ref).where(Customer.erased_at.is_not(None))))


def _sealed(session: Session, refs: Collection[str]) -> bytes:
    out = io.BytesIO()
    with SealedWriter(out, keys.keyring(session)) as sealed:
        sealed.write(json.dumps(sorted(refs)).encode())
    return out.getvalue()


def _opened(session: Session, kept: bytes, where: str) -> Iterator[str]:
    try:
        yield from json.loads(io.BufferedReader(SealedReader(io.BytesIO(kept), keys.keyring(session))).read())
    except (OSError, ValueError) as fault:
        raise UnreadableNoteError(f"{where} cannot be read: {fault}") from None


def _store(session: Session) -> Store:
    found: Store = session.info["files"]
    return found
