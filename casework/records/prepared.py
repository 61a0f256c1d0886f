"""Statements of the pages that are asked for most, compiled once and then given to the driver as they are.

SQLAlchemy takes some 0.15 ms to bring a known statement to the driver and its rows back, which is more than SQLite
takes to answer it. Here the work that is the same each time is done once: the text for each kind of database, and
what turns values on their way in and out. The types of the columns do the turning, as they do elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import CompoundSelect, Connection, Dialect, FromClause, Select, Table, bindparam, insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import TypeEngine

from casework.records.sealed import SealedText

Turn = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Made:
    """A statement for one kind of database. ``names``: the order of its values, or None where they go by name."""

    sql: str
    names: tuple[str, ...] | None
    known: Mapping[str, Any]  # the values that stand in the statement, turned already
    asked: tuple[tuple[str, Turn], ...]  # each name for which a value is given, and what turns it
    turns: tuple[tuple[int, Callable[[Any], Any]], ...]  # columns to be turned
    sealed: tuple[tuple[int, SealedText], ...]  # columns that the keys of the connection's own database open


class Prepared:
    """A SELECT that reads with ``rows``."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._made: dict[str, _Made] = {}

    def rows(self, connection: Connection, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows, in the transaction of the connection. OperationalError where the database does not answer."""
        made = self._made.get(connection.dialect.name)
        if made is None:
            made = self._made[connection.dialect.name] = self._make(connection.dialect)
        if not connection.in_transaction():
            connection.begin()
        values = {**made.known, **{name: _turned(turn, given[name]) for name, turn in made.asked}}
        cursor = connection.connection.cursor()
        try:
            cursor.execute(made.sql, values if made.names is None else [values[name] for name in made.names])
            found = cursor.fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            raise OperationalError(made.sql, None, error) from error
        finally:
            cursor.close()
        turns = made.turns + tuple((place, kind.opener(connection.dialect)) for place, kind in made.sealed)
        if not turns:
            return list(found)
        return [_row(row, turns) for row in found]

    def _make(self, dialect: Dialect) -> _Made:
        compiled: Any = self._statement.compile(dialect=dialect)
        values = compiled.construct_params(_check=False)
        turned = {
            name: bound.type.dialect_impl(dialect).bind_processor(dialect)
            for bound, name in compiled.bind_names.items()
        }
        asked = {name for bound, name in compiled.bind_names.items() if bound.required}
        known = {name: _turned(turned[name], values[name]) for name in turned if name not in asked}
        columns = tuple(self._statement.selected_columns)
        turns = tuple(
            (place, _remembered(column.type, turn))
            for place, column in enumerate(columns)
            if not isinstance(column.type, SealedText)
            and (turn := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        )
        sealed = tuple((place, one.type) for place, one in enumerate(columns) if isinstance(one.type, SealedText))
        names = tuple(compiled.positiontup) if compiled.positional else None
        return _Made(str(compiled), names, known, tuple((name, turned[name]) for name in asked), turns, sealed)


class PreparedInsert:
    """An INSERT into a table of rows on which nothing else depends, that writes with ``add``."""

    def __init__(self, table: FromClause, *names: str) -> None:
        self._statement = insert(cast("Table", table)).values({name: bindparam(name) for name in names}).inline()
        self._made: dict[str, _Made] = {}

    def add(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows, in the transaction of the connection. OperationalError where the database does not answer."""
        made = self._made.get(connection.dialect.name)
        if made is None:
            made = self._made[connection.dialect.name] = self._make(connection.dialect)
        values = ({name: _turned(turn, row[name]) for name, turn in made.asked} for row in rows)
        ordered = list(values) if made.names is None else [[one[name] for name in made.names] for one in values]
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(made.sql, ordered)
        except connection.dialect.loaded_dbapi.Error as error:
            raise OperationalError(made.sql, None, error) from error
        finally:
            cursor.close()

    def _make(self, dialect: Dialect) -> _Made:
        compiled: Any = self._statement.compile(dialect=dialect)
        asked = tuple(
            (name, bound.type.dialect_impl(dialect).bind_processor(dialect))
            for bound, name in compiled.bind_names.items()
        )
        return _Made(str(compiled), tuple(compiled.positiontup) if compiled.positional else None, {}, asked, (), ())


def _remembered(of: TypeEngine[Any], turn: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, quicker for days and moments: the rows of a page share most of theirs, and nobody can change them."""
    return lru_cache(1024)(turn) if issubclass(of.python_type, date) else turn


def _turned(turn: Turn, value: Any) -> Any:
    return value if turn is None else turn(value)


def _row(row: tuple[Any, ...], turns: tuple[tuple[int, Callable[[Any], Any]], ...]) -> tuple[Any, ...]:
    values = list(row)
    for place, turn in turns:
        values[place] = turn(values[place])
    return tuple(values)
