"""Customers out of a file of the housing system: each line checked, all of them put on record at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import insert, select

import letters
from casework.actions import text
from casework.actions.work import RefusedError, Work
from casework.records.administration import ImportBatch, ImportTask
from casework.records.base import Base, new_ref
from casework.records.people import Customer
from casework.records.search import SearchKey
from casework.rules import imports
from casework.rules.imports import Fault, Line
from casework.rules.searching import Findable, keys_of
from casework.rules.vocabulary import CUSTOMERS, DIRECT_CHANNELS
from translations import LANGUAGES

_AT_ONCE: Final = 500  # rows of one statement
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_OLDEST: Final = date(1900, 1, 1)
_FOUND_BY: Final = {
    "ref": "ref", "name": "name", "address": "address", "phone": "phone", "tenancy_ref": "tenancy_ref",
    "number": "external_ref",
}  # fmt: skip

Item = TypeVar("Item")


@dataclass(frozen=True)
class Found:
    """What looking through a file found. ``take_in``: puts it on record, and returns the references of what it made."""

    to_take: int
    known: int
    faults: Sequence[Fault]
    take_in: Callable[[Work, ImportBatch], list[str]]


@dataclass
class _Read:
    """The lines as they are read one after the other."""

    today: date
    fresh: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def line(self, line: Line) -> None:
        """One customer, or what is wrong with the line."""
        row: dict[str, Any] = {}
        for column, reader in _COLUMNS.items():
            try:
                row[column] = reader(line)
            except _FaultError as error:
                self.faults.append(Fault(line.number, error.column, error.code, line[error.column]))
        born = row.get("date_of_birth")
        if born is not None and not _OLDEST <= born < self.today:
            self.faults.append(Fault(line.number, "date_of_birth", "not_a_birthday", line["date_of_birth"]))
        self.fresh.append(row)


class _FaultError(Exception):
    def __init__(self, column: str, code: str) -> None:
        super().__init__(code)
        self.column, self.code = column, code


def look(work: Work, lines: tuple[Line, ...]) -> Found:
    """Look every line through. A number that is on record already, or a person who is, is left as it is."""
    read, seen = _Read(work.today), set[str]()
    known = _known_numbers(work, (line["number"] for line in lines))
    here = _without_number(work)
    linked: dict[int, str] = {}
    left = 0
    for line in lines:
        number = line["number"]
        if number and number in seen:
            read.faults.append(Fault(line.number, "number", "twice", number))
        seen.add(number)
        born = imports.day(line["date_of_birth"])
        person = here.get((line["name"].casefold(), born)) if born else None
        if number in known:
            left += 1
        elif number and person is not None and person not in linked:
            linked[person] = number
        else:
            read.line(line)
    fresh = read.fresh

    def take_in(work: Work, batch: ImportBatch) -> list[str]:
        _link(work, linked)
        return _put(work, batch, fresh)

    return Found(len(fresh) - len({fault.line for fault in read.faults}), left + len(linked), read.faults, take_in)


def _link(work: Work, numbers: Mapping[int, str]) -> None:
    """Give those who are on record already their number in the housing system."""
    for some in _parts(tuple(numbers)):
        for person in work.session.scalars(select(Customer).where(Customer.id.in_(some))):
            person.external_ref = numbers[person.id]
        work.session.flush()


def _parts(found: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))


def _put(work: Work, batch: ImportBatch, fresh: list[dict[str, Any]]) -> list[str]:
    """All of them on record, with what they are found by, and with what they lack."""
    refs = _fresh_refs(work, len(fresh))
    for some in _parts(list(zip(refs, fresh, strict=True))):
        given = [{**row, "ref": ref, "session_version": 1, "created_at": work.now} for ref, row in some]
        work.session.execute(insert(Base.metadata.tables[Customer.__tablename__]), given)
        there = select(Customer.ref, Customer.id).where(Customer.ref.in_([ref for ref, _row in some]))
        ids = {ref: number for ref, number in work.session.execute(there)}
        numbers = [ids[ref] for ref, _row in some]
        found = [
            {"key": key, "customer_id": number}
            for number, row in zip(numbers, given, strict=True)
            for key in keys_of(Findable(**{name: row[column] for name, column in _FOUND_BY.items()}))
        ]
        work.session.execute(insert(Base.metadata.tables[SearchKey.__tablename__]), found)
        lacking = [
            _task(batch, number, row["ref"])
            for number, row in zip(numbers, given, strict=True)
            if not (row["address"] or row["email"] or row["phone"])
        ]
        if lacking:
            work.session.execute(insert(ImportTask), lacking)
    return refs


def _task(batch: ImportBatch, customer_id: int, ref: str) -> dict[str, Any]:
    return {
        "ref": new_ref("X"), "batch_id": batch.id, "customer_id": customer_id, "subject": ref,
        "code": "no_way_to_reach", "source": "", "state": "open", "note": "",
    }  # fmt: skip


def _fresh_refs(work: Work, count: int) -> list[str]:
    """As many references that nobody has: among very many people two might be drawn alike."""
    found: dict[str, None] = {}
    while len(found) < count:
        drawn = [new_ref("C") for _ in range(min(_AT_ONCE, count - len(found)))]
        taken = set(work.session.scalars(select(Customer.ref).where(Customer.ref.in_(drawn))))
        found.update((ref, None) for ref in drawn if ref not in taken)
    return list(found)


def _known_numbers(work: Work, numbers: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in _parts(sorted({number for number in numbers if number})):
        found.update(
            number
            for number in work.session.scalars(select(Customer.external_ref).where(Customer.external_ref.in_(some)))
            if number
        )
    return found


def _without_number(work: Work) -> dict[tuple[str, date], int]:
    """Those who are on record without a number of the housing system, by name and date of birth."""
    chosen = select(Customer.id, Customer.name, Customer.date_of_birth)
    here = work.session.execute(chosen.where(Customer.external_ref.is_(None), Customer.erased_at.is_(None)))
    return {(name.casefold(), born): number for number, name, born in here}


# What a column becomes


def _words(column: str, most: int, *, needed: bool = False) -> Callable[[Line], str | None]:
    def read(line: Line) -> str | None:
        try:
            said = text.line(line[column], column, most)
        except RefusedError as error:
            raise _FaultError(column, error.code) from error
        if needed and not said:
            raise _FaultError(column, "missing")
        return said or None

    return read


def _one_of(column: str, choices: Iterable[str], otherwise: str) -> Callable[[Line], str]:
    known = frozenset(choices)

    def read(line: Line) -> str:
        said = line[column].lower() or otherwise
        if said not in known:
            raise _FaultError(column, "unknown_code")
        return said

    return read


def _birthday(line: Line) -> date | None:
    if not line["date_of_birth"]:
        raise _FaultError("date_of_birth", "missing")
    found = imports.day(line["date_of_birth"])
    if found is None:
        raise _FaultError("date_of_birth", "not_a_day")
    return found


def _address(line: Line) -> list[str]:
    try:
        said = [text.line(part, "address") for part in imports.several(line["address"])]
    except RefusedError as error:
        raise _FaultError("address", error.code) from error
    postcode = line["postcode"].upper()
    return [*said, *([postcode[:12]] if postcode and postcode not in said else [])]


def _email(line: Line) -> str | None:
    said = line["email"].lower()
    if said and (len(said) > 254 or not _EMAIL.fullmatch(said)):
        raise _FaultError("email", "email_unreadable")
    return said or None


def _phone(line: Line) -> str | None:
    try:
        return text.phone(line["telephone"])
    except RefusedError as error:
        raise _FaultError("telephone", error.code) from error


_COLUMNS: Final[dict[str, Callable[[Line], Any]]] = {
    "external_ref": _words("number", 60, needed=True),
    "name": _words("name", 200, needed=True),
    "date_of_birth": _birthday,
    "kind": _one_of("kind", CUSTOMERS, "tenant"),
    "address": _address,
    "email": _email,
    "phone": _phone,
    "tenancy_ref": _words("tenancy", 40),
    "language": _one_of("language", LANGUAGES, "en"),
    "letter_format": _one_of("letters_as", letters.FORMATS, "pdf"),
    "preferred_channel": _one_of("contact_by", (*DIRECT_CHANNELS, "text"), "letter"),
}
