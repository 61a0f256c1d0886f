"""What a person reads when something does not work: plain words, a way on, and nothing of our insides."""

from __future__ import annotations

import errno
import logging

from flask import Flask, Response, request
from markupsafe import escape
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from casework.records.database import is_held
from casework.records.files import LostFileError
from casework.records.missing import NotFoundError
from translations import mark
from web import pages, security_events
from web.health import health, note_gone
from web.language import current, gettext
from web.logs import request_number
from web.settings import settings

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
DRAIN_AT_ONCE = 64 * 1024  # bytes
DRAIN_AT_MOST = 1024 * MEGABYTE

# What is said for each status: a heading, and what to do now. `{limit}` is in megabytes.
WORDS = {
    400: (
        mark("We could not read what was sent"),
        mark("Go back, open the page again and try once more."),
    ),
    403: (
        mark("You cannot open this page"),
        mark("It is for people with another role. Sign in as somebody else, or ask us for help."),
    ),
    404: (
        mark("We cannot find this page"),
        mark("It may have moved, or it is not yours to see. Check the address, or go back to the start."),
    ),
    405: (
        mark("This page cannot be used in that way"),
        mark("Go back to the start and follow the links from there."),
    ),
    413: (
        mark("The files are too big"),
        mark(
            "You can send at most {limit} MB at once. Go back: what you typed is still there. "
            "Send smaller files, or send them one by one."
        ),
    ),
    429: (
        mark("You have tried too many times"),
        mark("Wait 15 minutes and try again. If you cannot wait, telephone us."),
    ),
    500: (
        mark("Something went wrong on our side"),
        mark(
            "It is not your fault. Try again in a few minutes. Anything for which you have a receipt is safe with us."
        ),
    ),
    503: (
        mark("This part is not working just now"),
        mark("It is not your fault. Nothing that you sent before is lost. Try again in a few minutes."),
    ),
}
LOST_FILE = (
    mark("This file cannot be opened"),
    mark("It was damaged where we keep it. If you have it, send it to us again. If not, ask us for help."),
)
# The disk is full, or may no longer be written to, or the bucket of our files does not answer.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EHOSTDOWN})
ONLY_READ = "25006"  # PostgreSQL: a copy of the database, or one whose disk is nearly full
LONGEST_TYPED = 1024 * 1024  # characters that a page carries back to be sent again


def page(status: int, words: tuple[str, str] | None = None) -> tuple[str, int]:
    """The page for a status; an unknown one is answered like the general one of its hundred. ``words``: other ones."""
    known = status if status in WORDS else 500 if status >= 500 else 400
    heading, advice = words or WORDS[known]
    limit = settings().upload_limit // MEGABYTE
    said = gettext(advice, limit=limit) if "{limit}" in advice else gettext(advice)
    typed = typed_before() if known in (403, 503) else []
    number = request_number() if known >= 500 else ""
    drawn = pages.render("error.html", heading=gettext(heading), advice=said, status=known, typed=typed, number=number)
    return drawn, status


def typed_before() -> list[tuple[str, str]]:
    """The fields of a form that we could not take: to send it once more, or (403) to copy what was written.

    The form's own token is among them: it is what it was, and is asked for again. Files cannot be put back into a
    page; a form with files is left to the browser's way back, lest it be sent without them.
    """
    if request.method != "POST":
        return []
    try:
        fields = [(name, value) for name, value in request.form.items(multi=True) if "password" not in name]
        files = any(file.filename for file in request.files.values())
    except (OSError, HTTPException):  # the disk is full, or it was too big to be read at all
        return []
    return [] if files or sum(len(value) for _, value in fields) > LONGEST_TYPED else fields


def refused(error: HTTPException) -> tuple[str, int] | Response:
    status = error.code or 500
    if status < 400:  # a redirect raised as an exception
        return Response(error.get_response())  # type: ignore[arg-type]
    if isinstance(error, RequestEntityTooLarge):
        drain()
    body, status = page(status)
    return Response(body, status, headers=_kept_headers(error))


def _kept_headers(error: HTTPException) -> dict[str, str]:
    """What the refusal itself asks for, such as `Allow` or `Retry-After`."""
    return {name: value for name, value in error.get_headers() if name not in ("Content-Type", "Content-Length")}


def drain() -> None:
    """Read the rest of what is being sent, and forget it: a browser shows our answer only once it has sent all."""
    stream, left = request.environ["wsgi.input"], min(request.content_length or DRAIN_AT_MOST, DRAIN_AT_MOST)
    while left > 0:
        piece = stream.read(min(DRAIN_AT_ONCE, left))
        if not piece:
            return
        left -= len(piece)


def not_found(_error: NotFoundError) -> tuple[str, int]:
    return page(404)


def database_gone(error: DBAPIError) -> tuple[str, int]:
    """The database does not answer, is too busy or full, or only to be read: the pages that need none still work."""
    only_read = getattr(error.orig, "sqlstate", None) == ONLY_READ
    if not (only_read or isinstance(error, OperationalError | InterfaceError)):
        return broken(error)
    if is_held(error):
        log.error("somebody else writes to the database for too long")
    else:
        log.error("the database does not answer: %s", type(error.orig).__name__)
    health().failed()
    note_gone()
    return page(503)


def no_room(error: OSError) -> tuple[str, int]:
    """What cannot be written down now may be written later; anything else of that sort is our own fault."""
    if error.errno not in NO_ROOM:
        if settings().testing:
            raise error
        return broken(error)
    log.error("nothing can be written: %s", errno.errorcode[error.errno])
    return page(503)


def lost_file(error: LostFileError) -> tuple[str, int]:
    """What lies in the file store is not what was put there: the log names it, to be taken from a backup."""
    log.error("%s", error)
    return page(500, LOST_FILE)


def broken(error: Exception) -> tuple[str, int]:
    """Something that we did not foresee: the log gets the place, never what the person typed."""
    log.error("%s in %s", type(error).__name__, request.endpoint, exc_info=error)
    try:
        return page(500)
    except Exception as again:  # whatever it is: somebody waits for an answer
        log.error("%s while saying so", type(again).__name__)
        return bare(), 500


def bare() -> str:
    """The page for a status of 500 where even that cannot be drawn: without its shell, which may be what is broken."""
    heading, advice = (gettext(text) for text in WORDS[500])
    return (
        f'<!doctype html><html lang="{current().code}" dir="{current().direction}"><meta charset="utf-8">'
        f"<title>{escape(heading)}</title><h1>{escape(heading)}</h1><p>{escape(advice)}</p></html>"
    )


def init_app(app: Flask) -> None:
    security_events.init_app(app)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(NotFoundError, not_found)
    app.register_error_handler(DBAPIError, database_gone)
    app.register_error_handler(OSError, no_room)
    app.register_error_handler(LostFileError, lost_file)
    if not settings_want_to_fail(app):
        app.register_error_handler(Exception, broken)


def settings_want_to_fail(app: Flask) -> bool:
    """In tests an error that nobody foresaw fails the test."""
    return bool(app.extensions["settings"].testing)
