"""Bodies outside the landlord that hear complaints: the record that holds on a day (policies/regulators.toml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Protocol, TypeVar

from casework.rules.tables import PackError, Table, shared

HOUSING: Final = "housing"
LOCAL_GOVERNMENT: Final = "local_government"
_FIELDS: Final = ("code", "name", "phone", "website", "address", "valid_from", "checked")


class Dated(Protocol):
    """A record of something that changes; `valid_from`: the first day on which it is known to be right."""

    @property
    def code(self) -> str: ...
    @property
    def valid_from(self) -> date: ...


One = TypeVar("One", bound=Dated)


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """A body that hears complaints about landlords or councils, as last checked."""

    code: str
    name: str
    phone: str
    website: str
    address: tuple[str, ...]
    valid_from: date
    checked: date


def holding(records: Iterable[One], on: date) -> dict[str, One]:
    """Of each code the record that holds on a day: the newest that has begun, or the first where none has."""
    found: dict[str, One] = {}
    for one in sorted(records, key=lambda record: record.valid_from):
        if one.code not in found or one.valid_from <= on:
            found[one.code] = one
    return found


@lru_cache(8)
def ombudsman(code: str, on: date) -> Ombudsman:
    """The body with this code, as it is reached on a day. PackError where the record is wrong or names none."""
    found = holding(map(_ombudsman, shared("regulators").tables("ombudsmen")), on)
    if code not in found:
        raise PackError(f"regulators.toml names no ombudsman {code!r}")
    return found[code]


def _ombudsman(table: Table) -> Ombudsman:
    table.only(*_FIELDS)
    return Ombudsman(
        code=table.text("code"),
        name=table.text("name"),
        phone=table.text("phone"),
        website=table.text("website"),
        address=table.texts("address"),
        valid_from=table.day("valid_from"),
        checked=table.day("checked"),
    )
