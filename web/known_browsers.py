"""A browser remembers, unreadably, who of the staff was signed in there before: their tries are counted apart.

So whoever tries passwords from elsewhere cannot close the door that a person is used to come in by.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from web import cookies

KEPT_FOR: Final = timedelta(days=180)
_COOKIE: Final = "known-browser"


def mark(whose: str) -> str:
    """This browser's mark, where that person was signed in with it before; else "". ``whose``: a hash of theirs."""
    try:
        said = _signer().loads(cookies.read(_COOKIE), max_age=int(KEPT_FOR.total_seconds()))
    except BadSignature:
        return ""
    owner, _, drawn = str(said).partition(".")
    return drawn if secrets.compare_digest(owner, whose) else ""


def remember(answer: Response, whose: str) -> Response:
    """Give the browser a mark of this person."""
    cookies.keep(answer, _COOKIE, _signer().dumps(f"{whose}.{mark(whose) or secrets.token_hex(16)}"), KEPT_FOR)
    return answer


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known browser")
