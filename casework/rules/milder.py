"""Which restrictions are milder than which, and which of them stand open for one person: "why not less?"."""

from __future__ import annotations

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
# What touches contact least comes first.
GENTLEST_FIRST: Final = ("agreement", "where", "when", "what", "who", "how", "service", "lettings")


def severity(pack: Pack, kind: Kind) -> tuple[int, int, int]:
    """What only a more senior person may decide comes later; then what closes more; then what touches contact more."""
    authority = authority_for(pack, kind.code)
    senior = max([authority.rank, *(pack.rank(role) for role in authority.roles)]) if authority else 0
    closes = 3 if kind.closes_all_but else 1 if kind.closes_term else len(kind.closes)
    return senior, closes, GENTLEST_FIRST.index(kind.dimension)


def closed_because(
    pack: Pack, kind: Kind, customer: Customer, in_force: tuple[Restriction, ...], today: date
) -> Finding | None:
    """Why this kind cannot be used for this person whatever is written; None where it stands open."""
    trial = Impose(
        on=today,
        customer=customer,
        steps=Steps(),
        restrictions=(Restriction(kind.code, gentlest(kind, customer)),),
        reported_by="",
        review_on=None,
    )
    return next((one for one in check(pack, trial, in_force).findings if one.code in CLOSING), None)


def milder(
    pack: Pack, code: str, customer: Customer, in_force: tuple[Restriction, ...], today: date
) -> tuple[str, ...]:
    """The kinds of the policy that are milder than this one and stand open for this person, the mildest first."""
    limit = severity(pack, pack.kinds[code])
    known = [pack.kinds[one] for one in pack.kinds_in_policy if severity(pack, pack.kinds[one]) < limit]
    open_ones = [kind for kind in known if closed_because(pack, kind, customer, in_force, today) is None]
    return tuple(kind.code for kind in sorted(open_ones, key=lambda kind: severity(pack, kind)))
