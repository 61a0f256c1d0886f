"""What a change in a customer's life does to what applies to them: it is reviewed early (One Vision Housing 3.6.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from casework.rules.calendar import working_days_after
from casework.rules.finding import Finding, Param
from casework.rules.lettings import DIMENSION
from casework.rules.pack import Pack
from casework.rules.reviews import early

CHANGED: Final = "changed_circumstances"


def early_review(pack: Pack, kinds: Sequence[str], told_on: date) -> Finding | None:
    """That a change of circumstances leads to an early review of these kinds, and who says so; None of nothing.

    Where the policy does not name a change of circumstances, the floor does. A status in a lettings scheme is ended
    by one under the clause about the scheme (One Vision Housing 3.7.2).
    """
    if not kinds:
        return None
    owed = early(pack, CHANGED, told_on)
    lettings = pack.rules["lettings"]
    alone = lettings.origin == "policy" and all(pack.kinds[kind].dimension == DIMENSION for kind in kinds)
    params: dict[str, Param] = {"due_on": owed.due_on.isoformat(), "kinds": tuple(dict.fromkeys(kinds))}
    return Finding("early_review_owed", "warn", lettings.source if alone else owed.source, None, params)


def answer_by(pack: Pack, told_on: date) -> date:
    """The day by which a customer who told of a change has an answer (the floor)."""
    return working_days_after(told_on, pack.floor["change"].table.count("working_days"))


def came_of(before: Collection[str], standing: Collection[str]) -> str:
    """What became of the restrictions that stood when the change was told: ended altered stands, or noted of none.

    ``before`` and ``standing``: references. What an outcome replaced counts as altered.
    """
    if not before:
        return "noted"
    left = set(before) & set(standing)
    if len(left) == len(set(before)):
        return "stands"
    return "altered" if standing else "ended"
