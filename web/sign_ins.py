"""Where the signed-in person is signed in: this browser, and the others of the last hours."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import session

from casework.records import sessions
from web.access import LONGEST_SESSION, me
from web.database import reading


def here() -> datetime:
    """When the session of this browser began."""
    return datetime.fromtimestamp(session["since"], UTC)


def others() -> list[sessions.Begun]:
    """The sessions of this person in other browsers."""
    person = me()
    began = sessions.begun(reading(), (person.kind, person.id), person.version, datetime.now(UTC) - LONGEST_SESSION)
    return [one for one in began if one.mark != session.get("mark")]
