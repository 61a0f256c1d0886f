"""Every file that is on record: whether it is there and as it was, and bringing all of them to another place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from casework.records import files, keys
from casework.records.administration import ImportBatch
from casework.records.appeals import Evidence
from casework.records.asked import AskedCopy
from casework.records.bundles import Bundle
from casework.records.letters import Delivery, Letter
from casework.records.stores import Store


@dataclass(frozen=True)
class Stored:
    """A file: its name in the store, whose key it is encrypted with, and the reference of what it is or belongs to."""

    name: str
    customer_id: int
    ref: str


@dataclass(frozen=True)
class Damaged:
    """``how``: gone, or changed."""

    file: Stored
    how: str


def on_record(session: Session) -> Iterator[Stored]:
    """All of them. One that the night, or a person, removes meanwhile may still be among them."""
    for chosen in _CHOSEN:
        for name, customer_id, ref in session.execute(chosen):
            if name:
                yield Stored(name, customer_id or keys.NOBODY, ref)


def damaged(session: Session) -> Iterator[Damaged]:
    """Those that are not there, or are not what was put there. OSError where the store itself does not answer."""
    for file in on_record(session):
        try:
            files.get(session, file.customer_id, file.name)
        except keys.ErasedError:
            continue  # erased while we looked
        except files.LostFileError as fault:
            yield Damaged(file, "gone" if isinstance(fault.__context__, FileNotFoundError) else "changed")


def copy(session: Session, source: Store, target: Store) -> int:
    """Bring every file on record that ``target`` lacks there from ``source``; returns how many.

    Each is read back before it counts. One that neither has is left: ``damaged`` names it.
    """
    done = 0
    for file in on_record(session):
        try:
            target.get(file.name)
        except FileNotFoundError:
            done += _copy_one(file.name, source, target)
    return done


def _copy_one(name: str, source: Store, target: Store) -> int:
    try:
        data = source.get(name)
    except FileNotFoundError:
        return 0
    target.put(name, data)
    if hashlib.sha256(target.get(name)).digest() != hashlib.sha256(data).digest():
        raise OSError(f"the file {name} is not there as it was put there")
    return 1


def _of_letters(kept: type[Delivery] | type[AskedCopy]) -> Select[str | None, int, str]:
    return select(kept.stored_as, Letter.customer_id, Letter.ref).join(Letter, kept.letter_id == Letter.id)


# Each gives the file's name, the number of the customer whose it is, and a reference.
_CHOSEN: Final[tuple[Select[str | None, int, str] | Select[str, int | None, str], ...]] = (
    select(Evidence.stored_as, Evidence.customer_id, Evidence.ref),
    _of_letters(Delivery),
    _of_letters(AskedCopy),
    select(Bundle.stored_as, Bundle.customer_id, Bundle.ref),
    select(ImportBatch.stored_as, literal(keys.NOBODY), ImportBatch.ref),
)  # fmt: skip
