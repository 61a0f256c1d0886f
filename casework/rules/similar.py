"""Similar cases beside a proposal, told only where so many of them are counted that they say something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SMALLEST_GROUP: Final = 10  # fewer say little, and may name somebody


@dataclass(frozen=True, slots=True)
class Count:
    """Settled cases with one kind of behaviour: in how many one kind was decided, and in how many it ended early."""

    behaviour: str
    kind: str
    cases: int
    imposed: int
    ended_early: int


@dataclass(frozen=True, slots=True)
class Similar:
    """What may be told of them; None for a number whose group is too small. Both outcomes are given, or neither."""

    behaviour: str
    kind: str
    cases: int | None
    imposed: int | None
    otherwise: int | None
    ended_early: int | None
    stood: int | None


def told(counts: Iterable[Count]) -> tuple[Similar, ...]:
    """Each count as far as it may be told."""
    return tuple(_told(one) for one in counts)


def _told(one: Count) -> Similar:
    enough, enough_imposed = one.cases >= SMALLEST_GROUP, one.imposed >= SMALLEST_GROUP
    return Similar(
        one.behaviour,
        one.kind,
        cases=one.cases if enough else None,
        imposed=one.imposed if enough else None,
        otherwise=one.cases - one.imposed if enough else None,
        ended_early=one.ended_early if enough_imposed else None,
        stood=one.imposed - one.ended_early if enough_imposed else None,
    )
