"""Whether the answers to the grounds of an appeal fit its outcome (Complaint Handling Code 5.6, 5.8)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

ANSWERS: Final = ("accepted", "partly", "not_accepted")


def misfit(outcome: str, answers: Collection[str]) -> str | None:
    """What does not fit, as a code; None where it does, or where there is nothing to compare.

    "no_ground_accepted": something changes although no ground is accepted. "all_grounds_accepted": every ground is
    accepted in full, and nothing changes.
    """
    if not answers:
        return None
    if outcome in ("uphold", "vary") and set(answers) == {"not_accepted"}:
        return "no_ground_accepted"
    if outcome == "dismiss" and set(answers) == {"accepted"}:
        return "all_grounds_accepted"
    return None
