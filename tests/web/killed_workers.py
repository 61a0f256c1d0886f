"""Workers that are killed at random moments, one after another, until the work is done.

    python -m tests.web.killed_workers URL FOLDER LANDLORD SEED

Each worker is a process of its own; its clock stands three minutes later than that of the one before, so that the
lease of a killed one has ended, and what failed once, on a machine with too much to do, is tried again. A worker that
ends by itself is the last one when it leaves nothing behind that could still be tried. Prints how many were killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from casework.actions.carriers import FileOutbox
from casework.actions.worker import Worker
from casework.records.database import Database
from casework.records.keys import Keyring
from casework.records.outbox import Job
from casework.rules.pack import load_pack
from letters.formats import pdf  # noqa: F401  loaded once, before there are any workers
from tests.people import NOW

DATA_KEY = b"a data key of thirty-two bytes!!"
MOST = 2000


def worker_of(url: str, folder: Path, landlord: str, later: timedelta = timedelta()) -> Worker:
    outbox = FileOutbox(folder / "outbox", "portal@example.org")
    database = Database(url, Keyring(DATA_KEY), folder / "files")
    return Worker(
        database,
        load_pack(landlord),
        "http://portal.example",
        {"email": outbox, "text": outbox},
        clock=lambda: NOW + later,
    )


def main(url: str, folder: str, landlord: str, seed: str) -> int:
    chance = random.Random(seed)  # noqa: S311  no secret
    load_pack(landlord)
    killed = 0
    for turn in range(MOST):
        child = os.fork()
        if child == 0:
            worker_of(url, Path(folder), landlord, timedelta(minutes=3 * turn)).run_once()
            os._exit(0)
        status = kill_at_some_moment(child, Path(folder) / "files", chance)
        if not os.WIFEXITED(status):
            killed += 1
        elif os.WEXITSTATUS(status) or not left_to_try(url):
            sys.stdout.write(f"{killed}\n")
            return os.WEXITSTATUS(status)
    return 1


def left_to_try(url: str) -> bool:
    """Whether a job waits that was not given up. In a process of its own: no connection may outlive a fork."""
    child = os.fork()
    if child:
        return os.WEXITSTATUS(os.waitpid(child, 0)[1]) == 1
    with Database(url, Keyring(DATA_KEY), Path()).reading() as session:
        waits = select(Job.id).where(Job.done_at.is_(None), Job.parked_at.is_(None)).limit(1)
        os._exit(1 if session.scalar(waits) else 0)


def kill_at_some_moment(child: int, made: Path, chance: random.Random) -> int:
    """Let the worker make a few letters, however slow the machine is, and kill it somewhere in the next one."""
    enough = count(made) + chance.randint(1, 9)
    while count(made) < enough:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.04))
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def count(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
