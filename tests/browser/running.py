"""The portal running for real, as `make run` starts it, for tests that look at it in a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.databases import Databases

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "open-door.sqlite"
SECONDS_TO_START = 90


@dataclass
class Running:
    """One landlord's portal with the demo's people in it."""

    landlord: str
    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def flask(self, *words: str) -> str:
        """What one of our commands prints, run beside the server on the same data."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()


def stocked(databases: Databases, landlord: str) -> Path:
    """A folder with a landlord's demo in it: SQLite, keys, files, every letter made. Once for a run, to be copied."""
    made = databases.room / f"demo-{Path(landlord).stem}"
    with databases.alone(made.name):
        if not made.exists():
            draft = databases.room / f"draft-{Path(landlord).stem}"
            draft.mkdir()
            environment = _environment(landlord, f"sqlite:///{draft / DATABASE}", draft)
            for words in (("database", "upgrade"), ("demo", "load"), ("work", "--once")):
                command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
                subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
            draft.rename(made)
    return made


def start_stocked(databases: Databases, landlord: str, data_dir: Path) -> tuple[Running, str]:
    """Start it on a copy of its demo; it, and the address of its database."""
    shutil.copytree(stocked(databases, landlord), data_dir, dirs_exist_ok=True)
    url = f"sqlite:///{data_dir / DATABASE}"
    return start(landlord, url, data_dir), url


def start(landlord: str, database_url: str, data_dir: Path, **more: str) -> Running:
    """Start it on a free port and wait for its first page. ``more``: further settings."""
    port = _free_port()
    environment = {**_environment(landlord, database_url, data_dir), "PORT": str(port), "WORKERS": "1", **more}
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "scripts/serve.py"], env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
    running = Running(landlord, f"http://127.0.0.1:{port}", data_dir, process, environment)
    _wait_for_first_page(running)
    return running


def _environment(landlord: str, database_url: str, data_dir: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")},
        "LANDLORD": landlord, "DEMO": "yes", "DATABASE_URL": database_url, "DATA_DIR": str(data_dir),
        "ACCESS_LOG": str(data_dir / "access.log"),
    }  # fmt: skip


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
