"""Who is signed in, as far as a page needs to know."""

from __future__ import annotations

from typing import Any, Final

from flask import current_app, g, session
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

_NOT_ASKED: Final = object()


def current_person() -> Any | None:
    """The person who is signed in, or None. None also while the database is gone: plain pages must still be shown."""
    person = g.get("person", _NOT_ASKED)
    if person is _NOT_ASKED:
        person = g.person = _load()
    return person


def _load() -> Any | None:
    if "_user_id" not in session or not hasattr(current_app, "login_manager"):
        return None
    try:
        person = current_user._get_current_object()
    except SQLAlchemyError:
        current_app.extensions["health"].failed()
        g.database_gone = True
        return None
    return person if person.is_authenticated else None
