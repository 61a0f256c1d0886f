"""Whether the database answers, for pages that do not need it: so that they can say what does not work just now.

Each process finds out for itself. A failed query marks the database as gone; from then on everything that needs it is
refused at once, with a plain page, until it answers again. Pages that need none ask every few seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, abort, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

View = TypeVar("View", bound=Callable[..., Any])

FRESH: Final = 5.0  # seconds for which a good answer is believed
PATIENCE: Final = 1.0  # seconds that a page waits for an answer
STATIC_COPY: Final = "open_door.static_copy"  # set in the environment of a request by the export of static pages


class Health:
    """What this process knows. `ping` raises SQLAlchemyError where the database does not answer."""

    def __init__(self, ping: Callable[[], None]) -> None:
        self.gone = False
        self._ping = ping
        self._answered = float("-inf")
        self._asking: threading.Thread | None = None
        self._one_asks = threading.Lock()

    def failed(self) -> None:
        """A query found that the database does not answer."""
        self.gone = True

    def is_gone(self) -> bool:
        """Ask, unless it answered a moment ago; one that is silent for too long counts as gone."""
        if not self.gone and time.monotonic() - self._answered < FRESH:
            return False
        with self._one_asks:
            if self._asking is None or not self._asking.is_alive():
                self._asking = threading.Thread(target=self._ask, daemon=True)
                self._asking.start()
                self._asking.join(PATIENCE)
            if self._asking.is_alive():
                self.gone = True
        return self.gone

    def _ask(self) -> None:
        try:
            self._ping()
        except SQLAlchemyError:
            self.gone = True
        else:
            self.gone, self._answered = False, time.monotonic()


def init_app(app: Flask, ping: Callable[[], None]) -> None:
    app.extensions["health"] = Health(ping)
    app.before_request(refuse_while_gone)


def health() -> Health:
    """What the running process knows of its database."""
    found: Health = current_app.extensions["health"]
    return found


def without_database(view: View) -> View:
    """Marks a view that works while the database is gone."""
    vars(view)["without_database"] = True
    return view


def refuse_while_gone() -> None:
    """Nobody waits for a database that is known to be gone."""
    known = health()
    if not known.gone:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and not hasattr(view, "without_database") and known.is_gone():
        note_gone()
        abort(503)


def note_gone() -> None:
    """This request goes on without the database: whoever is signed in cannot be known, and the page says so."""
    g.database_gone, g.person = True, None


def find_out() -> None:
    """For a page that needs no database: know whether it is there, and never wait for it."""
    if STATIC_COPY in request.environ:
        g.person = None
    elif health().is_gone():
        note_gone()


def away() -> str:
    """What is away while this page is read: `database`, or everything (`copy`, a page kept as a file), or nothing."""
    if STATIC_COPY in request.environ:
        return "copy"
    return "database" if g.get("database_gone") else ""
