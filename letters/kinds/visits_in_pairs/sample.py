"""An invented notice of visits by two people."""

from __future__ import annotations

from letters.kinds.decision import sample as decision
from letters.kinds.visits_in_pairs.data import VisitsInPairs


def sample() -> VisitsInPairs:
    """The second restriction of the invented decision, alone."""
    values = vars(decision.sample()) | {"restrictions": decision.RESTRICTIONS[1:], "actions": ()}
    return VisitsInPairs(**values)
