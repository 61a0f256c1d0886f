"""One key for each person, so that erasing a person is destroying a key.

The data key (a setting, never in the database) wraps each person's key. What is encrypted with a person's key,
events, letters and files, is unreadable everywhere, backups included, once the wrapped key is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.base import Base
from casework.records.keyring import Keyring, StrangeKeyError, decrypt_with, encrypt_with

__all__ = ["NOBODY", "ErasedError", "Keyring", "PersonKey", "StrangeKeyError"]

NOBODY = 0  # the number under which things that are no customer's are encrypted with the landlord's own key


class ErasedError(Exception):
    """The person was erased: what was encrypted for them cannot be read any more."""


class PersonKey(Base):
    """A customer's key, wrapped. Its row is deleted at erasure."""

    __tablename__ = "person_key"

    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    read_by_id: Mapped[int | None] = mapped_column(index=True)  # the customer whose record took this one in


def keyring(session: Session) -> Keyring:
    """The keyring that ``Database`` gave to the session."""
    found: Keyring = session.info["keyring"]
    return found


def encrypt(session: Session, customer_id: int, plain: bytes, about: str) -> bytes:
    """Encrypt for a customer (``NOBODY``: with the landlord's own key). ``about`` binds it to its place."""
    return encrypt_with(_key(session, customer_id, make=True), plain, about.encode())


def decrypt(session: Session, customer_id: int, sealed: bytes, about: str) -> bytes:
    """The plain bytes. Raises ErasedError once the customer was erased, ValueError when the bytes were changed.

    What was encrypted for a record that became part of the customer's is read with the key of that one.
    """
    for key in _keys(session, customer_id):
        with suppress(InvalidTag):
            return decrypt_with(key, sealed, about.encode())
    for other in taken_in(session, customer_id):
        with suppress(InvalidTag, ErasedError):
            return decrypt_with(_key(session, other, make=False), sealed, about.encode())
    raise ValueError(f"{about}: the encrypted content was changed")


def destroy(session: Session, customer_id: int) -> None:
    """Erase: after this commit nothing encrypted for the customer, or for a record taken in, can be read."""
    for number in (customer_id, *taken_in(session, customer_id)):
        found = session.get(PersonKey, number)
        if found is not None:
            session.delete(found)


def lend(session: Session, customer_id: int, to: int | None) -> None:
    """Let the record that took this one in read what was encrypted for it; None: no longer."""
    _key(session, customer_id, make=True)
    if to is not None:
        _key(session, to, make=True)
    session.get_one(PersonKey, customer_id).read_by_id = to
    session.flush()


def taken_in(session: Session, customer_id: int) -> tuple[int, ...]:
    """The records whose keys this one has been lent, and those lent to them before."""
    if customer_id == NOBODY:
        return ()
    lent = tuple(session.scalars(select(PersonKey.customer_id).where(PersonKey.read_by_id == customer_id)))
    return (*lent, *(further for one in lent for further in taken_in(session, one)))


def about_key(customer_id: int) -> str:
    """To what the wrapping of a customer's key is bound."""
    return f"person {customer_id}"


def _keys(session: Session, customer_id: int) -> Iterator[AESGCM]:
    """The keys with which something of a customer's, or of nobody's, may be encrypted, the likeliest first."""
    if customer_id != NOBODY:
        yield _key(session, customer_id, make=False)
        return
    yield from keyring(session).own
    keyring(session).refresh()  # another process made a newer one since, or it was changed
    yield keyring(session).own[0]


def _key(session: Session, customer_id: int, *, make: bool) -> AESGCM:
    ring = keyring(session)
    if customer_id == NOBODY:
        return ring.own[0]
    found = session.get(PersonKey, customer_id)
    if found is None:
        if not make:
            raise ErasedError(customer_id)
        fresh = AESGCM.generate_key(bit_length=256)
        found = PersonKey(
            customer_id=customer_id, wrapped=ring.wrap(fresh, about_key(customer_id)), made_at=datetime.now(UTC)
        )
        session.add(found)
        session.flush()
    return AESGCM(ring.unwrap(found.wrapped, about_key(customer_id)))
