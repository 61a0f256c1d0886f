"""Where other tables speak of a customer, found in the tables themselves: no table that comes later is forgotten.

A customer is named by a foreign key, or by a pair of columns that says who somebody is (``made_by`` "customer" and
``made_by_id``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.records.base import Base
from casework.records.people import Customer

# What is never moved: the record of what happened, the notes of merges, what is found anew from the record itself.
_STAYS: Final = frozenset({"customer", "event", "customer_merge", "search_key"})
_CUSTOMER: Final = "customer"

Moved = dict[str, list[int]]  # "table.column": the numbers of its rows


@dataclass(frozen=True)
class Link:
    """A column of a table that names a customer; ``kind``: the column beside it that says that it is one."""

    table: Table
    column: Column[Any]
    kind: Column[Any] | None

    @property
    def name(self) -> str:
        """As a merge keeps it."""
        return f"{self.table.name}.{self.column.name}"

    def names(self, customer_id: int) -> Any:
        """The condition under which a row names this customer."""
        mine = self.column == customer_id
        return mine if self.kind is None else mine & (self.kind == _CUSTOMER)


@cache
def links() -> tuple[Link, ...]:
    """All of them: every table of the portal is known by then."""
    return tuple(link for table in Base.metadata.sorted_tables if table.name not in _STAYS for link in _of(table))


def move(session: Session, from_id: int, to_id: int) -> Moved:
    """Give all that names one customer to another. What the other may have only one of stays where it was."""
    moved: Moved = {}
    for link in links():
        number = link.table.c.id
        found = list(session.scalars(select(number).where(link.names(from_id)).order_by(number)))
        went = found if not _only_one(link) else [one for one in found if _fits(session, link, one, to_id)]
        if went and not _only_one(link):
            _give(session, link, went, to_id)
        if went:
            moved[link.name] = went
    session.expire_all()
    return moved


def give_back(session: Session, moved: Mapping[str, list[int]], from_id: int, to_id: int) -> Moved:
    """Give rows back that still name the one customer, and with them what has come to hang from them since."""
    back: Moved = {}
    known = {link.name: link for link in links()}
    for name, numbers in moved.items():
        link = known.get(name)
        if link is not None:
            number = link.table.c.id
            still = [one for part in _parts(numbers) for one in session.scalars(
                select(number).where(number.in_(part), link.names(from_id))
            )]  # fmt: skip
            _give(session, link, still, to_id)
            back[name] = still
    while _follow(session, from_id, to_id, back):
        pass
    session.expire_all()
    return back


def _follow(session: Session, from_id: int, to_id: int, back: Moved) -> bool:
    """Rows that name the one customer and hang from something that is the other's now go there too."""
    more = False
    owners = {link.table.name: link for link in links() if link.kind is None}
    for link in links():
        number = link.table.c.id
        for key in (key for column in link.table.columns for key in column.foreign_keys):
            parent = owners.get(key.column.table.name)
            if parent is None or parent.table is link.table:
                continue
            theirs = select(parent.table.c.id).where(parent.names(to_id))
            found = list(session.scalars(select(number).where(link.names(from_id), key.parent.in_(theirs))))
            if found:
                _give(session, link, found, to_id)
                back.setdefault(link.name, []).extend(found)
                more = True
    return more


def _give(session: Session, link: Link, numbers: list[int], to_id: int) -> None:
    for part in _parts(numbers):
        session.execute(update(link.table).where(link.table.c.id.in_(part)).values({link.column.name: to_id}))


def _fits(session: Session, link: Link, number: int, to_id: int) -> bool:
    """Give one row, unless the other customer has such a row already."""
    try:
        with session.begin_nested():
            _give(session, link, [number], to_id)
    except IntegrityError:
        return False
    return True


def _of(table: Table) -> Iterator[Link]:
    if "id" not in table.columns:
        return
    for column in table.columns:
        if any(key.column is Customer.__table__.c.id for key in column.foreign_keys):
            yield Link(table, column, None)
            continue
        kind = table.columns.get(column.name.removesuffix("_id"))
        pair = column.name.endswith("_id") and not column.foreign_keys and isinstance(column.type, Integer)
        if pair and kind is not None and isinstance(kind.type, String):
            yield Link(table, column, kind)


def _only_one(link: Link) -> bool:
    """May a customer have only one such row, or one of each?"""
    unique = (one for one in link.table.constraints if isinstance(one, UniqueConstraint))
    return bool(link.column.unique) or any(link.column.name in one.columns for one in unique)


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + 500] for start in range(0, len(numbers), 500))
