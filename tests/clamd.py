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
from pathlib import Path
from typing import Any, Final

HARMFUL: Final = b"%PDF-1.4 a test that a scanner takes for harmful"
MOST: Final = 2 * 1024 * 1024  # bytes that it takes, as StreamMaxLength has it


class Scans:
    """``seen``: the streams that it read whole. ``sick``: it answers with a fault."""

    allow_reuse_address = True
    daemon_threads = True
    sick = False

    def __init__(self, *where: Any) -> None:
        super().__init__(*where)
        self.seen: list[bytes] = []


class Daemon(Scans, socketserver.ThreadingTCPServer):
    """Over TCP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class SocketDaemon(Scans, socketserver.ThreadingUnixStreamServer):
    """At a socket of the machine."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), _Session)
        self.url = f"unix://{path}"


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Scans)
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
    with Daemon() as daemon, running(daemon):
        yield daemon


@contextmanager
def running(daemon: socketserver.BaseServer) -> Iterator[None]:
    """It answers as long as this lasts."""
    threading.Thread(target=daemon.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield
    finally:
        daemon.shutdown()
