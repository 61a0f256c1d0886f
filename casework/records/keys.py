"""One key for each person, so that erasing a person is destroying a key.

The data key (a setting, never in the database) wraps each person's key. What is encrypted with a person's key,
events, letters and files, is unreadable everywhere, backups included, once the wrapped key is gone.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import suppress
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.base import Base

NOBODY = 0  # the number under which things that are no customer's are encrypted with the data key itself


class ErasedError(Exception):
    """The person was erased: what was encrypted for them cannot be read any more."""


class PersonKey(Base):
    """A customer's key, wrapped. Its row is deleted at erasure."""

    __tablename__ = "person_key"

    customer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    read_by_id: Mapped[int | None] = mapped_column(index=True)  # the customer whose record took this one in


class Keyring:
    """The keys derived from the data key, and the wrapping of persons' keys."""

    def __init__(self, data_key: bytes) -> None:
        """``data_key``: at least 32 bytes of chance, from the settings."""
        self._wrapping = AESGCM(_derive(data_key, b"wrap persons' keys"))
        self._own = AESGCM(_derive(data_key, b"what is no customer's"))
        self._hashing = _derive(data_key, b"hash codes and tries")
        self._seal = _derive(data_key, b"seal the chain")
        self._files = _derive(data_key, b"encrypt backups")

    def keyed_hash(self, *parts: str) -> str:
        """A hash that nobody without the data key can look up (codes, tokens, whom a try was for)."""
        return hmac.new(self._hashing, "\0".join(parts).encode(), hashlib.sha256).hexdigest()

    def seal(self, text: str) -> str:
        """The seal on the head of the event chain: without the key nobody can cut its end off unseen."""
        return hmac.new(self._seal, text.encode(), hashlib.sha256).hexdigest()

    def wrap(self, key: bytes, customer_id: int) -> bytes:
        return _encrypt(self._wrapping, key, f"person {customer_id}".encode())

    def unwrap(self, wrapped: bytes, customer_id: int) -> AESGCM:
        return AESGCM(_decrypt(self._wrapping, wrapped, f"person {customer_id}".encode()))

    def of_file(self, salt: bytes) -> AESGCM:
        """The key of one backup, which says its salt."""
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"backup").derive(self._files))

    @property
    def own(self) -> AESGCM:
        return self._own


def keyring(session: Session) -> Keyring:
    """The keyring that ``Database`` gave to the session."""
    found: Keyring = session.info["keyring"]
    return found


def encrypt(session: Session, customer_id: int, plain: bytes, about: str) -> bytes:
    """Encrypt for a customer (``NOBODY``: with the landlord's own key). ``about`` binds it to its place."""
    return _encrypt(_key(session, customer_id, make=True), plain, about.encode())


def decrypt(session: Session, customer_id: int, sealed: bytes, about: str) -> bytes:
    """The plain bytes. Raises ErasedError once the customer was erased, ValueError when the bytes were changed.

    What was encrypted for a record that became part of the customer's is read with the key of that one.
    """
    own = _key(session, customer_id, make=False)
    try:
        return _decrypt(own, sealed, about.encode())
    except InvalidTag:
        for other in taken_in(session, customer_id):
            with suppress(InvalidTag, ErasedError):
                return _decrypt(_key(session, other, make=False), sealed, about.encode())
        raise ValueError(f"{about}: the encrypted content was changed") from None


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


def _key(session: Session, customer_id: int, *, make: bool) -> AESGCM:
    ring = keyring(session)
    if customer_id == NOBODY:
        return ring.own
    found = session.get(PersonKey, customer_id)
    if found is None:
        if not make:
            raise ErasedError(customer_id)
        fresh = AESGCM.generate_key(bit_length=256)
        found = PersonKey(customer_id=customer_id, wrapped=ring.wrap(fresh, customer_id), made_at=datetime.now(UTC))
        session.add(found)
        session.flush()
    return ring.unwrap(found.wrapped, customer_id)


def _derive(data_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(data_key)


def _encrypt(key: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + key.encrypt(nonce, plain, bound)


def _decrypt(key: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    return key.decrypt(sealed[:12], sealed[12:], bound)
