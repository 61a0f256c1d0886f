"""Finding a person among very many: a table of keys, kept with each customer by whoever writes them.

A search reads beginnings of keys in the order of the index and stops after a few, so that its cost does not depend on
how many people there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    Connection,
    ForeignKey,
    Select,
    String,
    bindparam,
    delete,
    event,
    insert,
    inspect,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.administration import FormerName
from casework.records.base import Base
from casework.records.people import Customer
from casework.records.preferences import SafeContact
from casework.records.prepared import Prepared
from casework.rules.searching import LONGEST, Asked, Findable, asked, keys_of, national

MOST_FOUND: Final = 50
_FIELDS: Final = ("name", "address", "phone", "tenancy_ref", "external_ref")
_STARTS: Final = 3  # beginnings of keys in one statement: as typed, without spaces, as a telephone number
_ROWS: Final = 4 * MOST_FOUND  # a person may be found under several keys
_SEEDS: Final = 500  # keys of one word that are looked at where all words must fit
_END: Final = "\U0010ffff"  # after every key with the same beginning


class SearchKey(Base):
    """One key of a customer. Compared byte by byte on both databases, so that a beginning is a range of the index."""

    __tablename__ = "search_key"
    __table_args__ = {"sqlite_with_rowid": False}

    key: Mapped[str] = mapped_column(
        String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql"), primary_key=True
    )
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), primary_key=True, index=True)


def find(connection: Connection, typed: str) -> tuple[int, ...]:
    """Ids of the customers whom a text may mean, the nearest keys first; at most ``MOST_FOUND``."""
    wanted = asked(typed)
    if not wanted.starts:
        return ()
    starts = (*wanted.starts, *("",) * _STARTS)[:_STARTS]
    given: dict[str, str] = {"email": wanted.email, "phone": _e164(typed)}
    for place, start in enumerate(starts):
        given |= {f"from{place}": start, f"to{place}": start + _END if start else ""}
    found = dict.fromkeys(number for _, number in _BY_START.rows(connection, given))
    if not found and wanted.words:
        found = dict.fromkeys(_by_words(connection, wanted))
    return tuple(found)[:MOST_FOUND]


def _starting() -> Any:
    """Everything that begins in one of the ways, has just this email, or is rung safely under just this number."""
    key = SearchKey.__table__.c
    parts: list[Any] = []
    for place in range(_STARTS):
        within = (key.key >= bindparam(f"from{place}"), key.key < bindparam(f"to{place}"))
        few = select(key.key, key.customer_id).where(*within).order_by(key.key, key.customer_id).limit(_ROWS)
        parts.append(select(few.subquery()))
    customer, safe = Customer.__table__.c, SafeContact.__table__.c
    parts.append(select(customer.email, customer.id).where(customer.email == bindparam("email")).limit(_ROWS))
    parts.append(select(safe.phone, safe.customer_id).where(safe.phone == bindparam("phone")).limit(_ROWS))
    return union_all(*(select(part.subquery()) for part in parts))


def _by_words(connection: Connection, wanted: Asked) -> list[int]:
    """Customers for whom each of the words begins a key: a first and a last name in part, a name and a street."""
    key = SearchKey.__table__
    found: list[int] = []
    for word in sorted(wanted.words, key=len, reverse=True):
        seeds = _begins(select(key.c.customer_id), key, word).order_by(key.c.key).limit(_SEEDS).subquery()
        chosen = select(seeds.c.customer_id).distinct()
        for other in wanted.words:
            beside = key.alias()
            if other != word:
                fits = _begins(select(1).where(beside.c.customer_id == seeds.c.customer_id), beside, other)
                # Asked for each seed, by their own few keys: an EXISTS would be joined with all keys of that beginning.
                chosen = chosen.where(fits.limit(1).correlate(seeds).scalar_subquery().is_not(None))
        found += connection.scalars(chosen.limit(MOST_FOUND))
        if found:
            break
    return found


def _begins(chosen: Select[Any], key: Any, word: str) -> Select[Any]:
    return chosen.where(key.c.key >= word, key.c.key < word + _END)


def _e164(typed: str) -> str:
    """A British number as it is kept, for the safe number of somebody, which is no key."""
    digits = national(typed)
    return f"+44{digits}" if digits else ""


_BY_START: Final = Prepared(_starting())


def put(connection: Connection, customer_id: int, person: Findable) -> None:
    """Keep these keys of a customer, and no others."""
    connection.execute(delete(SearchKey).where(SearchKey.customer_id == customer_id))
    rows = [{"key": key, "customer_id": customer_id} for key in sorted(keys_of(person))]
    if rows:
        connection.execute(insert(SearchKey), rows)


@event.listens_for(Customer, "after_insert")
def _new(_mapper: Any, connection: Connection, row: Customer) -> None:
    put(connection, row.id, findable(row))


@event.listens_for(Customer, "after_update")
def _changed(_mapper: Any, connection: Connection, row: Customer) -> None:
    """Whoever changes a name, an address or a number changes what it is found by: no act can forget it."""
    attributes = inspect(row).attrs
    if any(attributes[name].history.has_changes() for name in _FIELDS):
        former = connection.scalars(select(FormerName.name).where(FormerName.customer_id == row.id)).all()
        put(connection, row.id, findable(row, former))


def put_again(session: Session, row: Customer) -> None:
    """The same where something else changed that a customer is found by: a former name, or that they are there."""
    former = session.scalars(select(FormerName.name).where(FormerName.customer_id == row.id)).all()
    put(session.connection(), row.id, findable(row, former))


def findable(row: Customer, former: Sequence[str] = ()) -> Findable:
    """What a customer is found by. ``former``: names by which they may still be found."""
    return Findable(row.ref, row.name, row.address, row.phone, row.tenancy_ref, row.external_ref, former)
