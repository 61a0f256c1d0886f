"""The demo's record with more of everything, to see what a page costs as a landlord's years go by."""

from __future__ import annotations

import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import JSON, Column, Engine, String, Table, UniqueConstraint

from casework.records.base import Base, new_ref
from tests.web.walking import REFERENCE

_TABLES: Final = {table.name: table for table in Base.metadata.sorted_tables}
_PLACE: Final = {name: place for place, name in enumerate(_TABLES)}
Row = dict[str, Any]
Thing = tuple[str, int]  # a table and a number in it


def multiply(engine: Engine, times: int) -> int:
    """Beside each row of a SQLite database as many more, each with all that hangs under it; how many rows came.

    A customer gets more of everything, a case more incidents, and there are more customers with more cases. What may
    be there but once stays alone.
    """
    connection: sqlite3.Connection = engine.raw_connection().driver_connection  # type: ignore[assignment]
    record = _Record(connection)
    with connection:
        for thing in record.rows:
            for _ in range(times):
                record.copy(thing)
        record.repeat_events(times)
    return record.made


class _Record:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self.made = connection, 0
        self.rows: dict[Thing, Row] = {}
        self._under: dict[Thing, list[Thing]] = defaultdict(list)
        for name in (name for name, table in _TABLES.items() if "id" in table.primary_key):
            for row in self._read(name):
                self.rows[name, row["id"]] = row
                for owner in _owners(_TABLES[name], row):
                    self._under[owner].append((name, row["id"]))

    def _read(self, name: str) -> list[Row]:
        found = self._connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - the names are ours
        names = [one[0] for one in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def copy(self, root: Thing) -> None:
        """One more of this, and of all that hangs under it; none where there may be but one."""
        made, refs = dict[Thing, int](), dict[str, str]()
        for thing in sorted(self._all_under(root), key=lambda one: (_PLACE[one[0]], one[1])):
            table, row = _TABLES[thing[0]], self.rows[thing]
            if thing != root and (_sealed(row) or not any(owner in made for owner in _owners(table, row))):
                continue
            if ref := row.get("ref"):
                refs[ref] = new_ref(ref[0])
            values = {column.name: _again(column, row, made, refs) for column in table.c if column.name != "id"}
            number = self._add(table.name, values)
            if number is not None:
                made[thing] = number
            elif thing == root:
                return

    def _all_under(self, root: Thing) -> set[Thing]:
        found, waiting = {root}, [root]
        while waiting:
            new = set(self._under[waiting.pop()]) - found
            found |= new
            waiting += new
        return found

    def repeat_events(self, times: int) -> None:
        """Say so often again what happened: on the same subjects, at the end of the record."""
        events = self._read("event")
        for number, row in enumerate((row for _ in range(times) for row in events), len(events) + 1):
            self._add("event", {**row, "number": number, "hash": secrets.token_hex(32)})

    def _add(self, name: str, row: Row) -> int | None:
        places = ", ".join("?" * len(row))
        try:
            told = f"INSERT INTO {name} ({', '.join(row)}) VALUES ({places})"  # noqa: S608
            number = self._connection.execute(told, list(row.values())).lastrowid
        except sqlite3.IntegrityError:
            return None
        self.made += 1
        return number


def _owners(table: Table, row: Row) -> Iterator[Thing]:
    """What this hangs under. Who of the staff did something does not own it."""
    for column in table.c:
        for key in column.foreign_keys:
            target = key.column.table.name
            if row[column.name] is not None and (target != "staff_member" or column.name == "staff_id"):
                yield target, row[column.name]


def _sealed(row: Row) -> bool:
    """Whether its content is bound to what it hangs under, by encryption."""
    return any(isinstance(value, bytes) for value in row.values())


def _again(column: Column[Any], row: Row, made: dict[Thing, int], refs: dict[str, str]) -> Any:
    """What stands in this column of a copy: the copies that it speaks of, and nothing that may be there but once."""
    value = row[column.name]
    for key in column.foreign_keys:
        return made.get((key.column.table.name, value), value)
    if not isinstance(value, str) or not isinstance(column.type, String | JSON):
        return value
    said = REFERENCE.sub(lambda found: refs.get(found[0], found[0]), value)
    return f"{said[:-8]}{secrets.token_hex(4)}" if said == value and _alone(column) else said


def _alone(column: Column[Any]) -> bool:
    """Whether no two rows may have the same here."""
    table: Any = column.table
    return any(index.unique and [*index.columns] == [column] for index in table.indexes) or any(
        isinstance(rule, UniqueConstraint) and [*rule.columns] == [column] for rule in table.constraints
    )
