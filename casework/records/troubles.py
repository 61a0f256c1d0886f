"""What does not work just now, as staff and operators are to know it, read from what is left undone.

Whoever is at fault need not say so: a worker that hangs and a mail server that is down are both seen by what waits.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, and_, func, or_, select

from casework.records.events import Event
from casework.records.outbox import Job

UNTOUCHED: Final = timedelta(minutes=15)  # from when a job is due until somebody wonders why nobody does it
FAILING: Final = timedelta(minutes=30)  # from when a job was asked for, while it is tried in vain
LEAST_FREE: Final = 1024**3  # bytes on a disk: some days of what people send, and time to make room
CLOCKS_DIFFER: Final = timedelta(minutes=5)  # what the clocks of several machines may be apart

# What stands still, by the kind of job.
_WHAT: Final[Mapping[str, str]] = {
    "make_delivery": "letters",
    "make_asked": "letters",
    "post_code": "letters",
    "send_email": "messages",
    "send_text": "messages",
    "scan_evidence": "scans",
    "hand_over_markers": "hand_overs",
}


@dataclass(frozen=True)
class Trouble:
    """``what``: letters messages scans hand_overs (``count`` jobs wait, the oldest ``since``), clock, which stands
    before ``since``, the moment of the newest event, or disk, which was nearly full at ``since``."""

    what: str
    since: datetime
    count: int = 1


def free(folder: Path) -> int:
    """Bytes that the disk of a folder, or of where it will be made, still takes."""
    return shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free


def found(
    connection: Connection, now: datetime, *, by_staff: Collection[str] = (), folder: Path | None = None
) -> list[Trouble]:
    """What is wrong now; what was given up has a page of its own (records/parked.py).

    ``by_staff``: kinds of job that people do, since nothing is set that could: it is no fault that these wait.
    ``folder``: where something is kept on this machine.
    """
    late = or_(Job.run_after < now - UNTOUCHED, and_(Job.tries > Job.forgiven, Job.made_at < now - FAILING))
    chosen = select(Job.kind, func.min(Job.made_at), func.count()).where(
        Job.done_at.is_(None), Job.parked_at.is_(None), late, Job.kind.not_in(by_staff)
    )
    waits: dict[str, Trouble] = {}
    for kind, since, count in connection.execute(chosen.group_by(Job.kind)):
        what = _WHAT.get(kind, "")
        if what:
            other = waits.get(what, Trouble(what, since, 0))
            waits[what] = Trouble(what, min(since, other.since), count + other.count)
    newest = connection.scalar(select(func.max(Event.at)))
    if newest is not None and newest > now + CLOCKS_DIFFER:
        waits["clock"] = Trouble("clock", newest)
    if folder is not None and free(folder) < LEAST_FREE:
        waits["disk"] = Trouble("disk", now)
    return [waits[what] for what in sorted(waits)]
