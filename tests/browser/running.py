"""The portal running for real, as `make run` starts it, for tests that look at it in a browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from tests import demos
from tests.databases import Databases
from web.settings import read
from wsgi import create_app

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90


@dataclass
class Running:
    """One landlord's portal with the demo's people in it."""

    landlord: str
    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    @cached_property
    def _app(self) -> Flask:
        return create_app(read(self.environment))

    def flask(self, *words: str) -> str:
        """What one of our commands prints, run beside the server on the same data."""
        return demos.told(self._app, *words)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()
        if "_app" in vars(self):
            self._app.extensions["database"].engine.dispose()


def start_stocked(databases: Databases, landlord: str, data_dir: Path) -> tuple[Running, str]:
    """Start it on a copy of its demo; it, and the address of its database."""
    shutil.copytree(demos.stocked(databases, landlord), data_dir, dirs_exist_ok=True)
    url = demos.sqlite_in(data_dir)
    return start(landlord, url, data_dir), url


def start(landlord: str, database_url: str, data_dir: Path, **more: str) -> Running:
    """Start it on a free port and wait for its first page. ``more``: further settings."""
    port = _free_port()
    environment = {**demos.environment(landlord, database_url, data_dir), "PORT": str(port), "WORKERS": "1", **more}
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "scripts/serve.py"], env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
    running = Running(landlord, f"http://127.0.0.1:{port}", data_dir, process, environment)
    _wait_for_first_page(running)
    return running


def _wait_for_first_page(running: Running) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and running.process.poll() is None:
        try:
            with urlopen(f"{running.url}/help", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    running.stop()
    raise RuntimeError((running.data_dir / "server.log").read_text(errors="replace")[-4000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
