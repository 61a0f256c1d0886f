"""Drawing a page of the portal: whose pages these are goes with it, for the menu."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import current_app, g, redirect, request, send_file, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from web import pages
from web.language import current_language
from web.signing import form_token

_LONDON = ZoneInfo("Europe/London")
_CONTENT: Final = "\x00content\x00"  # no text that people write or we keep can hold this character
_TOKEN: Final = "\x00token\x00"  # noqa: S105  a place, no secret


def page(template: str, **context: Any) -> str:
    """The page in the reader's language. On an advocate's pages ``client`` is the customer whom they are about."""
    return pages.render(f"portal/{template}", client=g.get("client"), day_of=day_of, **context)


def fragment(template: str, **context: Any) -> Markup:
    """A part of a page in the reader's language."""
    found = pages.environment(current_language()).get_template(f"portal/{template}")
    return Markup(found.render(context))  # noqa: S704  our templates escape every value


def framed(template: str, content: Markup) -> str:
    """A page whose frame is the same for everybody who reads it in one language: that is drawn once and kept.

    Only for a customer's own pages at a fixed address. What is the person's own, the content and the token of the
    form that signs them out, is put in each time; with a notice to show, or a client's name, nothing is kept.
    """
    if g.get("client") is not None or "_flashes" in session or request.query_string:
        return page(template, content=content)
    kept: dict[tuple[str, str, str], tuple[str, str, str]] = current_app.extensions.setdefault("portal_frames", {})
    key = (template, request.path, current_language())
    if key not in kept:
        drawn = page(template, content=Markup(_CONTENT), csrf_token=lambda: _TOKEN)  # noqa: S704
        before, _, rest = drawn.partition(_TOKEN)
        middle, _, after = rest.partition(_CONTENT)
        kept[key] = (before, middle, after)
    before, middle, after = kept[key]
    return f"{before}{form_token()}{middle}{content}{after}"


def onto(endpoint: str, **values: Any) -> Response:
    """To another page; a form that was sent is not sent again by going back or loading anew."""
    return redirect(url_for(endpoint, **values), 303)


def saved(data: bytes, media_type: str, name: str) -> Response:
    """A file for the person to keep. Never shown as a page of ours, and kept by no cache."""
    answer = send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def day_of(moment: datetime) -> date:
    """The day in England on which it was: people count days there."""
    return moment.astimezone(_LONDON).date()
