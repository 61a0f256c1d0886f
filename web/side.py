"""Which side of the portal a process serves: residents' (``portal``), the back office (``staff``), or both.

The staff side can so live on an inner network alone, and the public one has no address under which the back office
answers. Links are still made to both, so every view stays registered; what is the other side's is not found.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, abort, current_app, request

from web.settings import settings

PORTAL: Final = frozenset({"portal", "sign_in", "demo"})
STAFF: Final = frozenset({"staff", "staff_sign_in"})
SIGN_OUT: Final = frozenset({"sign_in.sign_out", "sign_in.signed_out"})  # the same for everybody


def init_app(app: Flask) -> None:
    """Refuse the other side's pages before anything else looks at the request."""
    if app.extensions["settings"].side != "both":
        app.before_request(refuse_the_other_side)


def refuse_the_other_side() -> None:
    """404 for a page of the side that this process does not serve, by whatever method it is asked for."""
    if request.endpoint is not None and side_of(request.endpoint) not in (settings().side, "both"):
        abort(404)


def side_of(endpoint: str) -> str:
    """The side to which a view belongs: portal, staff or both.

    Both sides have style sheets, pictures, signing out, and the pages that are the same for everybody and need no
    database (help, privacy, accessibility): the foot of every page leads there.
    """
    room = endpoint.partition(".")[0]
    if room in STAFF:
        return "staff"
    if room not in PORTAL or endpoint in SIGN_OUT:
        return "both"
    public = room == "portal" and hasattr(current_app.view_functions[endpoint], "without_database")
    return "both" if public else "portal"
