"""Whom a page is about, and that every look at a person's record is written down."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import request

from casework.actions.looks import note_looks
from web import held_forms
from web.database import acting, database
from web.kept import about


def asked_for(name: str) -> str:
    """Whom or what a form is about: from the address, from the form, or from a form kept over a lapsed session."""
    kept = held_forms.formdata(None) if request.method == "GET" and name not in request.args else None
    found: str = request.values.get(name) or (kept.get(name, "") if kept else "")
    return found


def looked_at(*customer_ids: int, page: str | None = None) -> None:
    """Note that the signed-in person opened this page about these customers: all that opening a page may write.

    ``page``: the name under which it is noted, where that is not its own.
    """
    endpoint = page or request.endpoint or ""

    def note() -> None:
        with database().adding() as connection:
            note_looks(connection, acting(), customer_ids, endpoint, datetime.now(UTC))

    if customer_ids:
        note()
    if len(customer_ids) == 1:
        about(customer_ids[0], note)
