"""What it means to switch a rule of a pack off, one at a time: for `make clauses CHALLENGE=1`.

Nobody but the tests knows of this. A switch is a pack as it would be if the policy did not have that rule:

- a rule of its own table is named in `silent`, so that the floor takes its place, or nothing does;
- one part of a rule leaves its list (an example of behaviour, a step, a role that may be asked, a service);
- a kind of restriction or an action leaves the policy; what the policy says of it (who decides, what it closes) goes;
- a gate falls: the least senior role is enough to decide, to hear an appeal or to sign;
- a number moves by one (months, working days), a yes becomes a no.

What is the same with and without (a tier that is the usual one) is no switch, nor is what no pack may say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from casework.rules.pack import RULES, Pack
from casework.rules.packfile import read_pack
from casework.rules.tables import POLICIES, PackError, Table, read

# Fields whose value is the role that a gate asks for.
GATES = frozenset({"signer", "role", "hearer"})
# A number that is a threshold: one fewer lets more through. Every other number is a period: one more is later.
THRESHOLDS = frozenset({"people"})
WEAKER: Mapping[str, Mapping[str, str]] = {"route": {"elsewhere": "here"}, "severity": {"stop": "warn"}}
# A field that can go without the rule: what it adds is then not said.
OPTIONAL = frozenset({"opens", "agreement_clause"})


@dataclass(frozen=True)
class Switch:
    """One rule switched off: whose, what, the clause that gave it, and the pack's file without it."""

    landlord: str
    what: str
    clause: str
    file: Mapping[str, Any]

    def pack(self) -> Pack:
        """The pack without the rule. PackError where what is left is no pack."""
        return read_pack(Table(f"{self.landlord} without {self.what}", self.file))


def switches(landlord: str) -> Iterator[Switch]:
    """Every rule of one landlord's pack, off one after the other."""
    file = dict(read(POLICIES / f"{landlord}.toml").values)
    for off in (_rules, _kinds, _actions, _behaviour):
        for what, clause, changed in off(file):
            switch = Switch(landlord, what, clause, changed)
            with suppress(PackError):
                switch.pack()
                yield switch


Change = tuple[str, str, dict[str, Any]]


def _rules(file: dict[str, Any]) -> Iterator[Change]:
    for name in (name for name in RULES if name in file):
        clause = file[name]["clause"]
        yield name, clause, _silent(file, name)
        for field in sorted(file[name].keys() - {"clause"}):
            for what, changed in _of_field(file, (name, field)):
                yield f"{name}.{field}{what}", clause, changed


def _silent(file: dict[str, Any], name: str) -> dict[str, Any]:
    """The file silent about a rule. Without levels of authority nothing may name one."""
    changed = deepcopy(file)
    gone = changed.pop(name)
    changed["silent"] = [*changed["silent"], name]
    if gone.get("mode") == "tiers" and name == "decision":
        for one in (*changed["kinds"].values(), *changed["actions"].values()):
            one.pop("tier", None)
        if changed.get("appeal.hearer", {}).get("mode") == "tiers":
            return _silent(changed, "appeal.hearer")
    return changed


def _of_field(file: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """One field weaker, in each way in which it can be."""
    value, field = _at(file, path), str(path[-1])
    if field in GATES:
        yield " falls", _set(file, path, _least_senior(file))
    elif value is True:
        yield " is no", _set(file, path, False)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield " moves by one", _set(file, path, value - 1 if field in THRESHOLDS else value + 1)
    elif isinstance(value, str):
        yield from _of_text(file, path)
    elif isinstance(value, list):
        yield from _of_list(file, path)


def _of_list(file: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    value, field = _at(file, path), str(path[-1])
    if field == "seats":
        for place, seat in enumerate(value):
            yield f" without {seat['role']}", _without(file, (*path, place))
            yield from _of_field(file, (*path, place, "people"))
    elif all(isinstance(part, dict) for part in value):
        for place, part in enumerate(value):
            for inner in sorted(part.keys() - {"code", "clause"}):
                for what, changed in _of_field(file, (*path, place, inner)):
                    yield f"[{place}].{inner}{what}", changed
    elif len(value) > 1 or field == "excused":
        for part in value:
            yield f" without {part}", _set(file, path, [one for one in value if one != part])


def _of_text(file: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    value, field = _at(file, path), str(path[-1])
    if value in WEAKER.get(field, {}):
        yield " is weaker", _set(file, path, WEAKER[field][value])
    elif field in OPTIONAL and value:
        yield " is not said", _without(file, path)


def _kinds(file: dict[str, Any]) -> Iterator[Change]:
    usual_tier = file.get("decision", {}).get("kinds")
    for code, said in file.get("kinds", {}).items():
        clause = said["clause"]
        yield f"kinds.{code}", clause, _without(file, ("kinds", code))
        for field in sorted(said.keys() - {"clause"}):
            path = ("kinds", code, field)
            if field == "deciders":
                yield f"kinds.{code}.{field} falls", clause, _set(file, path, [_least_senior(file)])
            elif field == "review_months":
                yield f"kinds.{code}.{field} moves by one", clause, _set(file, path, said[field] + 1)
            elif field != "tier" or said[field] != usual_tier:
                yield f"kinds.{code}.{field} is not said", clause, _without(file, path)


def _actions(file: dict[str, Any]) -> Iterator[Change]:
    usual_tier = file.get("decision", {}).get("actions")
    for code, said in file.get("actions", {}).items():
        yield f"actions.{code}", said["clause"], _without(file, ("actions", code))
        if said.get("tier", usual_tier) != usual_tier:
            yield f"actions.{code}.tier is not said", said["clause"], _without(file, ("actions", code, "tier"))


def _behaviour(file: dict[str, Any]) -> Iterator[Change]:
    for code, said in file["behaviour"].items():
        path = ("behaviour", code, "examples")
        for example in said["examples"]:
            others = [one for one in said["examples"] if one != example]
            yield f"behaviour.{code} without {example}", said["clause"], _set(file, path, others)


def _least_senior(file: dict[str, Any]) -> str:
    return str(min(file["roles"], key=lambda role: role["rank"])["code"])


def _at(file: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        file = file[step]
    return file


def _set(file: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    changed = deepcopy(file)
    _at(changed, path[:-1])[path[-1]] = value
    return changed


def _without(file: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    changed = deepcopy(file)
    del _at(changed, path[:-1])[path[-1]]
    return changed
