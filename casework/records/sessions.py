"""The sessions of a person that may still be open, as the record of acts tells of them.

A session lives in a signed cookie and in no table: what began it is on record, and what ended it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.records import events
from casework.records.events import Event
from casework.records.signin import EndedSession

_MOST: Final = 20  # that are shown


@dataclass(frozen=True)
class Begun:
    """A session that somebody began. ``mark``: by which it can be ended."""

    mark: str
    at: datetime


def begun(session: Session, who: tuple[str, int], version: int, since: datetime) -> list[Begun]:
    """The sessions of a person (kind, number) that began after ``since`` and that nothing ended; the newest first.

    ``version``: of their sessions now; those of an earlier one were ended all at once. One that nobody uses any more
    ends by itself, which no record tells.
    """
    came_in = (
        select(Event)
        .where(Event.actor == who[0], Event.actor_id == who[1], Event.name == "signed_in", Event.at > since)
        .order_by(Event.number.desc())
        .limit(_MOST)
    )
    told = [(one.at, events.read(session, one)) for one in session.scalars(came_in)]
    found = [Begun(said["mark"], at) for at, said in told if said.get("version") == version]
    marks = [one.mark for one in found]
    ended = set(session.scalars(select(EndedSession.mark).where(EndedSession.mark.in_(marks))))
    return [one for one in found if one.mark not in ended]
