"""How questions and answers travel: made plain, made small, and with the headers that keep them safe."""

from __future__ import annotations

import gzip
import io
import secrets
import string
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, Response, request, session

from web.language import current_language
from web.people import current_person

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Below this a page gains nothing from being made smaller.
WORTH_IT = 500  # bytes
LONGEST_PADDING = 100  # bytes
QUICK = 3  # of gzip's 1 to 9: half the time of 6 for a twentieth more bytes
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# On the pages of somebody who is signed in: the warning before a session ends, and the progress of an upload.
POLICY_WITH_SCRIPTS = f"{POLICY}; script-src 'self'; connect-src 'self'"
# What a browser can do that no page of ours asks it for.
NEVER_USED = (
    "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation", "hid", "microphone", "midi", "payment",
    "serial", "usb",
)  # fmt: skip
HEADERS = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", ", ".join(f"{power}=()" for power in NEVER_USED)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
HSTS = "max-age=63072000; includeSubDomains"


class SafeHeaders:
    """Puts the headers on whatever leaves the portal, also when nothing else works any more; a page's own stay."""

    def __init__(self, app: WSGIApplication, headers: Sequence[tuple[str, str]]) -> None:
        self._app = app
        self._headers = headers

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            given = {name for name, _ in headers}
            return start_response(status, [*headers, *(one for one in self._headers if one[0] not in given)], *error)

        return self._app(environ, start)


class PlainQuery:
    """Writes bytes that stand raw in the query of an address as any browser would: Werkzeug breaks on them.

    A NUL becomes the sign for what cannot be shown, since PostgreSQL takes none in a text.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ["QUERY_STRING"] = query = quote(query.encode("latin-1"), safe=string.punctuation)
        if "%00" in query:
            environ["QUERY_STRING"] = query.replace("%00", "%EF%BF%BD")
        return self._app(environ, start_response)


def deliver(answer: Response) -> Response:
    """Say who may keep an answer, and make a page small. What a signed-in person sees is kept by nobody."""
    headers = answer.headers
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store" if personal() else "no-cache"
        headers["Vary"] = "Cookie"
    if answer.mimetype == "text/html":
        if current_person() is not None and "Content-Disposition" not in headers:
            headers["Content-Security-Policy"] = POLICY_WITH_SCRIPTS
        headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
        headers["Content-Language"] = current_language()
        if takes_gzip() and not answer.direct_passthrough and not answer.is_streamed:
            squeeze(answer)
    return answer


def personal() -> bool:
    """Whether an answer may show something of a person's.

    That is what they sent, what they see while they are signed in, what the address of a mail of ours opens (an
    authenticator's secret, who names whom), and where a code went, which stands on the sign-in pages.
    """
    by_mail = "token" in (request.view_args or {})
    return request.method == "POST" or current_person() is not None or by_mail or "asked" in session


def squeeze(answer: Response) -> None:
    """Make a page small.

    Its length gets a random part, so that somebody who watches the line cannot guess a secret of the page by
    putting guesses beside it and looking for shorter answers (the attack known as BREACH).
    """
    content = answer.get_data()
    if len(content) < WORTH_IT or "Content-Encoding" in answer.headers:
        return
    small = io.BytesIO()
    padding = "a" * secrets.randbelow(LONGEST_PADDING)
    with gzip.GzipFile(padding, "wb", compresslevel=QUICK, fileobj=small, mtime=0) as file:
        file.write(content)
    answer.set_data(small.getvalue())
    answer.headers["Content-Encoding"] = "gzip"


def takes_gzip() -> bool:
    """Whether the browser that asks can read gzip."""
    return bool(request.accept_encodings.quality("gzip"))


def let_go(_error: BaseException | None) -> None:
    """Close what was uploaded at once: a big file lies on disk until then."""
    if request.method == "POST":
        request.close()


def init_app(app: Flask) -> None:
    https = app.extensions["settings"].https
    always = [*HEADERS, ("Strict-Transport-Security", HSTS)] if https else HEADERS
    app.wsgi_app = PlainQuery(app.wsgi_app)  # type: ignore[method-assign]  # the way of Flask's manual
    app.wsgi_app = SafeHeaders(app.wsgi_app, always)  # type: ignore[method-assign]  # the way of Flask's manual
    app.after_request(deliver)
    app.teardown_request(let_go)
