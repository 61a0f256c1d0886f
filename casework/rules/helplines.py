"""Whom to ring for each essential service, also when these pages do not work.

Most are reached at the landlord's own numbers; bodies outside it (policies/regulators.toml) can help as well, or
instead. Nothing here depends on a restriction: none applies to contact about an essential service (RULES 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from casework.rules.pack import Pack
from casework.rules.tables import shared

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
    checked: date


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach one essential service: the landlord's number (blank where others do it), and who else helps."""

    service: str
    phone: str
    others: tuple[Helpline, ...]


@cache
def helplines() -> Mapping[str, Helpline]:
    """Every body outside the landlord by its code, as last checked. PackError where the record is wrong."""
    found = {}
    for table in shared("regulators").tables("helplines"):
        table.only("code", "name", "phone", "website", "services", "checked")
        found[table.text("code")] = Helpline(
            code=table.text("code"),
            name=table.text("name") if table.has("name") else "",
            phone=table.text("phone"),
            website=table.text("website") if table.has("website") else "",
            services=table.codes("services", shared("floor").table("essential").texts("services"), ()),
            checked=table.day("checked"),
        )
    return found


def reaches(pack: Pack) -> tuple[Reach, ...]:
    """Each essential service with whom to ring for it, in the order of the floor."""
    return tuple(reach(pack, service) for service in pack.essential_services)


def reach(pack: Pack, service: str) -> Reach:
    """Whom to ring for one essential service."""
    if service == "ombudsman":
        phone = pack.ombudsman.phone
    elif service in _ELSEWHERE:
        phone = ""
    else:
        phone = pack.contact.emergency_phone if service in _AT_ONCE else pack.contact.phone
    return Reach(service, phone, tuple(one for one in helplines().values() if service in one.services))
