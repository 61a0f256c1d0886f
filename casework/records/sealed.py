"""Words in columns, encrypted: whoever takes away the database, or looks into it, reads none of them.

Sealed are all columns of free words (``SealedText`` in the tables): what an incident says happened and was answered,
health and needs, offences, what endangers somebody and what keeps them safe, reasons, grounds and outcomes. Not sealed
are short columns and JSON, which the database itself compares, counts or joins by: names and ways to reach somebody
(found by them, signed in by them), codes of behaviour and of needs (counted in reports, matched for similar cases),
dates, states, references, the terms of a restriction with an agreement's promises, and the columns of ``PLAIN``.
Encrypted with the person's own key instead, elsewhere: letters, files, answers about equality, the content of acts.
Codes that open something are hashed.

A sealed value is ``sealed.<number of the key>.<base64 of nonce, AES-256-GCM and tag>``, bound to its table and column.
A value without that beginning is from before there were seals: it reads as it is, and ``flask keys rotate`` seals it.
A text of nothing but spaces stays as it is, so that a query can ask whether there is something.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import cache
from operator import eq, ne
from typing import Any, Final, cast

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, ColumnElement, Dialect, Table, TableClause, Text, event
from sqlalchemy import column as column_clause
from sqlalchemy import table as table_clause
from sqlalchemy.sql.operators import OperatorType, is_, is_not
from sqlalchemy.types import TypeDecorator

from casework.records.keyring import Keyring, decrypt_with, encrypt_with

BEGINS: Final = "sealed."
# Columns of type Text whose words are not sealed, each with the reason.
PLAIN: Final = {
    "own_letterhead.settings": "the landlord's own look, of no person",
    "task.not_for": "numbers of staff, which the work list searches",
}


class SealedText(TypeDecorator[str]):
    """Free words, sealed on their way in and opened on their way out by the keyring of the engine's ``Database``."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str = "") -> None:
        """``place``: the table and column to which the seal is bound; a column of a table fills it in itself."""
        super().__init__()
        self.place = place

    class Comparator(TypeDecorator.Comparator[str]):
        """Only whether there is anything can be asked: the same words are sealed differently each time."""

        def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> Any:
            nothing = all(one is None or isinstance(one, ColumnElement) or one == "" for one in other)
            if op in (is_, is_not) or (op in (eq, ne) and nothing):  # columns: SQLAlchemy finds each again among many
                return super().operate(op, *other, **kwargs)
            raise TypeError("sealed words can be compared with nothing but an empty text")

    comparator_factory = Comparator

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or is_empty(value):
            return value
        ring = _ring(dialect)
        return seal(ring, self.place, value) if ring.seals or value.startswith(BEGINS) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return opened(_ring(dialect), self.place, value) if value and value.startswith(BEGINS) else value

    def opener(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """What opens a value, for statements that go past SQLAlchemy (casework/records/prepared.py)."""
        return lambda value: self.process_result_value(value, dialect)


def lend(dialect: Dialect, ring: Keyring) -> None:
    """Give an engine's dialect, which each conversion of a value is told, the keys with which it seals and opens."""
    vars(dialect)["keyring"] = ring


def seal(ring: Keyring, place: str, words: str) -> str:
    """The words, sealed for this column with the newest key."""
    sealed = encrypt_with(ring.of_columns(ring.newest_of_columns), words.encode(), place.encode())
    return f"{begins(ring)}{base64.b64encode(sealed).decode()}"


def is_empty(words: str) -> bool:
    return not words.strip(" ")


def begins(ring: Keyring) -> str:
    """With what a value that the newest key sealed begins."""
    return f"{BEGINS}{ring.newest_of_columns}."


def opened(ring: Keyring, place: str, sealed: str) -> str:
    """The words of a sealed value. ValueError where it was changed, or moved here from another column."""
    number, _, content = sealed.removeprefix(BEGINS).partition(".")
    try:
        return decrypt_with(ring.of_columns(int(number)), base64.b64decode(content), place.encode()).decode()
    except (InvalidTag, binascii.Error):
        raise ValueError(f"{place}: the sealed words were changed") from None


def columns() -> tuple[Column[str], ...]:
    """Every sealed column, table by table."""
    from casework.records.base import Base

    return tuple(one for table in Base.metadata.sorted_tables for one in table.c if isinstance(one.type, SealedText))


@cache
def as_it_lies(table: Table) -> TableClause:
    """The table with what lies in its columns of words: for backups, and to seal it anew."""
    kinds = ((one.name, Text() if isinstance(one.type, SealedText) else one.type) for one in table.c)
    return table_clause(table.name, *(column_clause(name, kind) for name, kind in kinds))


def _ring(dialect: Dialect) -> Keyring:
    return cast("Keyring", vars(dialect)["keyring"])


@event.listens_for(Column, "after_parent_attach")
def _tell_its_place(column: Column[Any], table: Any) -> None:
    if isinstance(column.type, SealedText) and isinstance(table, Table):
        column.type.place = f"{table.name}.{column.name}"
