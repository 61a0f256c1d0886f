"""Who reads a customer's pages: the customer, or an advocate whom the customer let do so."""

from __future__ import annotations

from flask import g

from casework.records import own
from casework.records.missing import NotFoundError
from casework.records.own import Reader
from web.access import london_today, me
from web.database import reading


def reader_of(client: str | None, scopes: str | frozenset[str]) -> Reader:
    """The reader of this request's page. NotFoundError for everybody who may not see it, whatever the reason."""
    person = me()
    if client is None and person.kind == "customer":
        return Reader(person.id, person.ref)
    if client is not None and person.kind == "advocate":
        reader = own.client(reading(), person.id, client, scopes, london_today())
        g.client = own.customer(reading(), reader)
        g.reader = reader
        return reader
    raise NotFoundError("page")
