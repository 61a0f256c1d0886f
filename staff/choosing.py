"""Which restrictions may be proposed for this person: the rules are asked about each kind on its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.rules.finding import Finding
from casework.rules.kinds import Kind
from casework.rules.milder import closed_because, severity
from casework.rules.pack import Pack
from casework.rules.proposal import Customer, Restriction


@dataclass(frozen=True)
class Offer:
    """One kind of the landlord's policy: open where ``why_not`` is None, else what the rules said."""

    kind: Kind
    why_not: Finding | None


def offers(pack: Pack, customer: Customer, in_force: tuple[Restriction, ...], today: date) -> list[Offer]:
    """Every kind that the policy has, the least restrictive first, with what closes it for this person."""
    kinds = sorted((kind for kind in pack.kinds.values() if kind.in_policy), key=lambda kind: severity(pack, kind))
    return [Offer(kind, closed_because(pack, kind, customer, in_force, today)) for kind in kinds]


def not_in_policy(pack: Pack) -> list[str]:
    """The kinds that other landlords have and this one's policy does not."""
    return [code for code, kind in pack.kinds.items() if not kind.in_policy]
