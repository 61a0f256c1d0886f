"""Files: evidence and finished letters, each encrypted with the key of the person whom it belongs to."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from casework.records import keys
from casework.records.stores import Store


class LostFileError(FileNotFoundError, ValueError):
    """A file on record is not where files are kept, or its bytes are not those that were put there."""


def put(session: Session, customer_id: int, data: bytes) -> str:
    """Keep the bytes, safely, and return the name to find them by. Raises OSError when the disk is full.

    The file is there before the transaction commits: a file without a row is rubbish, a row without a file a loss.
    """
    name = secrets.token_hex(20)
    _store(session).put(name, keys.encrypt(session, customer_id, data, f"file {name}"))
    return name


def get(session: Session, customer_id: int, name: str) -> bytes:
    """The bytes as they were put. Raises LostFileError, or keys.ErasedError."""
    try:
        return keys.decrypt(session, customer_id, _store(session).get(name), f"file {name}")
    except FileNotFoundError:
        raise LostFileError(f"the file {name} is not there") from None
    except ValueError:
        raise LostFileError(f"the file {name} was changed") from None


def put_back(session: Session, customer_id: int, name: str, kept: bytes) -> bool:
    """Put a file's bytes, as they lay in the store, where they were lost or changed. False: they are not its own."""
    try:
        keys.decrypt(session, customer_id, kept, f"file {name}")
    except ValueError:
        return False
    _store(session).remove(name)
    _store(session).put(name, kept)
    return True


def remove(session: Session, name: str) -> None:
    """Delete a file that nothing refers to any more."""
    _store(session).remove(name)


def _store(session: Session) -> Store:
    found: Store = session.info["files"]
    return found
