"""Very many invented customers with their cases, written as fast as the database takes them.

    populate(url, customers=1_000_000, cases=200_000, reader=officer.id)

Whom a measurement looks at is put on record before, by the actions that a page calls; these are the others. They have
what lists and searches go through: names, addresses and keys, cases with incidents and decisions, a few of them open
and in somebody's hands. Who reads the work list has as many in a small house as in a large one. Nothing here is
encrypted, and no event tells of it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import JSON, Connection, Engine, func, select, text

from casework.records.base import Base, UTCDateTime
from casework.records.database import make_engine
from casework.rules.searching import Findable, keys_of

CASES_OPEN: Final = 20  # one case in so many waits for somebody
HELD_BY_ONE: Final = 40  # tasks of one colleague: more than a page of the work list
NOBODYS: Final = 50  # one task in so many waits for anybody
NOW: Final = datetime.now(UTC).replace(microsecond=0)
_AT_ONCE: Final = 20_000
_TABLES: Final = Base.metadata.tables
_READABLE: Final = "23456789CDFGHJKMNPQRTVWXY"

Row = dict[str, Any]


def populate(url: str, customers: int, cases: int, reader: int) -> None:
    """Put them into a migrated database that has its staff, beside whoever is there.

    ``reader``: the number of the colleague whose work list is measured.
    """
    engine = make_engine(url)
    with engine.connect() as connection:
        first = {name: _next(connection, name) for name in ("customer", "staff_member", "contact_case", "task")}
    load = _Load(engine)
    people = range(first["customer"], first["customer"] + customers)
    load.put("customer", map(_customer, people))
    load.put_keys(people)
    helped = random.Random(2).sample(people, cases)  # of all people, so that neighbours on disk differ
    colleagues = range(first["staff_member"], first["staff_member"] + max(cases // (CASES_OPEN * HELD_BY_ONE), 1))
    load.put("staff_member", map(_colleague, colleagues))
    numbered = list(zip(range(first["contact_case"], first["contact_case"] + cases), helped, strict=True))
    load.put("contact_case", (_case(number, who, colleagues) for number, who in numbered))
    load.put("incident", (_incident(number, who, colleagues, turn) for number, who in numbered for turn in (0, 1)))
    decided = [pair for pair in numbered if pair[0] % 2]
    load.put("decision", (_decision(number, who, colleagues) for number, who in decided))
    load.put("restriction", (_restriction(number, who) for number, who in decided))
    waiting = [pair for pair in numbered if not pair[0] % CASES_OPEN]
    holders = (_of(colleagues, number) if place % NOBODYS else None for place, (number, _) in enumerate(waiting))
    readers = [pair for pair in numbered if pair[0] % CASES_OPEN][:HELD_BY_ONE]
    held = chain(zip(waiting, holders, strict=True), ((pair, reader) for pair in readers))
    load.put("task", (_task(number, *pair, holder) for number, (pair, holder) in enumerate(held, first["task"])))
    load.settle()
    engine.dispose()


def _next(connection: Connection, name: str) -> int:
    table = _TABLES[name]
    return (connection.scalar(select(func.max(table.c.id))) or 0) + 1


class _Load:
    """Writes rows past the mapped objects: by COPY to PostgreSQL, by the driver's own loop to SQLite."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.sqlite = engine, engine.dialect.name == "sqlite"

    def put(self, name: str, rows: Iterable[Row]) -> None:
        """Rows of a table; a column that a row does not name gets nothing, or an empty value where it needs one."""
        empty = {column.name: _nothing(column) for column in _TABLES[name].columns}
        typed = ({**empty, **row} for row in rows)
        self._write(name, tuple(empty), (tuple(map(self._plain, row.values())) for row in typed))

    def put_keys(self, people: range) -> None:
        """The keys by which these are found, in the order of the index, which a database writes fastest."""
        found = ((key, number) for number in people for key in keys_of(_findable(number)))
        if not self.sqlite:
            self._write("search_key", ("key", "customer_id"), found)
            return
        with self.engine.begin() as connection:
            connection.execute(text("CREATE TEMP TABLE gathered (key TEXT, customer_id INTEGER)"))
            _many(connection, "INSERT INTO gathered VALUES (?, ?)", found)
            connection.execute(
                text("INSERT INTO search_key (key, customer_id) SELECT key, customer_id FROM gathered ORDER BY 1, 2")
            )
            connection.execute(text("DROP TABLE gathered"))

    def settle(self) -> None:
        """What a database learns about its tables by itself in time: how many rows there are, and the next numbers."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not self.sqlite:
                for name in ("customer", "staff_member", "contact_case", "incident", "decision", "restriction", "task"):
                    last = f"(SELECT max(id) FROM {name})"
                    connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})"))
            connection.execute(text("ANALYZE" if self.sqlite else "VACUUM ANALYZE"))

    def _write(self, name: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
        names = ", ".join(columns)
        with self.engine.begin() as connection:
            if self.sqlite:
                _many(connection, f"INSERT INTO {name} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
                return
            raw: Any = connection.connection.cursor()
            with raw.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

    def _plain(self, value: Any) -> Any:
        """A value as the driver takes it where no type of SQLAlchemy stands between."""
        if isinstance(value, dict | list):
            return json.dumps(value)
        if self.sqlite and isinstance(value, datetime):
            return value.replace(tzinfo=None).isoformat(" ", "microseconds")
        return value.isoformat() if self.sqlite and isinstance(value, date) else value


def _many(connection: Connection, statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    raw: Any = connection.connection.cursor()
    while part := list(islice(rows, _AT_ONCE)):
        raw.executemany(statement, part)


def _nothing(column: Any) -> Any:
    """An empty value of a column's type, or None where that may stand in it."""
    if column.nullable:
        return None
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    if isinstance(column.type, JSON):
        return []
    empty: Mapping[type, Any] = {str: "", int: 0, bool: False, bytes: b"", date: NOW.date()}
    return NOW if isinstance(column.type, UTCDateTime) else empty[column.type.python_type]


