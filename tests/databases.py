"""Fresh, migrated databases for tests, cheap enough for one each.

The tables are made once in a run, by the real migrations, in a template; each test gets a copy (SQLite: a copied
file; PostgreSQL: CREATE DATABASE … TEMPLATE). All of it lies in one folder that the whole run shares, in memory where
that can be had.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from casework.records import database
from tests import machine
from tests.postgresql_server import LASTING, OWNER, lives

ENGINES = ("sqlite", "postgresql")
PREFIX = "open-door-"
MEMORY = Path("/dev/shm")
ENOUGH = 1 << 30  # bytes; PostgreSQL's cluster with its clones stays under half of it
SECONDS_TO_START = 60


def make_room(*, lasting: bool = False) -> Path:
    """A folder for one run. Other accounts may pass through it (the server's, when root runs the tests).

    ``lasting``: on disk, and PostgreSQL waits until it is there, as for real; where that is what is measured.
    """
    in_memory = not lasting and MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    in_memory = in_memory and shutil.disk_usage(MEMORY).free > ENOUGH
    place = MEMORY if in_memory else Path(tempfile.gettempdir())
    _sweep(place)
    room = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    room.chmod(0o711)
    if lasting:
        (room / LASTING).touch()
    (room / "owner").write_text(str(os.getpid()))
    return room


def _sweep(place: Path) -> None:
    """Removes the rooms of runs that were killed; a room whose owner cannot be read may be just being made."""
    for room in place.glob(f"{PREFIX}*"):
        with suppress(OSError, ValueError):
            if not lives(int((room / "owner").read_text())):
                shutil.rmtree(room, ignore_errors=True)


def clear_room(room: Path) -> None:
    """Stops the server if one was started, and removes the room."""
    with suppress(FileNotFoundError, ProcessLookupError):
        server = int((room / "server").read_text())
        os.kill(server, signal.SIGTERM)
        end = time.monotonic() + 10
        while (room / "postgresql").exists() and time.monotonic() < end:
            time.sleep(0.05)
    shutil.rmtree(room, ignore_errors=True)


class Databases:
    """What the `databases` fixture gives: `new(engine)` returns the URL of a fresh database, `drop(url)` removes it."""

    def __init__(self, room: Path) -> None:
        self.room = room

    def new(self, engine: str) -> str:
        """The SQLAlchemy URL of a fresh copy; `engine` is one of ENGINES. Skips where PostgreSQL is missing."""
        name = f"t{uuid.uuid4().hex}"
        if engine == "sqlite":
            return self._url_of_file(Path(shutil.copy(self._sqlite_template(), self.room / f"{name}.sqlite")))
        template = self._postgresql_template()
        self._say("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return self._url(name)

    def drop(self, url: str) -> None:
        if url.startswith("sqlite"):
            path = Path(url.removeprefix("sqlite:///"))
            for leftover in path.parent.glob(f"{path.name}*"):
                leftover.unlink()
        else:
            self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", make_url(url).database or "")

    def _sqlite_template(self) -> Path:
        template = self.room / "template.sqlite"
        with self.alone("sqlite"):
            if not template.exists():
                draft = self.room / "draft.sqlite"
                database.migrate(self._url_of_file(draft))
                if Path(f"{draft}-wal").exists():
                    raise AssertionError("migrate() left the database open: its last rows are not in the file yet")
                draft.rename(template)
        return template

    def _postgresql_template(self) -> str:
        done = self.room / "template.postgresql"
        with self.alone("postgresql"):
            self._serve()
            if not done.exists():
                self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", "template_open_door")
                self._say("CREATE DATABASE {}", "template_open_door")
                database.migrate(self._url("template_open_door"))
                done.touch()
        return "template_open_door"

    def _serve(self) -> None:
        """Starts the server at the first call in a run; it watches the run's first process and ends with it."""
        machine.postgresql()
        folder = self.room / "postgresql"
        if (folder / "ready").exists():
            return
        folder.mkdir()
        log = self.room / "postgresql.log"
        with log.open("w") as output:
            command = [sys.executable, "-m", "tests.postgresql_server", str(folder), (self.room / "owner").read_text()]
            server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
            )
        (self.room / "server").write_text(str(server.pid))
        end = time.monotonic() + SECONDS_TO_START
        while not (folder / "ready").exists():
            if server.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"PostgreSQL did not start:\n{log.read_text()}")
            time.sleep(0.05)
        server.returncode = 0  # it outlives this process on purpose; Popen would warn of that

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """One process of the run at a time."""
        with (self.room / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _say(self, command: str, *names: str) -> None:
        with psycopg.connect(
            host=str(self.room / "postgresql"), user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.room / 'postgresql'}"

    @staticmethod
    def _url_of_file(path: Path) -> str:
        return f"sqlite:///{path}"
