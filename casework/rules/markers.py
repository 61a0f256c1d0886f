"""Markers: what staff are told before they contact or visit somebody.

One Vision Housing 4.1, Watford 4.3, Calico 5.1 to 5.3. A marker is read from the restriction that it tells of and is
kept nowhere else: it cannot outlive it, and belongs to the person, never to an address. A policy that is silent about
markers has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casework.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Marker:
    """One note for staff.

    `purpose`: "safety" of those who meet the person, or "contact". `audience`: codes of who sees it; those who visit
    see what keeps them safe, and nothing of how somebody telephones (UK GDPR articles 5 and 6). `system`: where the
    landlord keeps its markers, in its own words.
    """

    purpose: Literal["safety", "contact"]
    audience: tuple[str, ...]
    source: str
    system: str


def marker(pack: Pack, *, safety: bool) -> Marker | None:
    """The marker of a restriction; `safety`: it is a safety restriction (RULES 2). None where the policy has none."""
    rule = pack.rules["marker"]
    if rule.origin != "policy":
        return None
    system = str(rule.table.values.get("system", ""))
    if safety:
        return Marker("safety", ("staff", "contractors"), rule.source, system)
    return Marker("contact", ("staff",), rule.source, system)
