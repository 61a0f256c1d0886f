"""What looks through files for harmful code: ClamAV's daemon, asked over TCP or a socket of the machine."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import urlsplit

_PATIENCE: Final = 60  # seconds that the scanner may take for one step
_PIECE: Final = 64 * 1024  # bytes
_LONGEST_ANSWER: Final = 4096  # bytes


class ScanError(Exception):
    """The scanner gave no verdict; the file stays in quarantine, and is tried again."""


class Scanner(Protocol):
    """Says what is harmful in a file, or None. ScanError or OSError where it cannot tell."""

    def scan(self, data: bytes) -> str | None: ...


@dataclass(frozen=True)
class Clamd:
    """clamd's INSTREAM: pieces, each after its length in four bytes, and a length of 0 at the end.

    ``url``: unix:///run/clamav/clamd.ctl, where the file does not leave the machine; or tcp://host:3310, which is not
    encrypted and must not leave your own network. clamd closes the line on a file over its own StreamMaxLength: that
    is no verdict.
    """

    url: str

    def scan(self, data: bytes) -> str | None:
        with self._line() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _PIECE):
                piece = data[start : start + _PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            return verdict(_answer(line))

    def _line(self) -> socket.socket:
        parts = urlsplit(self.url)
        if parts.scheme == "tcp":
            return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=_PATIENCE)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(_PATIENCE)
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line


def verdict(said: str) -> str | None:
    """What "stream: OK" or "stream: Eicar-Signature FOUND" means. ScanError for everything else."""
    told = said.removeprefix("stream:").strip()
    if told == "OK":
        return None
    if told.endswith(" FOUND"):
        return told.removesuffix(" FOUND")
    raise ScanError("the scanner gave no verdict")


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")