def _ref(letter: str, number: int) -> str:
    """A reference that no other number has, in signs that people can read out."""
    mixed, signs = number * 7_919_777 % 25**8, ""
    for _ in range(8):
        mixed, place = divmod(mixed, 25)
        signs += _READABLE[place]
    return f"{letter}-{signs[:4]}-{signs[4:]}"


_SYLLABLES: Final = "ba be bo ca ce co da de do fa fe fo la le lo ma me mo sa so"


def _word(number: int, parts: int) -> str:
    known = _SYLLABLES.split()
    return "".join(known[number // len(known) ** place % len(known)] for place in range(parts)).capitalize()


def _findable(number: int) -> Findable:
    """Who the customer with this number is. Some names are borne by very many, most by few."""
    chance = random.Random(number)
    name = f"{_word(int(400 * chance.random() ** 2), 2)} {_word(int(8_000 * chance.random() ** 2), 3)}"
    street, town = _word(chance.randrange(8_000), 3), _word(chance.randrange(40), 2)
    code = f"ZZ{chance.randrange(10, 99)} {chance.randrange(1, 9)}{''.join(chance.choices(_READABLE[8:], k=2))}"
    address = (f"{chance.randrange(1, 200)} {street} Road", town, code)
    return Findable(_ref("C", number), name, address, f"+4470{number:08}", f"B-{number:08}")


def _customer(number: int) -> Row:
    who = _findable(number)
    return {
        "id": number, "ref": who.ref, "kind": "tenant", "name": who.name, "date_of_birth": date(1970, 1, 1),
        "address": list(who.address), "phone": who.phone, "tenancy_ref": who.tenancy_ref, "language": "en",
        "letter_format": "pdf", "preferred_channel": "letter", "session_version": 1, "created_at": NOW,
    }  # fmt: skip


def _colleague(number: int) -> Row:
    email = f"colleague-{number}@staff.example.org"
    return {"id": number, "ref": _ref("S", number), "name": f"{_word(number, 2)} Colleague", "email": email}


def _of(colleagues: range, number: int) -> int:
    return colleagues[number % len(colleagues)]


def _case(number: int, who: int, colleagues: range) -> Row:
    is_open = not number % CASES_OPEN
    return {
        "id": number, "ref": _ref("K", number), "customer_id": who, "owner_id": _of(colleagues, number),
        "stage": "case" if is_open else "ended", "opened_at": NOW - timedelta(days=number % 700), "context": {},
        "ended_on": None if is_open else NOW.date(), "vulnerability": "none", "support": "not_needed",
    }  # fmt: skip


def _incident(number: int, who: int, colleagues: range, turn: int) -> Row:
    return {
        "id": 1_000_000_000 + 2 * number + turn, "ref": _ref("I", 2 * number + turn),
        "form_key": f"bench-{number}-{turn}", "customer_id": who, "case_id": number,
        "reported_by_id": _of(colleagues, number), "happened_at": NOW - timedelta(days=number % 700 + turn),
        "channel": "telephone", "behaviour": ["unreasonable_persistence"], "what_happened": "Rang often.",
        "affected": "staff", "ended_how": "not_ended",
    }  # fmt: skip


def _decision(number: int, who: int, colleagues: range) -> Row:
    return {
        "id": 1_000_000_000 + number, "ref": _ref("D", number), "form_key": f"bench-{number}", "case_id": number,
        "customer_id": who, "drafted_by_id": _of(colleagues, number), "state": "issued", "issued_at": NOW,
        "notice": {"preferred": True, "letter": True, "withheld": None}, "starts_on": NOW.date(),
    }  # fmt: skip


def _restriction(number: int, who: int) -> Row:
    applies = not number % 5
    return {
        "id": 1_000_000_000 + number, "ref": _ref("R", number), "decision_id": 1_000_000_000 + number,
        "customer_id": who, "position": 0, "kind": "calls_at_set_times",
        "terms": {"days": ["tue"], "from": "10:00", "to": "11:00"}, "state": "in_force" if applies else "ended",
        "starts_on": NOW.date() - timedelta(days=10), "review_on": NOW.date() + timedelta(days=number % 180 + 1),
    }  # fmt: skip


def _task(number: int, case: int, who: int, holder: int | None) -> Row:
    due_on = NOW.date() + timedelta(days=case % 40 - 10)
    return {
        "id": number, "key": f"case_to_assess-{case}", "kind": "case_to_assess", "source_id": case,
        "ref": _ref("K", case), "customer_id": who, "due_on": due_on, "order_on": due_on, "from_on": NOW.date(),
        "owner_id": holder, "holder_id": holder,
    }  # fmt: skip
