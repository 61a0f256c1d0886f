"""What the letter about an intention is written from."""

from __future__ import annotations

from dataclasses import dataclass

from letters.kinds.decision.data import Decision


@dataclass(frozen=True)
class Intended(Decision):
    """What is intended: all that a decision says, and where it is written that it can be appealed before it starts.

    clause: that source. The first day of each restriction is the earliest on which it may start. given_up: the
    landlord does not go on with it.
    """

    clause: str = ""
    given_up: bool = False
