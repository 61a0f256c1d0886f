"""Where a case stands, and what may follow what: the one table of allowed moves, from the incident to the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from casework.rules.calendar import working_days_after
from casework.rules.pack import Pack

# In the order of a whole story. A case begins at "case"; an incident and a referral come before it. "file" is the
# route of a serious matter that the policy keeps away from those who decide about restrictions.
STAGES: Final = (
    "incident",
    "referral",
    "case",
    "enquiries",
    "context",
    "assessment",
    "support",
    "warning",
    "decision",
    "notice",
    "in_force",
    "appeal",
    "review",
    "file",
    "ended",
)
# Nothing is proposed yet: these follow one another in whatever order the matter needs.
OPEN: Final = ("case", "enquiries", "context", "assessment", "support", "warning")
# Something is proposed or applies: the steps above may still be taken beside it, and do not move the case back.
BESIDE: Final = frozenset({"decision", "notice", "in_force", "appeal", "review", "file"})

_APPLIES: Final = frozenset({"notice", "in_force", "appeal", "review"})
MOVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "incident": frozenset({"referral", "case", "file"}),
        "referral": frozenset({"case", "file", "ended"}),
        **dict.fromkeys(OPEN, frozenset({*OPEN, "decision", "ended"})),
        # A proposal that is withdrawn leads back to the work before it.
        "decision": frozenset({*OPEN, "decision", "ended"}) | _APPLIES,
        # An intention that is given up leads back as well.
        "notice": frozenset({*OPEN, "notice", "in_force", "appeal", "decision", "review", "ended"}),
        "in_force": frozenset({"in_force", "notice", "appeal", "decision", "review", "ended"}),
        "appeal": frozenset({"appeal", "notice", "in_force", "decision", "review", "ended"}),
        "review": frozenset({"review", "notice", "in_force", "appeal", "decision", "ended"}),
        "file": frozenset({"file", "ended"}),
        "ended": frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a case now. ``steps``: those of ``OPEN`` that were done, in that order.

    ``decided``: something was issued in it. ``starts``: the first days of what applies, today's or earlier ones
    included; empty where nothing applies. ``stands``: an action beside restrictions still stands.
    """

    steps: tuple[str, ...] = ()
    drafted: bool = False
    decided: bool = False
    appealed: bool = False
    starts: tuple[date, ...] = ()
    stands: bool = False


def stage_of(stage: str, now: Standing, today: date) -> str:
    """The stage that follows from what stands; a review under way, a file and an end stay until an act says else."""
    if stage in ("ended", "file"):
        return stage
    applies = min(now.starts) <= today if now.starts else now.stands
    for holds, follows in (
        (now.appealed, "appeal"),
        (now.drafted, "decision"),
        (stage == "review" and bool(now.starts), "review"),
        (applies, "in_force"),
        (bool(now.starts), "notice"),
        (now.decided, "ended"),
        (stage in OPEN, stage),
    ):
        if holds:
            return follows
    return now.steps[-1] if now.steps else "case"


def may_follow(stage: str, to: str) -> bool:
    """May this stage follow that one? A step taken beside what is proposed or applies is always allowed."""
    return to in MOVES[stage] or (to in OPEN and stage in BESIDE)


def assessment_due(pack: Pack, acted_on: date) -> date:
    """The day by which circumstances are looked at after an act on the spot (RULES 6: five working days)."""
    return working_days_after(acted_on, pack.assessment_days_after_risk)
