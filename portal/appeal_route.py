"""Where an appeal goes: who hears it, as the landlord's policy or the floor has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.rules.appeals import heard_elsewhere
from casework.rules.authority import least_senior, tier_of
from casework.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Route:
    """``elsewhere``: the code of a body outside the landlord. ``role``: the least senior role that may hear it;
    None where the policy asks for somebody more senior than those who decided."""

    elsewhere: str | None
    role: str | None
    working_days: int


def route_of(pack: Pack, kinds: Sequence[str]) -> Route:
    """How an appeal against these kinds of restriction goes."""
    elsewhere = heard_elsewhere(pack, kinds)
    rules, role = pack.appeals, pack.appeals.role
    tiers = [tier for tier in (tier_of(pack, kind) for kind in kinds) if tier is not None]
    if rules.mode == "tiers" and tiers:
        role = max(tiers, key=lambda tier: tier.hearer_rank).hearer
    elif rules.mode == "rank":
        role = next(iter(least_senior(pack, rules.rank)), None)
    return Route(elsewhere, None if rules.mode == "more_senior" else role, rules.working_days)
