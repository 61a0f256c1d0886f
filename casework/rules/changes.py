"""What a change in a customer's life does to what applies to them: it is reviewed early (One Vision Housing 3.6.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from casework.rules.finding import Finding, Param
from casework.rules.pack import Pack

CHANGED: Final = "changed_circumstances"


def early_review(pack: Pack, kinds: Sequence[str]) -> Finding | None:
    """That a change of circumstances leads to an early review of these kinds, and who says so; None of nothing.

    Where the policy does not name a change of circumstances, the floor does. A status in a lettings scheme is ended
    by one under the clause about the scheme (One Vision Housing 3.7.2).
    """
    if not kinds:
        return None
    params: dict[str, Param] = {"reason": CHANGED, "kinds": tuple(dict.fromkeys(kinds))}
    return Finding("early_review_owed", "warn", _source(pack, kinds), None, params)


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


def _source(pack: Pack, kinds: Sequence[str]) -> str:
    lettings = pack.rules["lettings"]
    if lettings.origin == "policy" and all(pack.kinds[kind].dimension == "lettings" for kind in kinds):
        return lettings.source
    early = pack.rules["review.early"]
    if early.origin == "policy" and CHANGED in early.table.texts("reasons", ()):
        return early.source
    return pack.floor["change"].source
