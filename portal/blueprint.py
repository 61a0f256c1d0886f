"""The portal's blueprint, and the two addresses that each of a customer's pages has.

A customer reads a page at `/letters`; an advocate reads the same page of a client at `/clients/<client>/letters`.
Both go through one view, which is handed a `Reader`: whose records these are, and who reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from portal.reader import reader_of
from web.access import anyone, resident_or_advocate
from web.health import find_out, without_database
from web.kept import about, kept

bp = Blueprint("portal", __name__)

View = Callable[..., ResponseReturnValue]


def static_page(address: str) -> Callable[[View], View]:
    """A page for everybody that needs no database, and is kept as a file by `static export`."""

    def register(view: View) -> View:
        @wraps(view)
        def shown(**given: Any) -> ResponseReturnValue:
            find_out()
            return view(**given)

        guarded: View = without_database(anyone(shown))
        vars(guarded)["static_page"] = True
        bp.add_url_rule(address, view_func=guarded, methods=["GET"])
        return guarded

    return register


def own_page(
    address: str, scope: str | frozenset[str], methods: tuple[str, ...] = ("GET",), *, keep: bool = False
) -> Callable[[View], View]:
    """A page of one customer's. `scope` is what an advocate must have been given to open it: see, letters, appeal; or
    one of several such things.

    ``keep``: it shows the record and asks nothing, so that it can be kept as drawn (see web.kept).
    """

    scopes = frozenset({scope}) if isinstance(scope, str) else scope

    def register(view: View) -> View:
        @wraps(view)
        def with_reader(client: str | None = None, **given: Any) -> ResponseReturnValue:
            reader = reader_of(client, scopes)
            about(reader.customer_id)
            return view(reader, **given)

        guarded: View = resident_or_advocate(kept(with_reader) if keep else with_reader)
        vars(guarded)["scopes"] = scopes
        bp.add_url_rule(address, view_func=guarded, methods=list(methods))
        bp.add_url_rule(f"/clients/<client>{address}", view_func=guarded, methods=list(methods))
        return guarded

    return register


@bp.url_defaults
def stay_with_client(endpoint: str, values: dict[str, Any]) -> None:
    """Links on a client's pages lead to the same client's pages."""
    client = (request.view_args or {}).get("client") if request else None
    if client and current_app.url_map.is_endpoint_expecting(endpoint, "client"):
        values.setdefault("client", client)
