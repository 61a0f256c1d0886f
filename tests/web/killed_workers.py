"""Several workers side by side, of which one after another is killed at random moments, until the work is done.

    python -m tests.web.killed_workers URL FOLDER LANDLORD SEED

Each worker is a process of its own; its clock stands three minutes later than that of the one before, so that the
lease of a killed one has ended, and what failed once, on a machine with too much to do, is tried again. The lease of
one that still works has ended by that clock too: what it does is done by another as well, and must count once.
A worker that ends by itself is the last one when it leaves nothing behind that could still be tried. Prints how many
were killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from casework.actions.carriers import FileOutbox
from casework.actions.hand_overs import HousingSystem
from casework.actions.worker import Worker
from casework.records.database import Database
from casework.records.keys import Keyring
from casework.records.outbox import Job
from casework.rules.pack import load_pack
from letters.formats import pdf  # noqa: F401  loaded once, before there are any workers
from tests.people import NOW

DATA_KEY = b"a data key of thirty-two bytes!!"
MOST = 2000
BESIDE = 3  # workers at one time


@dataclass(frozen=True)
class Shelf(HousingSystem):
    """A housing system that is a folder; ``url``: its path."""

    def put(self, name: str, content: bytes) -> None:
        path = Path(self.url) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def worker_of(url: str, folder: Path, landlord: str, later: timedelta = timedelta()) -> Worker:
    outbox = FileOutbox(folder / "outbox", "portal@example.org")
    database = Database(url, Keyring(DATA_KEY), folder / "files")
    return Worker(
        database,
        load_pack(landlord),
        "http://portal.example",
        {"email": outbox, "text": outbox},
        housing=Shelf(str(folder / "housing")),
        clock=lambda: NOW + later,
    )


def main(url: str, folder: str, landlord: str, seed: str) -> int:
    chance = random.Random(seed)  # noqa: S311  no secret
    load_pack(landlord)
    killed, living = 0, set[int]()
    for turn in range(MOST):
        child = os.fork()
        if child == 0:
            worker_of(url, Path(folder), landlord, timedelta(minutes=3 * turn)).run_once()
            os._exit(0)
        living.add(child)
        if len(living) < BESIDE:
            continue
        fault, died = kill_at_some_moment(living, Path(folder), chance)
        killed += died
        if fault or not (living or left_to_try(url)):
            sys.stdout.write(f"{killed}\n")
            return fault
    return 1


def left_to_try(url: str) -> bool:
    """Whether a job waits that was not given up. In a process of its own: no connection may outlive a fork."""
    child = os.fork()
    if child:
        return os.WEXITSTATUS(os.waitpid(child, 0)[1]) == 1
    with Database(url, Keyring(DATA_KEY), Path()).reading() as session:
        waits = select(Job.id).where(Job.done_at.is_(None), Job.parked_at.is_(None)).limit(1)
        os._exit(1 if session.scalar(waits) else 0)


def kill_at_some_moment(living: set[int], made: Path, chance: random.Random) -> tuple[int, bool]:
    """Let the workers make a few letters, however slow the machine is, and kill one of them somewhere in the next.

    How one ended that failed by itself, 0 if none did; and whether one was killed. None is left where all have ended.
    """
    enough = count(made) + chance.randint(1, 9)
    while count(made) < enough:
        for child in tuple(living):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                living.remove(child)
                if status:
                    return os.waitstatus_to_exitcode(status), False
        if not living:
            return 0, False
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.04))
    doomed = chance.choice(sorted(living))
    living.remove(doomed)
    os.kill(doomed, signal.SIGKILL)
    return 0, os.WIFSIGNALED(os.waitpid(doomed, 0)[1])


def count(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
