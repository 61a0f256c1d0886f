"""What axe looked at already, in any process of this run, so that it looks at each thing once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from tests.conftest import ROOM


class LookedAt:
    """Marks of pages and kinds of elements with which nothing was wrong: lines of a file to which every process adds.

    Two that look at the same thing at the same moment both do so; neither waits for the other.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._read = 0  # bytes of the file

    def new(self, seen: Iterable[str]) -> set[str]:
        """The marks of those that nobody looked at yet."""
        if self._file.exists():
            with self._file.open("rb") as file:
                file.seek(self._read)
                whole, end, _ = file.read().rpartition(b"\n")  # another process may be in the midst of a line
            self._read += len(whole + end)
            self._known.update(whole.decode().splitlines())
        return {_mark(one) for one in seen} - self._known

    def add(self, marks: Iterable[str]) -> None:
        lines = "".join(f"{one}\n" for one in marks).encode()
        with self._file.open("ab", buffering=0) as file:
            file.write(lines)

    @property
    def _file(self) -> Path:
        return Path(os.environ[ROOM]) / "looked-at"


def _mark(seen: str) -> str:
    return blake2b(seen.encode(), digest_size=12).hexdigest()
