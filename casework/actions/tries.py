"""Counted tries at codes and passwords: in the database, so that a limit holds for every process of the server."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from casework.actions.work import Actor, Work
from casework.records import keys
from casework.records.signin import Attempt

KEPT_FOR: Final = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most so many tries of a kind by one address or person within a time."""

    what: str
    most: int
    within: timedelta


def count(work: Work, limit: Limit, whom: str, since: datetime | None = None) -> datetime | None:
    """Count one try; or, when there were too many, count nothing and return when the next one may be made.

    ``since``: tries until then are forgiven.
    """
    key = _key(work, limit, whom)
    _one_at_a_time(work.session, key)
    after = max(work.now - limit.within, since or work.now - limit.within)
    latest = work.session.scalars(
        select(Attempt.at)
        .where(Attempt.what == limit.what, Attempt.key_hash == key, Attempt.at > after)
        .order_by(Attempt.at.desc())
        .limit(limit.most)
    ).all()
    if len(latest) == limit.most:
        return latest[-1] + limit.within
    work.session.add(Attempt(what=limit.what, key_hash=key, at=work.now))
    return None


def forget(work: Work, limit: Limit, whom: str) -> None:
    """Start counting anew, after a try that was right."""
    work.session.flush()
    work.session.execute(delete(Attempt).where(Attempt.what == limit.what, Attempt.key_hash == _key(work, limit, whom)))


def take_back(work: Work, limit: Limit, whom: str) -> None:
    """Count the last try no more: it was right. Those of others at the same place stay counted."""
    work.session.flush()
    mine = select(Attempt.id).where(Attempt.what == limit.what, Attempt.key_hash == _key(work, limit, whom))
    last = mine.order_by(Attempt.at.desc(), Attempt.id.desc()).limit(1).scalar_subquery()
    work.session.execute(delete(Attempt).where(Attempt.id == last))


def network(address: str | None) -> str:
    """The network that a visitor comes from, as it is counted: an IPv4 address, or the /64 that one home has."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    # A server that listens for both kinds at once writes IPv4 so: one /64 would hold everybody.
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def purge(session: Session, now: datetime) -> None:
    """Delete what no limit looks at any more."""
    session.execute(delete(Attempt).where(Attempt.at < now - KEPT_FOR))


def signed_in(work: Work, who: Actor, ref: str, how: str, version: int) -> str:
    """Record that somebody signed in, as their own act; returns the mark by which this one session can be ended."""
    own, mark = replace(work, actor=who), secrets.token_urlsafe(16)
    about = who.id if who.kind == "customer" else keys.NOBODY
    own.record("signed_in", ref, about, how=how, mark=mark, version=version)
    return mark


def _one_at_a_time(session: Session, key: str) -> None:
    """Of two tries at one moment neither could see the other: the second waits until the first is counted.

    SQLite has one writer at a time. On PostgreSQL a lock is held until the transaction ends; whoever counts twice
    names the person before the network, so that no two wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int(key[:16], 16) - (1 << 63)  # a lock's name is a whole number of eight bytes
        session.execute(select(func.pg_advisory_xact_lock(number)))


def _key(work: Work, limit: Limit, whom: str) -> str:
    return keys.keyring(work.session).keyed_hash("try", limit.what, str(limit.most), whom)
