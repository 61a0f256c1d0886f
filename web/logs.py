"""The log of the running server: a line an event, with the number of its request, and nothing personal at all.

A line says which page (its name in the code), never the address that was asked for: addresses hold references and
one-time links. Of a fault it says the kind and the places in the code, never the message: libraries put values into
their messages. LOG_FORMAT=json writes objects for a collector of logs, text (the default) lines for people.

    {"at": "2027-01-05T09:30:00.123+00:00", "level": "error", "logger": "web.errors", "says": "…", "request": "4F7K-…"}
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
import time
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

access = logging.getLogger("open_door.access")

HEADER: Final = "X-Request-Id"
FORMATS: Final = ("text", "json")
_LETTERS: Final = "23456789ACDEFGHJKMNPQRTUVWXY"  # none that is taken for another when read out on the telephone
_number: ContextVar[str] = ContextVar("request_number", default="")


def request_number() -> str:
    """The number of the request that is answered now, as the reader of an error page tells it to us; else empty."""
    return _number.get()


class Numbered:
    """Gives each request its number, here and in the answer. A visitor's own is not believed: it would forge lines."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        number = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        _number.set(number)
        environ["open_door.began"] = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            return start_response(status, [*headers, (HEADER, number)], *fault)

        return self._app(environ, start)


class Lines(logging.Formatter):
    """Writes a record as one line, as ``form`` says (text or json)."""

    def __init__(self, form: str = "text") -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        said = facts(record)
        if self._form == "json":
            return json.dumps(said, ensure_ascii=False)
        more = "".join(f" {name}={value}" for name, value in said.items() if name not in ("at", "level", "says"))
        return f"{said['at']} {said['level']} {said['says']}{more}"


def facts(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says: when, how grave, who, what, in which request; ``facts`` of the record; where a fault was."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    said: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "logger": record.name, "says": _words(record)}
    if request_number():
        said["request"] = request_number()
    said |= getattr(record, "facts", {})
    if record.exc_info and record.exc_info[1]:
        said["fault"] = _fault(record.exc_info[1])
    return said


def _words(record: logging.LogRecord) -> str:
    """The message on one line. Of the server's own warnings only numbers stay: they quote addresses and visitors."""
    if record.name.startswith("gunicorn") and record.levelno >= logging.WARNING and isinstance(record.args, tuple):
        record.args = tuple(one if isinstance(one, int) else "…" for one in record.args)
    try:
        return " ".join(record.getMessage().split())
    except TypeError:  # a number was asked for where we left one out
        return " ".join(str(record.msg).split())


def _fault(fault: BaseException | None) -> list[str]:
    """The kinds of a fault and of what caused it, each with its way through the code; the innermost place last."""
    told = []
    while fault is not None:
        frames = traceback.extract_tb(fault.__traceback__)
        told.append(" > ".join([type(fault).__name__, *(f"{one.filename}:{one.lineno} {one.name}" for one in frames)]))
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return told


def note(answer: Response) -> Response:
    """One line for each answer but those to probes: which page, how it ended, how long it took in milliseconds."""
    page = request.endpoint or "none"
    if access.isEnabledFor(logging.INFO) and not page.startswith("probes."):
        said = {"method": known_method(), "page": page, "status": answer.status_code, "ms": round(took() * 1000, 1)}
        access.info("answered", extra={"facts": said})
    return answer


def took() -> float:
    """Seconds since this request came in."""
    now = time.perf_counter()
    return now - float(request.environ.get("open_door.began", now))


def known_method() -> str:
    """GET, POST or HEAD; anything else, which a visitor may invent, is OTHER."""
    return request.method if request.method in ("GET", "POST", "HEAD") else "OTHER"


def configuration(form: str, *, answers: str = "-", server: str = "info") -> dict[str, Any]:
    """For logging.config: everything on standard error.

    ``answers``: a file for the lines of answers instead; empty, there are none. ``server``: how much gunicorn says.
    """
    lines = {"formatter": "lines", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
    apart = {"formatter": "lines", "class": "logging.handlers.WatchedFileHandler", "filename": answers}
    own_file = answers not in ("", "-")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "web.logs.Lines", "form": form}},
        "handlers": {"lines": lines, **({"answers": apart} if own_file else {})},
        "root": {"level": "WARNING", "handlers": ["lines"]},
        "loggers": {
            access.name: {
                "level": "INFO" if answers else "WARNING",
                "handlers": ["answers"] if own_file else [],
                "propagate": not own_file,
            },
            "open_door.security": {"level": "INFO"},  # web/security_events.py
            "gunicorn.error": {"level": server.upper()},
        },
    }


def chosen_form() -> str:
    """LOG_FORMAT of the environment; anything unknown stops the start with one line."""
    form = os.environ.get("LOG_FORMAT") or "text"
    if form not in FORMATS:
        sys.exit(f"LOG_FORMAT is {form!r}; it must be one of {', '.join(FORMATS)}")
    return form


def init_app(app: Flask) -> None:
    app.after_request(note)
    app.wsgi_app = Numbered(app.wsgi_app)  # type: ignore[method-assign]  # the way of Flask's manual
