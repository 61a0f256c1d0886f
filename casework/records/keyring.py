"""The keys on which all others hang: data keys, which come from the settings, and the landlord's own keys under them.

A data key wraps other keys and makes seals; no word that anybody wrote is encrypted with it. So another can take its
place: what it wrapped is wrapped anew (casework/actions/rotating.py), and what those keys encrypted stays as it is.
While that goes on, several are known: the first wraps and seals, the others only open.

What each of the landlord's own keys is for (``FIRST``):

    own      encrypts what is no customer's
    columns  encrypts the words in columns (casework/records/sealed.py)
    hashes   hashes codes and tokens; it stays the same for good, since nobody but its holder can say a code once more

Of the first two there is a fresh one with each data key: the one with the highest number encrypts, the others open.
"""

from __future__ import annotations

import copy
import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.records.base import Base

# How the first of each kind, number 0, is derived from the data key of the first day.
FIRST: Final = {"own": b"what is no customer's", "hashes": b"hash codes and tries", "columns": b"words in columns"}
RENEWED: Final = ("own", "columns")

Kept = tuple[str, int, bytes]  # purpose, number and wrapped bytes of one of the landlord's own keys


class StrangeKeyError(ValueError):
    """None of the data keys that were given opens this."""


class LandlordKey(Base):
    """One of the landlord's own keys, wrapped with a data key. The first ones are written by ``database upgrade``."""

    __tablename__ = "landlord_key"

    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)  # of FIRST
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class _DataKey:
    """What follows from one data key."""

    def __init__(self, secret: bytes) -> None:
        self.wrapping = AESGCM(_derive(secret, b"wrap persons' keys"))
        self.seal = _derive(secret, b"seal the chain")
        self.files = _derive(secret, b"encrypt backups")
        self.first = {purpose: _derive(secret, info) for purpose, info in FIRST.items()}


@dataclass(frozen=True)
class _Own:
    """The landlord's own keys, ready for use."""

    hashes: bytes = field(repr=False)
    own: Mapping[int, AESGCM]  # by number, the newest first, as below
    columns: Mapping[int, AESGCM]


class Keyring:
    """The data keys, and what is under them. ``Database`` gives each session the one that reads its own table."""

    def __init__(self, data_key: bytes, *others: bytes, seals: bool = True) -> None:
        """``data_key``: at least 32 bytes of chance, from the settings. ``others``: those that only open, oldest last.

        ``seals``: whether words in columns are sealed, or written in plain while the release before still runs.
        """
        self._data = tuple(_DataKey(one) for one in (data_key, *others))
        self._read: Callable[[], Iterable[Kept]] = tuple
        self._found: _Own | None = None
        self.seals = seals

    def reading(self, kept: Callable[[], Iterable[Kept]]) -> Keyring:
        """The same, with the landlord's own keys from there, read when they are first needed."""
        again = copy.copy(self)
        again._read, again._found = kept, None
        return again

    def refresh(self) -> None:
        """Read the landlord's own keys again: there are others since."""
        self._found = None

    def keyed_hash(self, *parts: str) -> str:
        """A hash that nobody without the data key can look up (codes, tokens, whom a try was for)."""
        return hmac.new(self._landlords.hashes, "\0".join(parts).encode(), hashlib.sha256).hexdigest()

    def seal(self, text: str) -> str:
        """The seal on the head of the event chain: without the key nobody can cut its end off unseen."""
        return _seal(self._data[0], text)

    def is_seal(self, seal: str, text: str) -> bool:
        """Was it made with one of the data keys that are known?"""
        return any(hmac.compare_digest(seal, _seal(one, text)) for one in self._data)

    def wrap(self, key: bytes, about: str) -> bytes:
        return encrypt_with(self._data[0].wrapping, key, about.encode())

    def unwrap(self, wrapped: bytes, about: str) -> bytes:
        """The key. Raises StrangeKeyError."""
        for one in self._data:
            try:
                return decrypt_with(one.wrapping, wrapped, about.encode())
            except InvalidTag:
                continue
        raise StrangeKeyError(f"{about}: wrapped with a DATA_KEY that was not given")

    def wrapped_anew(self, wrapped: bytes, about: str) -> bytes | None:
        """The same key, wrapped with the first data key; None where it is already. Raises StrangeKeyError."""
        try:
            decrypt_with(self._data[0].wrapping, wrapped, about.encode())
        except InvalidTag:
            return self.wrap(self.unwrap(wrapped, about), about)
        return None

    def first_wrapped(self, purpose: str) -> bytes:
        """The landlord's first key of this kind, as it is to be kept: from the oldest data key, and wrapped with it."""
        oldest = self._data[-1]
        return encrypt_with(oldest.wrapping, oldest.first[purpose], about(purpose, 0).encode())

    def of_file(self, salt: bytes) -> tuple[AESGCM, ...]:
        """The keys that one backup, which says its salt, may have: the first is the one to encrypt it with."""
        return tuple(AESGCM(_derive(one.files, b"backup", salt)) for one in self._data)

    @property
    def own(self) -> tuple[AESGCM, ...]:
        """The keys for what is no customer's: the first encrypts, all open."""
        return tuple(self._landlords.own.values())

    @property
    def newest_of_columns(self) -> int:
        """The number of the key with which columns are sealed."""
        return next(iter(self._landlords.columns))

    def of_columns(self, number: int) -> AESGCM:
        """A key of columns. Raises StrangeKeyError where there is none of this number."""
        if number not in self._landlords.columns:
            self.refresh()  # another process made it since
        try:
            return self._landlords.columns[number]
        except KeyError:
            raise StrangeKeyError(f"there is no key of columns with the number {number}") from None

    @property
    def _landlords(self) -> _Own:
        found = self._found
        if found is None:
            found = self._found = self._opened()
        return found

    def _opened(self) -> _Own:
        keys = {(purpose, 0): self._data[-1].first[purpose] for purpose in FIRST}
        keys |= {(purpose, n): self.unwrap(wrapped, about(purpose, n)) for purpose, n, wrapped in self._read()}
        numbered: dict[str, dict[int, AESGCM]] = {purpose: {} for purpose in RENEWED}
        for purpose, number in sorted(keys, reverse=True):
            if purpose in numbered:
                numbered[purpose][number] = AESGCM(keys[purpose, number])
        return _Own(keys["hashes", 0], **numbered)


def about(purpose: str, number: int) -> str:
    """To what the wrapping of one of the landlord's own keys is bound."""
    return f"landlord {purpose} {number}"


def encrypt_with(key: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + key.encrypt(nonce, plain, bound)


def decrypt_with(key: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    """The plain bytes. Raises InvalidTag."""
    return key.decrypt(sealed[:12], sealed[12:], bound)


def _seal(key: _DataKey, text: str) -> str:
    return hmac.new(key.seal, text.encode(), hashlib.sha256).hexdigest()


def _derive(secret: bytes, purpose: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(secret)
