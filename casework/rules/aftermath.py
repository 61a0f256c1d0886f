"""What follows an incident: a recording without asking, help for whoever was affected, risk assessments, a manager.

What a policy asks of staff when somebody records without asking stands in its pack (`recording.steps`); where it names
no steps, nothing is owed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from casework.rules.pack import Pack

# In the order in which they are done.
STEPS: Final = ("challenge", "warn", "offer_other_ways", "tell_manager")
HELP: Final = ("talk", "time_away", "counselling", "somebody_else", "safety")
HELP_STATES: Final = ("asked", "offered", "taken", "declined")
AT_RISK: Final = ("staff", "customer", "others")
MOMENTS: Final = ("before", "during")


@dataclass(frozen=True, slots=True)
class Recording:
    """What staff did when they noticed it. ``ended``: staff ended the contact."""

    challenged: bool = False
    warned: bool = False
    ended: bool = False
    other_ways: bool = False
    manager_told: bool = False


def recording_left(pack: Pack, done: Recording) -> tuple[str, ...]:
    """What the policy asks for and the record does not show, of `STEPS` (One Vision Housing 3.3.4 to 3.3.7).

    A warning and other ways are owed only where staff ended the contact: whoever stops when asked loses nothing.
    """
    asked = pack.rules["recording"].table.values.get("steps", ())
    shown = {
        "challenge": done.challenged,
        "warn": done.warned or not done.ended,
        "offer_other_ways": done.other_ways or not done.ended,
        "tell_manager": done.manager_told,
    }
    return tuple(step for step in STEPS if step in asked and not shown[step])


def manages(pack: Pack, roles: Collection[str]) -> bool:
    """Does one of these roles have the rank that the floor asks of whoever decides? They answer for an area."""
    rank = pack.floor["decision"].table.count("rank")
    return any(pack.rank(role) >= rank for role in roles if role in pack.roles)


def may_read_circumstances(pack: Pack, roles: Collection[str], *, has_part: bool) -> bool:
    """May they read what a case holds of a person's life and health, of danger, and of the police?

    Whoever has a part in the case, those who decide and hear, and auditors; everybody else reads only that it is there.
    """
    return has_part or "auditor" in roles or manages(pack, roles)
