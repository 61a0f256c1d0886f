"""A file that is encrypted as it is written, for backups: it may be larger than memory, and lies where others may read.

magic            14 bytes
salt             16 bytes, from which and from the data key the key of this file is derived
pieces           of a mebibyte each, the last one shorter: AES-256-GCM under a nonce that is the number of the piece
                 and whether it is the last, so that none can be changed, moved, left out or cut off unnoticed
"""

from __future__ import annotations

import io
import os
from contextlib import suppress
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag

from casework.records.keys import Keyring

MAGIC: Final = b"open-door-seal"
_SALT: Final = 16
_HEAD: Final = len(MAGIC) + _SALT
_PIECE: Final = 1024 * 1024
_TAG: Final = 16


class SealedWriter(io.RawIOBase):
    """Encrypts what is written into ``target``. Closing it writes the last piece: without that it is not whole."""

    def __init__(self, target: IO[bytes], keyring: Keyring) -> None:
        salt = os.urandom(_SALT)
        self._target, self._head, self._number, self._kept = target, MAGIC + salt, 0, bytearray()
        self._key = keyring.of_file(salt)[0]
        target.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._kept += data
        while len(self._kept) > _PIECE:
            self._put(bytes(self._kept[:_PIECE]), last=False)
            del self._kept[:_PIECE]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._kept), last=True)
        super().close()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._key.encrypt(_nonce(self._number, last=last), piece, self._head))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads what a SealedWriter wrote, from any place in it. OSError: it was changed, or the data key is another."""

    def __init__(self, source: IO[bytes], keyring: Keyring) -> None:
        self._source, self._head = source, source.read(_HEAD)
        self._keys = keyring.of_file(self._head[len(MAGIC) :])
        body = source.seek(0, io.SEEK_END) - _HEAD
        self._pieces = max(1, -(-body // (_PIECE + _TAG)))
        self._size, self._at = body - self._pieces * _TAG, 0
        self._open: tuple[int, bytes] = (-1, b"")
        self._piece(self._pieces - 1)  # whether the end is there

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def readinto(self, target: Any) -> int:
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, _PIECE)
        found = self._piece(number)[within : within + len(target)]
        target[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _piece(self, number: int) -> bytes:
        if self._open[0] != number:
            self._source.seek(_HEAD + number * (_PIECE + _TAG))
            nonce = _nonce(number, last=number == self._pieces - 1)
            self._open = (number, self._opened(nonce, self._source.read(_PIECE + _TAG)))
        return self._open[1]

    def _opened(self, nonce: bytes, piece: bytes) -> bytes:
        for key in self._keys:
            with suppress(InvalidTag):
                plain = key.decrypt(nonce, piece, self._head)
                self._keys = (key,)
                return plain
        raise OSError("it was taken with another DATA_KEY, or it was changed or cut off")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
