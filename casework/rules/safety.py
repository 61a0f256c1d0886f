"""Safety restrictions: a missed review or a closed door never leaves one worker alone with a risk (RULES 2 and 7)."""

from __future__ import annotations

from collections.abc import Collection

from casework.rules.pack import Pack
from casework.rules.tables import shared


def is_safety_restriction(pack: Pack, kind: str, serious: bool, immediate_risk: bool) -> bool:
    """True for the kinds that protect a person, and for any kind imposed for a serious matter or immediate risk."""
    return pack.kinds[kind].safety or serious or immediate_risk


def channel_to_open(cannot_use: Collection[str]) -> str | None:
    """The least risky channel that this person can use, for a door that closed; never a visit."""
    order = shared("floor").table("missed_review").texts("opens")
    return next((channel for channel in order if channel not in cannot_use), None)


def director_decides_within() -> int:
    """Working days in which a director decides about a safety restriction whose review was missed."""
    return shared("floor").table("missed_review").count("working_days")
