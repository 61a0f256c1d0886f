"""Deleting a record with all that is part of it, whatever table that lies in, and the content of the events about it.

What is part of a row is found in the tables themselves: a row that cannot be without it (its foreign key is never
empty) goes with it, and so do those of ``_PARTS``; what merely speaks of it stays and no longer says so. The database
refuses a deletion that would leave anything pointing nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Column, Table, delete, select, update
from sqlalchemy.orm import Session

from casework.records import events
from casework.records.base import Base
from casework.records.events import Event

# Foreign keys that may be empty, of rows that are part of what they name all the same.
_PARTS: Final = frozenset(
    {
        "incident.case_id", "referral.case_id", "restriction.appeal_id", "restriction.review_id", "letter.decision_id",
        "letter.appeal_id", "letter.case_id", "evidence.appeal_id", "evidence.incident_id", "evidence.change_id",
        "broken_promise.agreement_id", "broken_promise.restriction_id", "bundle.case_id",
    }
)  # fmt: skip
_AT_ONCE: Final = 500


@dataclass
class Gone:
    """What was deleted: the numbers of rows by table, their references, and the files that went."""

    rows: dict[str, set[int]] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each table."""
        return {name: len(numbers) for name, numbers in sorted(self.rows.items())}


def delete_whole(session: Session, table: Table, numbers: Collection[int]) -> Gone:
    """Delete these rows and all that is part of them. The files are named, and are the caller's to remove."""
    gone = Gone()
    _gather(session, table, set(numbers), gone)
    for found in _tables(gone.rows):
        for part in _parts(gone.rows[found.name]):
            _note(session, found, part, gone)
            for column in _speaking_of(found):
                session.execute(update(column.table).where(column.in_(part)).values({column.name: None}))
            for column in _without_number(found):
                session.execute(delete(column.table).where(column.in_(part)))
    for found in reversed(_tables(gone.rows)):
        for part in _parts(gone.rows[found.name]):
            session.execute(delete(found).where(found.c.id.in_(part)))
    session.expire_all()
    return gone


def empty_events(session: Session, refs: Collection[str], customer_ids: Collection[int]) -> list[int]:
    """Take away the content of the events of these customers about these references; returns their numbers.

    The caller records an event ``events.DELETED`` that names them in the same transaction.
    """
    found: list[int] = []
    for part in _parts(refs):
        chosen = select(Event.number).where(Event.subject.in_(part), Event.person_id.in_(list(customer_ids)))
        found += session.scalars(chosen.where(Event.payload != b""))
    events.empty(session, found)
    return sorted(found)


def _gather(session: Session, table: Table, numbers: set[int], gone: Gone) -> None:
    """These rows, and those that are part of them, and of those."""
    fresh = numbers - gone.rows.setdefault(table.name, set())
    if not fresh:
        return
    gone.rows[table.name] |= fresh
    for other in Base.metadata.sorted_tables:
        for column in _columns_naming(other, table):
            if "id" not in other.columns or not _is_part(column):
                continue
            theirs = {
                one for part in _parts(fresh) for one in session.scalars(select(other.c.id).where(column.in_(part)))
            }
            _gather(session, other, theirs, gone)


def _note(session: Session, table: Table, numbers: list[int], gone: Gone) -> None:
    if "ref" in table.columns:
        gone.refs |= set(session.scalars(select(table.c.ref).where(table.c.id.in_(numbers))))
    if "stored_as" in table.columns:
        names = session.scalars(select(table.c.stored_as).where(table.c.id.in_(numbers)))
        gone.files += [name for name in names if name]


def _is_part(column: Column[Any]) -> bool:
    return not column.nullable or f"{column.table.name}.{column.name}" in _PARTS


def _without_number(table: Table) -> list[Column[Any]]:
    """Columns of tables whose rows are nothing but what they name."""
    return [
        column
        for other in Base.metadata.sorted_tables
        for column in _columns_naming(other, table)
        if "id" not in other.columns
    ]


def _speaking_of(table: Table) -> list[Column[Any]]:
    """Columns of rows that stay and no longer name what has gone."""
    return [
        column
        for other in Base.metadata.sorted_tables
        for column in _columns_naming(other, table)
        if "id" in other.columns and not _is_part(column)
    ]


def _columns_naming(other: Table, table: Table) -> list[Column[Any]]:
    return [column for column in other.columns if any(key.column is table.c.id for key in column.foreign_keys)]


def _tables(rows: Mapping[str, set[int]]) -> list[Table]:
    """Those of which anything goes, what others hang from first."""
    return [table for table in Base.metadata.sorted_tables if rows.get(table.name)]


def _parts(found: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(found)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
