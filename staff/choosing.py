"""Which restrictions may be proposed for this person: the rules are asked about each kind on its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.rules.authority import authority_for
from casework.rules.check import check
from casework.rules.finding import Finding
from casework.rules.kinds import Kind
from casework.rules.pack import Pack
from casework.rules.points import gentlest
from casework.rules.proposal import Customer, Impose, Restriction, Steps

# What closes a kind whatever else is written: nothing that is typed on the next page could settle it.
CLOSING: Final = frozenset({
    "no_open_channel",
    "no_usable_channel",
    "third_party_missing",
    "unlawful",
    "essential_service_closed",
    "applicants_only",
})  # fmt: skip
# The order in which kinds are offered: what touches contact least comes first.
GENTLEST_FIRST: Final = ("agreement", "where", "when", "what", "who", "how", "service", "lettings")


@dataclass(frozen=True)
class Offer:
    """One kind of the landlord's policy: open where ``why_not`` is None, else what the rules said."""

    kind: Kind
    why_not: Finding | None


def offers(pack: Pack, customer: Customer, in_force: tuple[Restriction, ...], today: date) -> list[Offer]:
    """Every kind that the policy has, the least restrictive first, with what closes it for this person."""
    kinds = sorted((kind for kind in pack.kinds.values() if kind.in_policy), key=lambda kind: severity(pack, kind))
    return [Offer(kind, _why_not(pack, kind, customer, in_force, today)) for kind in kinds]


def not_in_policy(pack: Pack) -> list[str]:
    """The kinds that other landlords have and this one's policy does not."""
    return [code for code, kind in pack.kinds.items() if not kind.in_policy]


def severity(pack: Pack, kind: Kind) -> tuple[int, int, int]:
    """What only a more senior person may decide comes later; then what closes more; then what touches contact more."""
    authority = authority_for(pack, kind.code)
    senior = max([authority.rank, *(pack.rank(role) for role in authority.roles)]) if authority else 0
    closes = 3 if kind.closes_all_but else 1 if kind.closes_term else len(kind.closes)
    return senior, closes, GENTLEST_FIRST.index(kind.dimension)


def _why_not(
    pack: Pack, kind: Kind, customer: Customer, in_force: tuple[Restriction, ...], today: date
) -> Finding | None:
    trial = Impose(
        on=today,
        customer=customer,
        steps=Steps(),
        restrictions=(Restriction(kind.code, gentlest(kind, customer)),),
        reported_by="",
        review_on=None,
    )
    return next((one for one in check(pack, trial, in_force).findings if one.code in CLOSING), None)
