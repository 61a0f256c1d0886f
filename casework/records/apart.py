"""Who was erased, and for whom a legal hold stands, kept apart from the database: no backup from before undoes it.

A note says references and moments and nothing else. It lies in the file store, whose files outlive a database that is
lost, and all of them once more beside each backup, for a machine that is lost with its files. They are sealed as
backups are.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from casework.records import keys
from casework.records.keys import PersonKey
from casework.records.people import Customer
from casework.records.retention import LegalHold
from casework.records.sealed_file import SealedReader, SealedWriter
from casework.records.stores import Store

PLACED: Final = "placed"
LIFTED: Final = "lifted"


class UnreadableNoteError(Exception):
    """A note was changed, or sealed with a data key that is not among ours; the message says where it is."""


@dataclass(frozen=True)
class Notes:
    """Notes of one sort, each a set of lines. ``here``: what a database says that should be noted.

    ``name`` begins that of each note in the store, where no file's name begins so, since those are hexadecimal.
    """

    name: str
    here: Callable[[Session], set[str]]

    def note(self, session: Session, lines: Collection[str]) -> None:
        """Note these lines, too."""
        _store(session).put(f"{self.name}{secrets.token_hex(17)}", _sealed(session, lines))

    def note_all(self, session: Session) -> None:
        """Note what this database says and is not noted yet."""
        missing = self.here(session) - self.noted(session)
        if missing:
            self.note(session, missing)

    def noted(self, session: Session) -> set[str]:
        """All that is noted in the file store. Raises UnreadableNoteError."""
        store, found = _store(session), set[str]()
        for name in store.names(self.name):
            with suppress(FileNotFoundError):  # gathered meanwhile
                found.update(_opened(session, store.get(name), f"the note {name}"))
        return found

    def gather(self, session: Session) -> set[str]:
        """Make one note of all, sealed with today's data key, so that an older key may go; what it says.

        Raises UnreadableNoteError.
        """
        store = _store(session)
        old, known = list(store.names(self.name)), self.noted(session)
        if old:
            self.note(session, known)
        for name in old:
            store.remove(name)
        return known

    def write_beside(self, session: Session, backup: Path) -> None:
        """Put what is known beside a backup that was just taken, at once or not at all."""
        place = self._beside(backup)
        draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        known = self.gather(session) | self.here(session)
        with suppress(UnreadableNoteError):  # of before the data key was changed: the database says the same
            known |= self.beside(session, backup)
        try:
            draft.write_bytes(_sealed(session, known))
            draft.chmod(0o600)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)

    def beside(self, session: Session, backup: Path) -> set[str]:
        """What the notes beside a backup say; nothing where there are none. Raises UnreadableNoteError."""
        place = self._beside(backup)
        return set(_opened(session, place.read_bytes(), str(place))) if place.exists() else set()

    def _beside(self, backup: Path) -> Path:
        return backup.with_name(f"{self.name}.notes")


def of_hold(hold: LegalHold) -> set[str]:
    """What is noted about a legal hold."""
    who = (hold.ref, hold.customer.ref, hold.placed_by.ref, hold.placed_at.isoformat())
    return {" ".join((PLACED, *who))} | ({f"{LIFTED} {hold.ref}"} if hold.lifted_at else set())


def _erased(session: Session) -> set[str]:
    """The references of whoever is erased: of a record that is only part of another there is a key still."""
    no_key = Customer.id.not_in(select(PersonKey.customer_id))
    return set(session.scalars(select(Customer.ref).where(Customer.erased_at.is_not(None), no_key)))


def _holds(session: Session) -> set[str]:
    every = select(LegalHold).options(joinedload(LegalHold.customer), joinedload(LegalHold.placed_by))
    return {line for hold in session.scalars(every) for line in of_hold(hold)}


ERASED: Final = Notes("erased", _erased)
HOLDS: Final = Notes("holds", _holds)
EVERY: Final = (ERASED, HOLDS)


def _sealed(session: Session, lines: Collection[str]) -> bytes:
    out = io.BytesIO()
    with SealedWriter(out, keys.keyring(session)) as sealed:
        sealed.write(json.dumps(sorted(lines)).encode())
    return out.getvalue()


def _opened(session: Session, kept: bytes, where: str) -> Iterator[str]:
    try:
        yield from json.loads(io.BufferedReader(SealedReader(io.BytesIO(kept), keys.keyring(session))).read())
    except (OSError, ValueError) as fault:
        raise UnreadableNoteError(f"{where} cannot be read: {fault}") from None


def _store(session: Session) -> Store:
    found: Store = session.info["files"]
    return found
