"""How answers travel: made small, and with the headers that keep them safe."""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

from web.people import current_person
from web.settings import settings

# Below this a page gains nothing from being made smaller.
WORTH_IT = 500  # bytes
LONGEST_PADDING = 100  # bytes
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
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=63072000; includeSubDomains"


def guard(answer: Response) -> Response:
    """The headers of every answer. What a signed-in person sees is kept by nobody."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if settings().https:
        answer.headers.setdefault("Strict-Transport-Security", HSTS)
    if "Cache-Control" not in answer.headers:
        personal = current_person() is not None or request.method == "POST"
        answer.headers["Cache-Control"] = "no-store" if personal else "no-cache"
    return answer


def squeeze(answer: Response) -> Response:
    """Send a page gzipped where the browser takes it.

    Its length gets a random part, so that somebody who watches the line cannot guess a secret of the page by
    putting guesses beside it and looking for shorter answers (the attack known as BREACH).
    """
    if (
        answer.mimetype != "text/html"
        or answer.direct_passthrough
        or answer.is_streamed
        or "Content-Encoding" in answer.headers
        or not takes_gzip()
    ):
        return answer
    content = answer.get_data()
    if len(content) < WORTH_IT:
        return answer
    small = io.BytesIO()
    padding = "a" * secrets.randbelow(LONGEST_PADDING)
    with gzip.GzipFile(padding, "wb", compresslevel=5, fileobj=small, mtime=0) as file:
        file.write(content)
    answer.set_data(small.getvalue())
    answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    return answer


def takes_gzip() -> bool:
    """Whether the browser that asks can read gzip."""
    return bool(request.accept_encodings.quality("gzip"))


def let_go(_error: BaseException | None) -> None:
    """Close what was uploaded at once: a big file lies on disk until then."""
    request.close()


def init_app(app: Flask) -> None:
    # After-request work runs last registered first: the page is guarded, then squeezed.
    app.after_request(squeeze)
    app.after_request(guard)
    app.teardown_request(let_go)
