"""The record of every act, chained by hash, never edited.

Two layers, so that erasure and proof do not fight. The chain covers what is not personal: number, moment, who acted
(by number), the name of the act, what it was about, and a *commitment*: the hash of the personal payload together
with a salt that lies inside the payload. The payload itself is encrypted with the key of the person whom it concerns.
Destroy the key and the payload, salt included, is gone; the commitment then tells nothing, and the chain still
verifies. While the key is there, payload, salt and commitment can be handed over and checked with a hash function
alone. The head of the chain is sealed with a key, so that a chain cut short is noticed too.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records import keys
from casework.records.base import Base

START = "0" * 64
DELETED = "records_deleted"  # the event that names those whose content was taken away when its time was over


class Event(Base):
    """One act in the past tense. The database itself refuses to change or delete a row (see the migration)."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_name", "name", "number"),
        Index("ix_event_who", "actor", "actor_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(20))  # customer advocate staff system
    actor_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))  # decision_issued, appeal_submitted …
    subject: Mapped[str] = mapped_column(String(20), index=True)  # the reference of what it was about
    person_id: Mapped[int] = mapped_column(index=True)  # whose key encrypts the payload; NOBODY: nobody's
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    commitment: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class ChainHead(Base):
    """Where the chain ends. One row; locked by whoever appends, so that there is one order of events."""

    __tablename__ = "chain_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))

    @property
    def sealed_text(self) -> str:
        """What the seal is on."""
        return f"{self.number} {self.hash}"


@dataclass(frozen=True)
class Fault:
    """What ``verify`` found wrong: the number of the event, and in words what happened to it."""

    number: int
    says: str


def append(
    session: Session,
    *,
    at: datetime,
    actor: tuple[str, int],
    name: str,
    subject: str,
    person_id: int = keys.NOBODY,
    payload: dict[str, Any] | None = None,
) -> Event:
    """Record an act in the transaction that does it. ``payload``: why, before, after; plain JSON values."""
    head = _locked_head(session)
    number = head.number + 1
    plain = _canonical({"salt": secrets.token_hex(16), **(payload or {})})
    sealed = keys.encrypt(session, person_id, plain, f"event {number}")
    event = Event(
        number=number, at=at.astimezone(UTC), actor=actor[0], actor_id=actor[1], name=name, subject=subject,
        person_id=person_id, payload=sealed, commitment=hashlib.sha256(plain).hexdigest(), previous=head.hash, hash="",
    )  # fmt: skip
    event.hash = chain_hash(event)
    head.number, head.hash = number, event.hash
    head.seal = keys.keyring(session).seal(head.sealed_text)
    session.add(event)
    session.flush()
    return event


def seal_anew(session: Session) -> None:
    """Seal the end of the chain with the newest data key. A seal that is not ours stays, for ``verify`` to find."""
    head, ring = _locked_head(session), keys.keyring(session)
    if head.number and ring.is_seal(head.seal, head.sealed_text):
        head.seal = ring.seal(head.sealed_text)


def chain_hash(event: Event) -> str:
    """SHA-256 over the event without its payload, but with the payload's commitment and the hash before."""
    covered = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor,
        "actor_id": event.actor_id,
        "name": event.name,
        "subject": event.subject,
        "person_id": event.person_id,
        "commitment": event.commitment,
        "previous": event.previous,
    }
    return hashlib.sha256(_canonical(covered)).hexdigest()


def read(session: Session, event: Event) -> dict[str, Any]:
    """The payload in plain. Raises ErasedError after the person's erasure, or once its time was over."""
    found: dict[str, Any] = json.loads(as_written(session, event))
    return found


def as_written(session: Session, event: Event) -> str:
    """The JSON over which the commitment was made. Raises as ``read``, and ValueError when it was changed."""
    if not event.payload:
        raise keys.ErasedError(event.person_id)
    return keys.decrypt(session, event.person_id, event.payload, f"event {event.number}").decode()


def verify(session: Session) -> Iterator[Fault]:
    """Walk the whole chain and name each event that was changed, removed, added or moved."""
    previous, number = START, 0
    emptied, owned_up = set[int](), set[int]()
    for event in session.scalars(select(Event).order_by(Event.number)).yield_per(500):
        number += 1
        if event.name == DELETED:
            owned_up |= _owned_up(session, event)
        if not event.payload:
            emptied.add(event.number)
        if event.number != number:
            yield Fault(number, f"missing: the next event has the number {event.number}")
            number = event.number
        elif event.previous != previous:
            yield Fault(number, "does not follow the event before it")
        if event.hash != chain_hash(event):
            yield Fault(number, "was changed")
        else:
            yield from _payload_fault(session, event)
        previous = event.hash
    for gone in sorted(emptied - owned_up):
        yield Fault(gone, "its content was taken away, and no deletion on record says so")
    head = session.get_one(ChainHead, 1)
    if (head.number, head.hash) != (number, previous):
        yield Fault(head.number, f"missing: the chain should end here, but ends at {number}")
    elif number and not keys.keyring(session).is_seal(head.seal, head.sealed_text):
        yield Fault(head.number, "the seal on the end of the chain is not ours")


def empty(session: Session, numbers: Collection[int]) -> None:
    """Take away the content of events whose time is over; the database allows nothing else to be changed in them.

    The caller records an event ``DELETED`` in the same transaction, whose ``events`` names these numbers: without it
    ``verify`` finds each of them. The chain covers the commitment and not the content, and stays whole.
    """
    gone = sorted(numbers)
    for start in range(0, len(gone), 500):
        some = update(Event).where(Event.number.in_(gone[start : start + 500])).values(payload=b"")
        session.execute(some.execution_options(synchronize_session=False))


def _owned_up(session: Session, event: Event) -> set[int]:
    """The events whose content a deletion says that it took away."""
    try:
        return {int(one) for one in read(session, event).get("events", ()) if int(one) < event.number}
    except (keys.ErasedError, ValueError):
        return set()  # the event itself is found to be changed


def _payload_fault(session: Session, event: Event) -> Iterator[Fault]:
    if not event.payload:
        return  # whether a deletion says so is looked at when the whole chain is known
    try:
        plain = keys.decrypt(session, event.person_id, event.payload, f"event {event.number}")
    except keys.ErasedError:
        return
    except ValueError:
        yield Fault(event.number, "its content was changed")
        return
    if hashlib.sha256(plain).hexdigest() != event.commitment:
        yield Fault(event.number, "its content is not what was recorded")


def _locked_head(session: Session) -> ChainHead:
    return session.scalars(select(ChainHead).where(ChainHead.id == 1).with_for_update()).one()


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()
