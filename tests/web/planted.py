"""A word of its own in every text of the record that is encrypted: a page that holds it shows that very text.

The texts are those of casework/records/sealed.py: what happened, health and needs, offences, dangers, reasons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Column, Engine, select, update
from sqlalchemy.orm import Session

from casework.records import sealed
from casework.records.base import Base
from casework.records.people import Customer

WORD: Final = re.compile(r"\bzq\d+x\d+q\b")


def plant(engine: Engine) -> int:
    """Add its word to each text that is not empty; how many there are."""
    planted = 0
    with engine.begin() as connection:
        for column in sealed.columns():
            key = _key(column.table)
            texts = connection.execute(select(key, column).where(column != "")).all()
            for row, words in texts:
                given = {column.name: f"{words} {word(column, row)}"}
                connection.execute(update(column.table).where(key == row).values(given))
            planted += len(texts)
    return planted


def word(column: Column[str], row: int) -> str:
    """The word of one text of one row."""
    return f"zq{sealed.columns().index(column)}x{row}q"


def name(planted: str) -> str:
    """Whose word it is, as ``table.column``."""
    column = sealed.columns()[int(planted.removeprefix("zq").partition("x")[0])]
    return f"{column.table.name}.{column.name}"


def words_of(session: Session, customers: Collection[int]) -> frozenset[str]:
    """The words of all that belongs to customers with these numbers, by what it hangs under."""
    owner = _owners(session)
    return frozenset(
        word(column, row)
        for column in sealed.columns()
        for row in session.scalars(select(_key(column.table)))
        if owner.get((column.table.name, row)) in customers
    )


def _owners(session: Session) -> Mapping[tuple[str, int], int]:
    found = {(Customer.__tablename__, number): number for number in session.scalars(select(Customer.id))}
    for table in Base.metadata.sorted_tables:  # those that others hang under come first
        if table is not Customer.__table__:
            for row in session.execute(select(table)).mappings():
                if owner := next((found[over] for over in _over(table, row) if over in found), None):
                    found[table.name, row[_key(table)]] = owner
    return found


def _over(table: Any, row: Mapping[Any, Any]) -> Iterator[tuple[str, int]]:
    """What a row hangs under, the customer first."""
    for column in sorted(table.c, key=lambda one: one.name != "customer_id"):
        if column.foreign_keys and (number := row[column.name]) is not None:
            yield next(iter(column.foreign_keys)).column.table.name, number


def _key(table: Any) -> Column[int]:
    key: Column[int] = next(iter(table.primary_key))
    return key
