"""Which ways of contact stay open, and which of them this person can use.

The portal stays open to everyone always and is never counted here. Contact about an essential service is
touched by no restriction at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from casework.rules.pack import Pack
from casework.rules.proposal import Restriction
from casework.rules.tables import shared
from casework.rules.vocabulary import CHANNELS, DIRECT_CHANNELS, THIRD_PARTY

ESSENTIAL_SERVICES: tuple[str, ...] = shared("floor").table("essential").texts("services")

DIRECT = frozenset(DIRECT_CHANNELS)
ONLY_THIRD_PARTY = frozenset({THIRD_PARTY})


def closed_channels(pack: Pack, restriction: Restriction) -> frozenset[str]:
    """The channels that one restriction takes away at this landlord."""
    return pack.kinds[restriction.kind].closed_by(restriction.terms)


def open_channels(
    pack: Pack, restrictions: Iterable[Restriction], advocate: bool, opened: Collection[str] = ()
) -> frozenset[str]:
    """What remains of the five channels. A third party is one exactly when one with authority is in place.

    `opened` are those that opened by themselves because nothing else was left: no restriction closes them.
    """
    remaining = DIRECT
    for restriction in restrictions:
        remaining = remaining - closed_channels(pack, restriction)
    remaining = remaining | DIRECT.intersection(opened)
    return remaining | ONLY_THIRD_PARTY if advocate else remaining


def usable_channels(
    pack: Pack,
    restrictions: Iterable[Restriction],
    advocate: bool,
    cannot_use: Collection[str],
    opened: Collection[str] = (),
) -> frozenset[str]:
    """What remains and can be used by this person."""
    return open_channels(pack, restrictions, advocate, opened).difference(cannot_use)


__all__ = ["CHANNELS", "ESSENTIAL_SERVICES", "closed_channels", "open_channels", "usable_channels"]
