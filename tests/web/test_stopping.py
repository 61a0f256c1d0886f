"""A server that is told to stop answers what it has in hand, takes nothing new, and ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from casework.records.appeals import HeldAppeal
from casework.records.database import make_engine
from tests.databases import Databases
from tests.web.test_killed_server import TOKEN
from web.settings import ROOT

PATIENCE = 60.0  # seconds, on a machine with too much to do
A_WHILE = 1.0  # seconds; one that did not wait for what it has in hand would be gone


@pytest.fixture
def one_url(databases: Databases) -> Iterator[str]:
    """The server stops in the same way whatever it keeps things in."""
    url = databases.new("sqlite")
    yield url
    databases.drop(url)


@contextmanager
def server(url: str, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The portal as it is run for real, and its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")},
        "PORT": str(port), "WORKERS": "1", "ACCESS_LOG": "", "LANDLORD": "octavia", "DATABASE_URL": url,
        "DATA_DIR": str(folder), "SECRET_KEY": "a secret key that is long enough for a test",
        "DATA_KEY": "a data key that is long enough for a test, too",
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "wsgi:create_app()"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        until(lambda: listens(port))
        yield process, port
    finally:
        process.kill()
        process.wait()


def until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end
        time.sleep(0.02)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_an_appeal_that_is_on_its_way_when_the_server_is_told_to_stop_is_taken(one_url: str, tmp_path: Path) -> None:
    with server(one_url, tmp_path) as (process, port), closing(HTTPConnection("127.0.0.1", port, PATIENCE)) as line:
        line.request("GET", "/appeal")
        form = dict(TOKEN.findall(line.getresponse().read().decode()))
        body = urlencode({**form, "letter": "D-2222-2222", "name": "Ann", "grounds": "Nobody came."}).encode()
        line.putrequest("POST", "/appeal")
        line.putheader("Content-Type", "application/x-www-form-urlencoded")
        line.putheader("Content-Length", str(len(body)))
        line.putheader("Expect", "100-continue")
        line.endheaders()
        assert line.sock is not None
        assert re.match(rb"HTTP/1.1 100 ", line.sock.recv(1000)), "the server has begun with it"
        line.send(body[:20])
        process.send_signal(signal.SIGTERM)
        time.sleep(A_WHILE)
        line.send(body[20:])
        answer = HTTPResponse(line.sock, method="POST")
        answer.begin()
        assert answer.status == 303
        assert process.wait(PATIENCE) == 0
    with make_engine(one_url).connect() as connection:
        assert connection.scalar(select(func.count()).select_from(HeldAppeal)) == 1
