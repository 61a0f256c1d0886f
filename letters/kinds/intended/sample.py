"""An invented intention."""

from __future__ import annotations

from letters.kinds.decision import sample as decision
from letters.kinds.intended.data import Intended


def sample() -> Intended:
    """The invented decision, while it is only intended."""
    return Intended(**vars(decision.sample()), clause="Example Homes 3.4")
