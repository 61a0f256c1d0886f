"""Reading a pack: every field is asked for by name, and what nobody reads is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from casework.rules import colours
from casework.rules.kinds import Kind, read_kind
from casework.rules.pack import (
    DATES,
    RULES,
    Conflict,
    Contact,
    Contradiction,
    Measure,
    OpenHours,
    Origin,
    Pack,
    Role,
    Rule,
)
from casework.rules.packrules import (
    read_appeals,
    read_decision,
    read_notice,
    read_review,
    read_serious,
    read_step,
    read_support,
)
from casework.rules.regulators import HOUSING, ombudsman
from casework.rules.tables import POLICIES, PackError, Table, read, shared
from casework.rules.unacceptable import KNOWN, Examples, read_examples, read_unacceptable
from casework.rules.vocabulary import ACTIONS, BEHAVIOURS, WEEKDAYS

SHARED_FILES = frozenset({"floor", "kinds", "regulators", "bank-holidays", "landlords"})
HEAD = ("key", "name", "policy", "version", *DATES, "to_the_month", "silent")
SECTIONS = ("colours", "contact", "roles", "behaviour", "kinds", "actions", "conflicts", "contradictions")
# Said of a shared kind by a pack: these replace what the shared table says.
REPLACES = ("closes", "review_months", "customers")


def keys() -> tuple[str, ...]:
    """The names of the packs in policies/, in alphabetical order."""
    return tuple(sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem not in SHARED_FILES))


def default_key() -> str:
    """The landlord whose portal this is when nobody says."""
    return shared("landlords").text("default")


def load(key_or_path: str) -> Pack:
    """A pack by its key, or by the path of a file. PackError where there is none or it is wrong."""
    if key_or_path in keys():
        return _load(POLICIES / f"{key_or_path}.toml", 0)
    path = Path(key_or_path)
    if path.is_file():
        return _load(path.resolve(), path.stat().st_mtime_ns)
    raise PackError(f"there is no landlord {key_or_path!r}: give one of {', '.join(keys())}, or the path of a pack")


@cache
def _load(path: Path, changed: int) -> Pack:
    """One file, read once; `changed` makes a file that was edited be read again."""
    return read_pack(read(path))


def read_pack(file: Table) -> Pack:
    """A pack from its table. PackError names the first field that is missing, unknown or wrong."""
    file.only(*HEAD, *SECTIONS, *RULES)
    name = file.text("name")
    silent = frozenset(file.codes("silent", (*RULES, *DATES)))
    floor = _floor_rules()
    rules = _rules(file, name, silent, floor)
    roles = _roles(file)
    decision = read_decision(rules["decision"], roles, name)
    kinds = _kinds(file, name, roles, tuple(decision.tiers or ()))
    return Pack(
        **_head(file, silent),
        **_said_by_the_policy(file, name, tuple(decision.tiers or ())),
        name=name,
        silent=silent,
        ombudsman=ombudsman(HOUSING, date.max),  # Pack.on(day) has that of a day
        roles=roles,
        kinds=kinds,
        rules=rules,
        floor=floor,
        floor_name=shared("floor").text("name"),
        decision=decision,
        unacceptable=read_unacceptable(
            {key: rules[key].table for key in KNOWN}, {key: rules[key].source for key in KNOWN}
        ),
        told=read_step(rules["told"]),
        warning=read_step(rules["warning"]),
        assessment_source=rules["assessment"].source,
        assessment_days_after_risk=floor["assessment"].table.count("working_days_after_risk"),
        support=read_support(rules["support"], floor["support"]),
        serious=read_serious(rules["serious"]),
        notice=read_notice(rules, roles, kinds),
        review=read_review(rules, floor, roles),
        appeals=read_appeals(rules, floor, roles, decision),
        remain_source=rules["channels.remain"].source,
        essential_services=floor["essential"].table.texts("services"),
    )


def _head(file: Table, silent: frozenset[str]) -> dict[str, Any]:
    """The landlord, the document, its dates, and how to reach the landlord."""
    return {
        "key": file.text("key"),
        "policy": file.text("policy"),
        "version": file.text("version"),
        **_days(file, silent),
        "to_the_month": file.codes("to_the_month", DATES, ()),
        "accent": _accent(file.table("colours")),
        "contact": _contact(file.table("contact")),
    }


def _accent(table: Table) -> str:
    """The landlord's colour, in which words can be read on white, and white words on it (WCAG 2.2, 1.4.3)."""
    accent = table.text("accent")
    if not colours.WRITTEN.fullmatch(accent):
        raise table.wrong("accent", 'is no colour like "#14467a"')
    if colours.contrast(accent, colours.faint(accent)) < colours.READABLE:
        raise table.wrong("accent", "is too pale: words in it could not be read. Choose a darker colour")
    return accent


