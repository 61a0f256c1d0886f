"""Pages about one customer are kept as they were drawn, until anything is written to that customer's record.

Who goes back and forth between the same pages, as people do, waits for nothing and the machine has little to do. A page
is kept from its second drawing on, for the very person who reads it, in the role and the language in which they read;
it is shown again while the record stands at the same version (casework.records.versions) and only for some minutes,
because of words that hang on the time of day. Looks are noted each time. With a notice to show, or something away, a
page is always drawn anew. The tests draw each page that was kept once more, and compare.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, Literal, NamedTuple, TypeVar, cast

from flask import current_app, g, request, session

from casework.records import versions
from web.database import connection
from web.health import away
from web.language import current_language, not_here
from web.people import current_person
from web.signing import form_token

MOST_KEPT: Final = 400  # pages; some 20 kB each
STANDS_FOR: Final = 300  # seconds
# keep: as people have it. prove, in tests: keep a page from its first drawing on, draw it anew each time, and compare.
# draw: keep nothing, where drawing is what is measured.
mode: Literal["keep", "prove", "draw"] = "keep"

View = TypeVar("View", bound=Callable[..., Any])
NoteLook = Callable[[], None]


class _Kept(NamedTuple):
    """A page between the places of the form's token. Without a version it was only drawn, and whose it is is known."""

    customer_id: int
    version: tuple[Any, ...] | None
    pieces: tuple[str, ...]
    note_look: NoteLook | None


def kept(view: View) -> View:
    """A page that asks nothing but what the record holds: it says by ``about`` whose, and has no fields of its own."""

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> Any:
        return page_about(None, lambda: view(*args, **kwargs))

    return cast("View", shown)


def about(customer_id: int, note_look: NoteLook | None = None) -> None:
    """The page that is drawn now is about this customer, and nobody else. ``note_look``: notes that it was opened."""
    g.about, g.note_look = customer_id, note_look


def page_about(customer_id: int | None, draw: Callable[[], Any]) -> Any:
    """What ``draw`` draws, or the same as it was drawn before. ``customer_id``: whose, where that is known already."""
    if request.method != "GET" or mode == "draw" or "_flashes" in session or away() or not_here():
        return draw()
    pages: dict[tuple[Any, ...], _Kept] = current_app.extensions.setdefault("kept_pages", {})
    key = (request.full_path, current_language(), current_person(), int(time.time()) // STANDS_FOR)
    found = pages.get(key)
    whose = customer_id or (found.customer_id if found else None)
    # Read before the page is drawn: what is written meanwhile raises it, and the page is drawn anew.
    version = versions.standing(connection(), whose) if whose else None
    if found and version and found.customer_id == whose and found.version == version:
        return _again(found, draw)
    answer = draw()
    if isinstance(answer, str) and "about" in g:
        if len(pages) >= MOST_KEPT:
            pages.clear()
        pages[key] = _drawn(answer, version if whose == g.about else None)
    return answer


def _drawn(page: str, version: tuple[Any, ...] | None) -> _Kept:
    if mode == "prove":
        version = version or versions.standing(connection(), g.about)
    pieces = tuple(page.split(form_token())) if version else ()
    return _Kept(g.about, version, pieces, g.note_look)


def _again(found: _Kept, draw: Callable[[], Any]) -> str:
    page = form_token().join(found.pieces)
    if mode == "prove":
        if draw() != page:
            raise AssertionError(f"{request.path} was kept, and is not what it would be if it were drawn now")
    elif found.note_look is not None:
        found.note_look()
    return page
