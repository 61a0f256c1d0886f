"""What the notice of visits by two people is written from."""

from __future__ import annotations

from dataclasses import dataclass

from letters.kinds.decision.data import Decision


@dataclass(frozen=True)
class VisitsInPairs(Decision):
    """A decision by which nothing changes but that two people visit instead of one; all that a decision says.

    restrictions: that one. actions: none.
    """
