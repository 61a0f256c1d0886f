"""Another data key, while the portal runs: what hung from the old ones hangs from the newest afterwards.

Every step is a short transaction, and everything can be read at every moment, since all keys that are known open. What
is still to be done is seen by the thing itself, so a rotation that was killed is simply begun again. The keys of
persons and of the landlord are wrapped anew, and what they encrypted (letters, files, the content of acts) stays as it
is; what is no customer's is encrypted with a fresh key from then on; words in columns are sealed anew with a fresh
key, and those that lie in plain from earlier days sealed at last.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Select, Table, and_, func, not_, or_, select, update
from sqlalchemy.orm import Session

from casework.records import apart, events, sealed
from casework.records.database import Database
from casework.records.keyring import FIRST, RENEWED, Keyring, LandlordKey, about
from casework.records.keys import PersonKey, about_key

log = logging.getLogger(__name__)

_AT_ONCE: Final = 500  # rows of one transaction
_BREATH: Final = 0.01  # seconds between two of them, in which others write


@dataclass(frozen=True)
class Left:
    """What still hangs from an older key: how many wrapped keys, and how many rows with words."""

    keys: int
    rows: int


def keep_first_keys(database: Database, now: datetime) -> None:
    """Write down the landlord's own keys, wrapped: from then on the data key may be another one. Twice is once."""
    database.write(lambda session: _keep(session, database.keyring, now))


def rotate(database: Database, now: datetime, at_once: int = _AT_ONCE) -> Left:
    """Make all that is kept hang from the newest data key; what is left then, because somebody wrote meanwhile.

    ``at_once``: rows of one transaction. Raises StrangeKeyError where something was wrapped with a key not given.
    """
    database.write(lambda session: _landlords(session, database.keyring, now))
    database.keyring.refresh()
    _persons(database, at_once)
    for table, names in _tables():
        _columns(database, table, names, at_once)
    with database.reading() as session:
        for notes in apart.EVERY:
            notes.gather(session)
    return left(database)


def left(database: Database) -> Left:
    """What still hangs from an older key, or lies in plain. StrangeKeyError as in ``rotate``."""
    ring, old = database.keyring, 0
    with database.reading() as session:
        for one in session.scalars(select(LandlordKey)):
            old += ring.wrapped_anew(one.wrapped, about(one.purpose, one.number)) is not None
        for customer_id, wrapped in session.execute(select(PersonKey.customer_id, PersonKey.wrapped)).yield_per(500):
            old += ring.wrapped_anew(wrapped, about_key(customer_id)) is not None
        rows = 0
        for table, names in _tables():
            raw = sealed.as_it_lies(table)
            older = _older(ring, [raw.c[name] for name in names])
            rows += session.scalar(select(func.count()).select_from(raw).where(older)) or 0
    return Left(old, rows)


def _keep(session: Session, ring: Keyring, now: datetime) -> None:
    kept = set(session.scalars(select(LandlordKey.purpose).where(LandlordKey.number == 0)))
    for purpose in sorted(FIRST.keys() - kept):
        session.add(LandlordKey(purpose=purpose, number=0, wrapped=ring.first_wrapped(purpose), made_at=now))
    session.flush()


def _landlords(session: Session, ring: Keyring, now: datetime) -> None:
    """Wrap the landlord's own keys anew, make fresh ones, and seal the end of the chain anew."""
    _keep(session, ring, now)
    older = [
        (one, again)
        for one in session.scalars(select(LandlordKey).order_by(LandlordKey.number))
        if (again := ring.wrapped_anew(one.wrapped, about(one.purpose, one.number))) is not None
    ]
    for one, again in older:
        one.wrapped = again
    if older:
        number = max(one.number for one, _ in older) + 1
        for purpose in RENEWED:
            fresh = ring.wrap(AESGCM.generate_key(bit_length=256), about(purpose, number))
            session.add(LandlordKey(purpose=purpose, number=number, wrapped=fresh, made_at=now))
        events.append(session, at=now, actor=("system", 0), name="data_key_changed", subject="keys")
    events.seal_anew(session)


def _persons(database: Database, at_once: int) -> None:
    ring, row = database.keyring, PersonKey.__table__
    for batch in _batches(database, row.c.customer_id, select(row.c.customer_id, row.c.wrapped), at_once):
        again = [(*one, ring.wrapped_anew(one.wrapped, about_key(one.customer_id))) for one in batch]
        with database.adding() as connection:
            for customer_id, before, after in again:
                if after is not None:
                    same = row.c.customer_id == customer_id, row.c.wrapped == before
                    connection.execute(update(PersonKey).where(*same).values(wrapped=after))


def _columns(database: Database, table: Table, names: Sequence[str], at_once: int) -> None:
    """Seal the words of a table anew. What somebody else writes at the same moment is theirs, and sealed already."""
    ring, raw = database.keyring, sealed.as_it_lies(table)
    key = raw.c[next(iter(table.primary_key)).name]
    words = [raw.c[name] for name in names]
    for batch in _batches(database, key, select(key, *words).where(_older(ring, words)), at_once):
        with database.adding() as connection:
            for number, *values in batch:
                before = {name: value for name, value in zip(names, values, strict=True) if _is_older(ring, value)}
                try:
                    after = {name: _anew(ring, f"{table.name}.{name}", value) for name, value in before.items()}
                except ValueError:
                    log.error("words in row %s of %s were changed, and cannot be opened", number, table.name)
                    continue
                same = (raw.c[name] == value for name, value in before.items())
                connection.execute(update(raw).where(key == number, *same).values(after))


def _anew(ring: Keyring, place: str, value: str) -> str:
    return sealed.seal(ring, place, sealed.opened(ring, place, value) if value.startswith(sealed.BEGINS) else value)


def _is_older(ring: Keyring, value: str | None) -> bool:
    return value is not None and not sealed.is_empty(value) and not value.startswith(sealed.begins(ring))


def _older(ring: Keyring, words: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    """The same asked of the database: rows in which something is in plain, or sealed with an older key."""
    newest = sealed.begins(ring)
    return or_(*(and_(func.trim(one) != "", not_(one.startswith(newest, autoescape=True))) for one in words))


def _tables() -> Iterator[tuple[Table, list[str]]]:
    """Each table with words, and the names of their columns."""
    for table, columns in groupby(sealed.columns(), lambda one: one.table):
        yield table, [one.name for one in columns]


def _batches(database: Database, key: ColumnElement[int], asked: Select[Any], at_once: int) -> Iterator[Sequence[Any]]:
    """The rows of a statement by their number, some at a time; their first column is the number."""
    last = -1
    while True:
        with database.engine.connect() as connection:
            found = connection.execute(asked.where(key > last).order_by(key).limit(at_once)).all()
        if found:
            yield found
        if len(found) < at_once:
            return
        last = found[-1][0]
        time.sleep(_BREATH)
