"""Files: evidence and finished letters, each encrypted with the key of the person whom it belongs to."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy.orm import Session

from casework.records import keys


def put(session: Session, customer_id: int, data: bytes) -> str:
    """Write the bytes to disk, flushed, and return the name to find them by. Raises OSError when the disk is full.

    The file is there before the transaction commits: a file without a row is rubbish, a row without a file a loss.
    """
    name = secrets.token_hex(20)
    sealed = keys.encrypt(session, customer_id, data, f"file {name}")
    place = _place(session, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".part")
    try:
        with unfinished.open("xb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(place)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    return name


def get(session: Session, customer_id: int, name: str) -> bytes:
    """The bytes as they were put. Raises FileNotFoundError, keys.ErasedError, or ValueError when they were changed."""
    return keys.decrypt(session, customer_id, _place(session, name).read_bytes(), f"file {name}")


def remove(session: Session, name: str) -> None:
    """Delete a file that nothing refers to any more."""
    _place(session, name).unlink(missing_ok=True)


def _place(session: Session, name: str) -> Path:
    if not name.isalnum():
        raise FileNotFoundError(name)
    folder: Path = session.info["files"]
    return folder / name[:2] / name
