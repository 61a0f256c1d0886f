"""Who is signed in, as far as a page needs to know."""

from __future__ import annotations

from typing import Any, Final

from flask import current_app, g, session
from sqlalchemy.exc import SQLAlchemyError

_NOT_ASKED: Final = object()


def current_person() -> Any | None:
    """The person who is signed in, or None. None also while the database is gone: plain pages must still be shown."""
    person = g.get("person", _NOT_ASKED)
    if person is _NOT_ASKED:
        person = g.person = _load()
    return person


def _load() -> Any | None:
    name, load = session.get("_user_id"), current_app.extensions.get("load_person")
    if name is None or load is None:
        return None
    try:
        return load(name)
    except SQLAlchemyError:
        return None
