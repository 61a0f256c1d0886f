"""A claimed job stays its worker's for as long as it is worked on; the job of a worker that hangs goes to another."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from casework.records import outbox
from casework.records.database import Database
from casework.records.outbox import Job

log = logging.getLogger(__name__)

LONGEST: Final = timedelta(minutes=10)  # of a job; the longest letter, read aloud, takes seconds
RENEWED_EVERY: Final = outbox.LEASE / 4


@contextmanager
def kept(database: Database, job: Job, clock: Callable[[], datetime]) -> Iterator[None]:
    """Renew the lease of a claimed job from beside, while the block works on it, and for LONGEST at most.

    A thread that computes without ever letting another one run keeps its lease no longer than one that was killed.
    """
    ended = threading.Event()

    def renew() -> None:
        ends = time.monotonic() + LONGEST.total_seconds()
        while not ended.wait(RENEWED_EVERY.total_seconds()) and time.monotonic() < ends:
            try:
                with database.writing() as session:
                    if not outbox.renew(session, job.id, job.tries, clock()):
                        return
            except SQLAlchemyError as fault:
                log.error("the lease of job %s (%s) could not be renewed: %s", job.id, job.kind, type(fault).__name__)

    threading.Thread(target=renew, name="lease", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
