"""The cookies beside the session: how they are named, set and read.

Where the address is https their names begin with __Host-, as the session's does: a browser then takes them from this
host alone, over TLS alone, for all of it. No neighbour under the same domain can plant one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from web.settings import Settings, settings

_HOST: Final = "__Host-"


def name_of(cookie: str, chosen: Settings | None = None) -> str:
    """A cookie's name as it travels."""
    return f"{_HOST if (chosen or settings()).https else ''}{cookie}"


def read(cookie: str) -> str:
    """What the browser brought; "" where it brought none."""
    return request.cookies.get(name_of(cookie), "")


def keep(answer: Response, cookie: str, value: str, max_age: timedelta) -> None:
    """Let the browser keep a value: away from scripts, and from what other sites send here."""
    answer.set_cookie(
        name_of(cookie), value, max_age=max_age, path="/", httponly=True, samesite="Lax", secure=settings().https
    )


def forget(answer: Response, cookie: str) -> None:
    """Let the browser keep it no more. A browser that would not take such a cookie would not drop it either."""
    answer.delete_cookie(name_of(cookie), path="/", httponly=True, samesite="Lax", secure=settings().https)
