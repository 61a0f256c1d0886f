"""The open-door proof for one person: each service by each way of contact, and whether they can use it (RULES 2, 6).

Contact about an essential service is touched by no restriction: each of them keeps every way that this person can use.
Everything else goes by the ways that are left. The proof holds where each line of the table has one that is usable.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from casework.rules.channels import CHANNELS, closed_channels, open_channels
from casework.rules.pack import Pack
from casework.rules.proposal import Restriction

State = Literal["open", "not_for_them", "closed"]
ANYTHING_ELSE: Final = ""  # the line of the table that is no essential service


@dataclass(frozen=True, slots=True)
class Line:
    """One service with the state of each channel, in the order of the vocabulary."""

    service: str
    ways: tuple[State, ...]

    @property
    def reachable(self) -> bool:
        """True where this person can use one of the ways."""
        return "open" in self.ways

    def usable(self) -> tuple[str, ...]:
        """The channels that are open and that they can use."""
        return tuple(channel for channel, state in zip(CHANNELS, self.ways, strict=True) if state == "open")


@dataclass(frozen=True, slots=True)
class Proof:
    """The whole table: everything else first, then the essential services."""

    lines: tuple[Line, ...]

    @property
    def holds(self) -> bool:
        """True where no line is without a usable way."""
        return all(line.reachable for line in self.lines)


def proof(
    pack: Pack,
    restrictions: Sequence[Restriction],
    advocate: bool,
    cannot_use: Collection[str],
    opened: Collection[str] = (),
) -> Proof:
    """The table under these restrictions. ``opened``: ways that opened by themselves."""
    left = open_channels(pack, restrictions, advocate, opened)
    everything = open_channels(pack, (), advocate)
    lines = [Line(ANYTHING_ELSE, _states(left, cannot_use))]
    for service in pack.essential_services:
        closing = [one for one in restrictions if service in pack.kinds[one.kind].closes_services]
        lost = frozenset[str]().union(*(closed_channels(pack, one) or everything for one in closing))
        lines.append(Line(service, _states(everything - lost, cannot_use)))
    return Proof(tuple(lines))


def as_kept(found: Proof, cannot_use: Collection[str], advocate: bool) -> dict[str, Any]:
    """What a decision keeps of the proof on the day when it is issued."""
    essential = set(CHANNELS).intersection(*(line.usable() for line in found.lines[1:]))
    return {
        "usable": list(found.lines[0].usable()),
        "essential": [channel for channel in CHANNELS if channel in essential],
        "cannot_use": sorted(cannot_use),
        "advocate": advocate,
    }


def _states(is_open: Collection[str], cannot_use: Collection[str]) -> tuple[State, ...]:
    return tuple(
        "closed" if channel not in is_open else "not_for_them" if channel in cannot_use else "open"
        for channel in CHANNELS
    )
