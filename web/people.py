"""Who is signed in, as far as a page needs to know."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, session
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError


def current_person() -> Any | None:
    """The person who is signed in, or None. None also while the database is gone: plain pages must still be shown."""
    if "person" not in g:
        g.person = _load()
    return g.person


def _load() -> Any | None:
    if not hasattr(current_app, "login_manager") or not session:
        return None
    try:
        person = current_user._get_current_object()
    except SQLAlchemyError:
        return None
    return person if person.is_authenticated else None
