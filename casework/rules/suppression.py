"""Small numbers that nobody can work out: what of a count by groups may be shown, and when it may be shown.

Three things keep a person from being found in the figures.

* A group of fewer people than so many is hidden, nought like nine (primary). Its number could be taken from the total,
  so another group is hidden with it, and more until together they hold so many: each of them may then still have so
  many different numbers, even for somebody who knows this rule (secondary). All hidden groups look alike.
* Each act is counted in one block of months, and blocks do not overlap. What was shown of a block never changes, and
  the next counts none of its acts: so one month's figures taken from another's give nothing but a block's own.
* A block ends only when something of it can be shown. Until then its months wait, and are counted together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

HIDDEN: Final = None


def protected(counts: Mapping[str, int], fewest: int, people: Mapping[str, int] | None = None) -> dict[str, int | None]:
    """The counts with what must not be seen hidden (None). The order of the groups stays, and matters: the last is
    hidden wherever anything is, and then the one before it, whatever their numbers. (Were the smallest chosen, the
    choice itself would tell numbers.)

    ``people``: of each group how many different people its acts are of, where one may have several: many acts of one
    person are one person. The total of all groups may be known to everybody, and so may this rule.
    """
    behind = counts if people is None else people
    hidden = {group for group in counts if behind[group] < fewest}
    backwards = list(counts)[::-1]
    last = backwards[0] if backwards else None
    for group in backwards:
        if hidden and (group == last or sum(behind[one] for one in hidden) < fewest):
            hidden.add(group)
    return {group: HIDDEN if group in hidden else count for group, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Block:
    """Months that were counted together, and what is shown of them. Days are inclusive."""

    first_on: date
    last_on: date
    total: int
    cells: Mapping[str, int | None]


def block(
    first_on: date, last_on: date, counts: Mapping[str, int], fewest: int, people: Mapping[str, int] | None = None
) -> Block | None:
    """The block that ends with that day; None while nothing of it can be shown, and its months wait.

    ``counts``: by group, in an order that is always the same, who has not said being the last. ``people``: as in
    ``protected``.
    """
    cells = protected(counts, fewest, people)
    if all(count is HIDDEN for count in cells.values()):
        return None
    return Block(first_on, last_on, sum(counts.values()), cells)


@dataclass(frozen=True, slots=True)
class Shown:
    """What all blocks show of one group together. ``parts``: in how many blocks of how many it is seen."""

    group: str
    count: int | None
    parts: int
    blocks: int


def together(blocks: Iterable[Block], groups: Iterable[str]) -> tuple[Shown, ...]:
    """Each group over all blocks: only what each block shows is added up, never what it hides."""
    known = tuple(blocks)
    found = []
    for group in groups:
        seen = [count for block in known if (count := block.cells.get(group)) is not None]
        found.append(Shown(group, sum(seen) if seen else HIDDEN, len(seen), len(known)))
    return tuple(found)


def total(blocks: Iterable[Block]) -> int:
    """All that the blocks count, hidden or not."""
    return sum(block.total for block in blocks)
