"""A stand-in for ClamAV's daemon: speaks its INSTREAM over TCP, and finds what tests mark as harmful.

with clamd() as scanner:
    Clamd(scanner.url).scan(b"…")
"""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

HARMFUL: Final = b"%PDF-1.4 a test that a scanner takes for harmful"
MOST: Final = 2 * 1024 * 1024  # bytes that it takes, as StreamMaxLength has it


class Daemon(socketserver.ThreadingTCPServer):
    """``seen``: the streams that it read whole. ``sick``: it answers with a fault."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.seen: list[bytes] = []
        self.sick = False

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Daemon)
        assert self.rfile.read(10) == b"zINSTREAM\0"
        stream = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            stream += self.rfile.read(size)
            if len(stream) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(stream)
        said = b"ERROR" if self.server.sick else b"Eicar-Test-Signature FOUND" if stream == HARMFUL else b"OK"
        self.wfile.write(b"stream: " + said + b"\0")


@contextmanager
def clamd() -> Iterator[Daemon]:
    """A daemon for one test."""
    with Daemon() as daemon:
        threading.Thread(target=daemon.serve_forever, args=(0.01,), daemon=True).start()
        yield daemon
        daemon.shutdown()
