"""The gravest acts ask once more who is there, unless the person showed it within the last ten minutes.

An unlocked screen, or a session that somebody else got hold of, does not suffice to issue a decision, to erase a
person, to merge two, to grant a role or to let a file out of quarantine.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final, TypeVar, cast
from urllib.parse import quote

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from web import held_forms

View = TypeVar("View", bound=Callable[..., Any])

LASTS: Final = timedelta(minutes=10)
PAGE: Final = "/staff/prove"


def proved_lately(back: str | Callable[..., str] = "", *, on_opening: bool = False) -> Callable[[View], View]:
    """Stands below the decorator that says who may. What was typed waits, and the page opens filled in afterwards.

    ``back``: where the address itself shows no page, the endpoint to come back to, with the same values; or what
    works an address out from them.
    ``on_opening``: ask before the page is shown, where what is typed there must not be kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if (request.method == "POST" or on_opening) and not is_fresh():
                return ask(_address(back, kwargs))
            return view(*args, **kwargs)

        guarded.grave = True  # type: ignore[attr-defined]  # the list of all of them is a test
        return cast("View", guarded)

    return decorate


def _address(back: str | Callable[..., str], values: dict[str, Any]) -> str:
    if callable(back):
        return back(**values)
    return url_for(back, **values) if back else request.path


def ask(back: str) -> Response:
    """To the page that asks, and then ``back``; what was typed is kept meanwhile."""
    answer = redirect(f"{PAGE}?next={quote(back)}", 303)
    if request.method == "POST":
        held_forms.keep(answer)
    return answer


def is_fresh() -> bool:
    """Whether the person showed lately that it is they."""
    return time.time() - int(session.get("proved", 0)) <= LASTS.total_seconds()


def note() -> None:
    """They have just shown it."""
    session["proved"] = int(time.time())
