"""Which version of a customer's record stands: a number that every write raises, whoever writes and whatever.

What was drawn from one version is right while that version stands (see web/kept.py). No action has to think of it: it
follows what is written. What cannot be traced to one customer raises the number of EVERYBODY, which belongs to all.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Table, bindparam, event, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column

from casework.records.base import Base
from casework.records.database import WritingSession
from casework.records.people import Customer
from casework.records.prepared import Prepared

EVERYBODY: Final = 0  # no customer has this number
_TOUCHED: Final = "versions_touched"  # of a session: customers whose record it wrote
_UNDER: Final = "versions_under"  # and rows whose customer is found by the row above them: table, number of that row
_MANY: Final = 100  # customers written at once; from there on the record of everybody is new
# What no page about a customer shows: who waits for what, what the machine has to do, and the chain itself.
_NOT_SHOWN: Final = frozenset({
    "attempt", "chain_check", "chain_head", "event", "held_form", "job", "landlord_key", "person_key", "record_version",
    "search_key", "task", "task_role",
})  # fmt: skip
_INSERT: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class RecordVersion(Base):
    """The version of one customer's record, or of what belongs to EVERYBODY; no row: nothing was written yet."""

    __tablename__ = "record_version"

    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


_STANDING: Final = Prepared(
    select(RecordVersion.customer_id, RecordVersion.number)
    .where(or_(RecordVersion.customer_id == EVERYBODY, RecordVersion.customer_id == bindparam("customer")))
    .order_by(RecordVersion.customer_id)
)


def standing(connection: Connection, customer_id: int) -> tuple[tuple[Any, ...], ...]:
    """The version of this customer's record, to be compared with an earlier one. One indexed query."""
    return tuple(tuple(row) for row in _STANDING.rows(connection, {"customer": customer_id}))


def raise_touched(session: Session) -> None:
    """Raise the number of each customer whose record this session wrote: the last thing before it commits.

    Last, and in the order of their numbers, so that two that commit at once never wait for each other.
    """
    touched: set[int] = session.info.pop(_TOUCHED, set())
    for table, number in sorted(session.info.pop(_UNDER, set())):
        above = Base.metadata.tables[table]
        found = session.connection().execute(_owners(above).where(above.c.id == number)).first()
        touched.update(one if one is not None else EVERYBODY for one in found or (EVERYBODY,))
    if len(touched) > _MANY:
        touched = {EVERYBODY}
    insert = _INSERT[session.connection().dialect.name]
    for customer_id in sorted(touched):
        first = insert(RecordVersion.__table__).values(customer_id=customer_id, number=1)
        further = {"number": RecordVersion.__table__.c.number + 1}
        session.connection().execute(first.on_conflict_do_update(index_elements=["customer_id"], set_=further))


@event.listens_for(WritingSession, "after_flush")
def _note(session: Session, _context: UOWTransaction) -> None:
    """Remember whose record the written rows belong to."""
    for row in (*session.new, *session.dirty, *session.deleted):
        table = row.__table__
        if table.name in _NOT_SHOWN:
            continue
        touched: set[int] = session.info.setdefault(_TOUCHED, set())
        if own := _own(table):
            touched.update(_numbers(row, own))
        elif (up := _up(table)) and (number := getattr(row, up[0].key)) is not None:
            session.info.setdefault(_UNDER, set()).add((up[1].name, number))
        else:
            touched.add(EVERYBODY)


@event.listens_for(WritingSession, "do_orm_execute")
def _note_many(state: ORMExecuteState) -> None:
    """A statement that writes many rows at once does not say whose."""
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and (state.bind_mapper is None or str(state.bind_mapper.local_table) not in _NOT_SHOWN):
        state.session.info.setdefault(_TOUCHED, set()).add(EVERYBODY)


def _numbers(row: Any, own: tuple[Column[Any], ...]) -> set[int]:
    numbers = {number for column in own if (number := getattr(row, column.key)) is not None}
    return numbers or {EVERYBODY}


@cache
def _own(table: Table) -> tuple[Column[Any], ...]:
    """The columns of this table that name a customer."""
    if table is Customer.__table__:
        return (table.c.id,)
    return tuple(one for one in table.c if any(key.column.table is Customer.__table__ for key in one.foreign_keys))


@cache
def _up(table: Table) -> tuple[Column[Any], Table] | None:
    """The column by which a row hangs under another that leads to a customer, and the table of that other."""
    for column in table.c:
        for key in column.foreign_keys:
            above = key.column.table
            if above is not table and above.name != "staff_member" and (_own(above) or _up(above)):
                return column, above
    return None


def _owners(table: Table) -> Any:
    """Selects the customers to whom a row of this table belongs."""
    if own := _own(table):
        return select(*own)
    up = _up(table)
    assert up is not None  # noqa: S101  asked only for tables that lead to a customer
    column, above = up
    return _owners(above).join_from(above, table, above.c.id == column)
