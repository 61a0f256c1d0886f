"""How long each kind of record is kept and from when that is counted, and who may not be erased yet: the floor's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from casework.rules.calendar import months_after
from casework.rules.finding import Finding
from casework.rules.tables import shared

KINDS: Final = (
    "incident", "case", "complaint", "request", "service", "change", "correction", "look", "import_file", "customer",
)  # fmt: skip
STARTS: Final = ("recorded", "ended", "answered", "left")
# What keeps somebody's record from being erased while it stands or waits for us.
OPEN: Final = (
    "hold", "restriction", "appeal", "case", "complaint", "service", "request", "change", "correction", "concern",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A kind of record is kept for so many calendar months after the day that ``starts`` names.

    ``law``: where the time comes from; "" where it is our own choice. ``source``: the rule of the floor.
    """

    kind: str
    months: int
    starts: str
    law: str
    source: str

    def kept_until(self, started_on: date) -> date:
        """The last day on which it is kept."""
        return months_after(started_on, self.months)

    def over(self, started_on: date, today: date) -> bool:
        """Has its time passed?"""
        return self.kept_until(started_on) < today


@cache
def clocks() -> tuple[Clock, ...]:
    """The clock of each kind, in the order in which the night looks at them."""
    floor = shared("floor")
    table = floor.table("retention")
    source = f"{floor.text('name')} {table.text('clause')}"
    kinds = table.table("kinds")
    kinds.only(*KINDS)
    found = []
    for kind in KINDS:
        one = kinds.table(kind)
        one.only("months", "from", "law")
        law = one.text("law") if one.has("law") else ""
        found.append(Clock(kind, one.count("months"), one.one_of("from", STARTS), law, source))
    return tuple(found)


def may_erase(still_open: Mapping[str, Sequence[str]]) -> tuple[Finding, ...]:
    """What stands in the way of erasing somebody, also where they ask for it. ``still_open``: references by kind."""
    floor = shared("floor")
    table = floor.table("retention")
    source = f"{floor.text('name')} {table.text('clause')}: {table.text('erasure_law')}"
    found = ((kind, tuple(still_open.get(kind, ()))) for kind in OPEN)
    return tuple(
        Finding("still_open", "stop", source, None, {"kind": kind, "refs": refs}) for kind, refs in found if refs
    )


def bundle_kept_until(made_on: date) -> date:
    """The day on which the file of a bundle is deleted."""
    return made_on + timedelta(days=shared("floor").table("retention").count("bundle_days"))


def look_again(placed_on: date) -> date:
    """The day by which somebody asks whether a legal hold is still needed."""
    return months_after(placed_on, shared("floor").table("retention").count("hold_months"))
