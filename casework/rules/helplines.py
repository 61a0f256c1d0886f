"""Whom to ring for each essential service, also when these pages do not work.

Most are reached at the landlord's own numbers; bodies outside it (policies/regulators.toml) can help as well, or
instead. Nothing here depends on a restriction: none applies to contact about an essential service (RULES 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casework.rules.pack import Pack
from casework.rules.regulators import holding
from casework.rules.tables import Table, shared

# What has a number of its own at the landlord; everything else is asked for at the main number.
_AT_ONCE = frozenset({"emergency_repair", "hazard"})
# What the landlord itself does not do: only the bodies outside it.
_ELSEWHERE = frozenset({"ombudsman", "representative"})


@dataclass(frozen=True, slots=True)
class Helpline:
    """A body outside the landlord. `code` is for its name in words where `name`, a name of its own, is blank."""

    code: str
    name: str
    phone: str
    website: str
    services: tuple[str, ...]
    valid_from: date
    checked: date


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach one essential service: the landlord's number (blank where others do it), and who else helps."""

    service: str
    phone: str
    others: tuple[Helpline, ...]


@lru_cache(8)
def helplines(on: date) -> Mapping[str, Helpline]:
    """Every body outside the landlord by its code, as it is reached on a day. PackError where the record is wrong."""
    return holding(map(_helpline, shared("regulators").tables("helplines")), on)


def _helpline(table: Table) -> Helpline:
    table.only("code", "name", "phone", "website", "services", "valid_from", "checked")
    return Helpline(
        code=table.text("code"),
        name=table.text("name") if table.has("name") else "",
        phone=table.text("phone"),
        website=table.text("website") if table.has("website") else "",
        services=table.codes("services", shared("floor").table("essential").texts("services"), ()),
        valid_from=table.day("valid_from"),
        checked=table.day("checked"),
    )


def reaches(pack: Pack, on: date) -> tuple[Reach, ...]:
    """Each essential service with whom to ring for it on a day, in the order of the floor."""
    return tuple(reach(pack, service, on) for service in pack.essential_services)


def reach(pack: Pack, service: str, on: date) -> Reach:
    """Whom to ring for one essential service."""
    if service == "ombudsman":
        phone = pack.on(on).ombudsman.phone
    elif service in _ELSEWHERE:
        phone = ""
    else:
        phone = pack.contact.emergency_phone if service in _AT_ONCE else pack.contact.phone
    return Reach(service, phone, tuple(one for one in helplines(on).values() if service in one.services))
