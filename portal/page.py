"""Drawing a page of the portal: whose pages these are goes with it, for the menu."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import current_app, g, redirect, send_file, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from casework.records.own import EVERYTHING
from casework.rules.calendar import day_of
from web import pages
from web.language import current_language


def page(template: str, **context: Any) -> str:
    """The page in the reader's language. On an advocate's pages ``client`` is the customer whom they are about.

    ``may``: what the reader is allowed to do. ``may_open``: says whether an address is theirs to open, so that no link
    leads to what is not there for them.
    """
    may = g.reader.scope if "reader" in g else EVERYTHING
    return pages.render(
        f"portal/{template}", client=g.get("client"), may=may, may_open=may_open, day_of=day_of, **context
    )


def may_open(address: str) -> bool:
    """Whether an advocate may open that page of the client's of whom this one is; to everybody else each is open."""
    if "reader" not in g:
        return True
    endpoint, _given = current_app.url_map.bind("").match(address.partition("?")[0])
    scopes: frozenset[str] | None = getattr(current_app.view_functions[endpoint], "scopes", None)
    return scopes is None or not scopes.isdisjoint(g.reader.scope)


def fragment(template: str, **context: Any) -> Markup:
    """A part of a page in the reader's language."""
    found = pages.environment(current_language()).get_template(f"portal/{template}")
    return Markup(found.render(context))  # noqa: S704  our templates escape every value


def onto(endpoint: str, **values: Any) -> Response:
    """To another page; a form that was sent is not sent again by going back or loading anew."""
    return redirect(url_for(endpoint, **values), 303)


def saved(data: bytes, media_type: str, name: str) -> Response:
    """A file for the person to keep. Never shown as a page of ours, and kept by no cache."""
    answer = send_file(BytesIO(data), mimetype=media_type.partition(";")[0], as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
