"""Files: evidence and finished letters, each encrypted with the key of the person whom it belongs to."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from casework.records import keys
from casework.records.stores import Store


def put(session: Session, customer_id: int, data: bytes) -> str:
    """Keep the bytes, safely, and return the name to find them by. Raises OSError when the disk is full.

    The file is there before the transaction commits: a file without a row is rubbish, a row without a file a loss.
    """
    name = secrets.token_hex(20)
    _store(session).put(name, keys.encrypt(session, customer_id, data, f"file {name}"))
    return name


def get(session: Session, customer_id: int, name: str) -> bytes:
    """The bytes as they were put. Raises FileNotFoundError, keys.ErasedError, or ValueError when they were changed."""
    return keys.decrypt(session, customer_id, _store(session).get(name), f"file {name}")


def remove(session: Session, name: str) -> None:
    """Delete a file that nothing refers to any more."""
    _store(session).remove(name)


def _store(session: Session) -> Store:
    found: Store = session.info["files"]
    return found