def _said_by_the_policy(file: Table, name: str, tiers: tuple[str, ...]) -> dict[str, Any]:
    """What the policy names: actions, examples of behaviour; and where it meets law, or itself."""
    return {
        "actions": _actions(file.table("actions", {}), name, tiers),
        "behaviour": _behaviour(file.table("behaviour"), name),
        "conflicts": tuple(_conflict(table) for table in file.tables("conflicts")),
        "contradictions": tuple(
            Contradiction(table.text("clause"), table.text("about")) for table in file.tables("contradictions")
        ),
    }


@cache
def _floor_rules() -> Mapping[str, Rule]:
    file = shared("floor")
    name = file.text("name")
    return MappingProxyType(
        {
            key: Rule(key, file.table(key), f"{name} {file.table(key).text('clause')}", "floor")
            for key, value in file.values.items()
            if isinstance(value, dict)
        }
    )


def _rules(file: Table, name: str, silent: frozenset[str], floor: Mapping[str, Rule]) -> Mapping[str, Rule]:
    rules: dict[str, Rule] = {}
    for key in RULES:
        if key in silent and file.has(key):
            raise file.wrong(key, "is given, and named in silent as well")
        if file.has(key):
            table = file.table(key)
            rules[key] = Rule(key, table, f"{name} {table.text('clause')}", "policy")
        elif key not in silent:
            raise file.wrong(key, "is missing: give it, or name it in silent")
        elif key in floor:
            rules[key] = floor[key]
        else:
            origin: Origin = "silent"
            rules[key] = Rule(key, Table(f"{file.name}.{key}", {}), name, origin)
    return MappingProxyType(rules)


def _days(file: Table, silent: frozenset[str]) -> dict[str, date | None]:
    days: dict[str, date | None] = {}
    for key in DATES:
        if key in silent and file.has(key):
            raise file.wrong(key, "is given, and named in silent as well")
        days[key] = None if key in silent else file.day(key)
    return days


def _roles(file: Table) -> Mapping[str, Role]:
    roles: dict[str, Role] = {}
    for table in file.tables("roles"):
        table.only("code", "rank", "service")
        code = table.text("code")
        if code in roles:
            raise table.wrong("code", f"names {code!r} a second time")
        roles[code] = Role(code, table.count("rank"), table.text("service") if table.has("service") else None)
    if not roles:
        raise file.wrong("roles", "is missing")
    return MappingProxyType(roles)


def _kinds(file: Table, name: str, roles: Mapping[str, Role], tiers: tuple[str, ...]) -> Mapping[str, Kind]:
    """Every shared kind, as this pack has it, then the pack's own."""
    known = shared("kinds")
    own = file.table("kinds", {})
    kinds: dict[str, Kind] = {}
    for code in dict.fromkeys((*known.values, *own.values)):
        values = dict(known.values.get(code, {}))
        if own.has(code):
            given = own.table(code)
            if code in known.values:
                given.only(*REPLACES, "clause", "tier", "deciders", "at_most", "except_for", "first")
            values.update(given.values)
            kinds[code] = read_kind(code, Table(given.name, values), name, tuple(roles), tiers)
        else:
            kinds[code] = read_kind(code, Table(f"{known.name}.{code}", values))
    return MappingProxyType(kinds)


def _actions(table: Table, name: str, tiers: tuple[str, ...]) -> Mapping[str, Measure]:
    table.only(*ACTIONS)
    actions: dict[str, Measure] = {}
    for code in table.values:
        given = table.table(code)
        given.only("clause", "tier")
        tier = given.one_of("tier", tiers) if given.has("tier") else None
        actions[code] = Measure(f"{name} {given.text('clause')}", tier)
    return MappingProxyType(actions)


def _behaviour(table: Table, name: str) -> Mapping[str, Examples]:
    table.only(*BEHAVIOURS)
    return MappingProxyType(
        {
            code: read_examples(table.table(code), f"{name} {table.table(code).text('clause')}")
            for code in BEHAVIOURS
            if table.has(code)
        }
    )


def _contact(table: Table) -> Contact:
    table.only("phone", "emergency_phone", "gas_phone", "email", "address", "hours")
    return Contact(
        phone=table.text("phone"),
        emergency_phone=table.text("emergency_phone"),
        gas_phone=table.text("gas_phone"),
        email=table.text("email"),
        address=table.texts("address"),
        hours=tuple(
            OpenHours(hours.codes("days", WEEKDAYS), hours.text("from"), hours.text("to"))
            for hours in table.tables("hours")
        ),
    )


def _conflict(table: Table) -> Conflict:
    table.only("id", "clause", "about", "law", "severity", "product")
    return Conflict(
        id=table.text("id"),
        clause=table.text("clause"),
        about=table.text("about"),
        law=table.text("law"),
        severity=cast(Literal["high", "medium", "low"], table.one_of("severity", ("high", "medium", "low"))),
        product=table.text("product"),
    )
