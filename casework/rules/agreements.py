"""Contact agreements: what may be offered, and what the landlord's own broken promises mean at a review (NHG 4.0, 5.0).

An agreement closes nothing and binds nobody until the customer says yes. Imposed, it is the restriction
`contact_agreement`, and `check` judges it like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.rules.finding import Finding, Param
from casework.rules.pack import Pack
from casework.rules.proposal import Restriction
from casework.rules.reviews import date_findings

KIND: Final = "contact_agreement"


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered: the promises of each side, when it is looked at again, and whether somebody looked at the
    customer's circumstances first."""

    on: date
    promises_customer: Sequence[str]
    promises_landlord: Sequence[str]
    review_on: date | None
    assessed: bool


def may_offer(pack: Pack, offer: Offer) -> tuple[Finding, ...]:
    """What stands in the way of the offer; findings with severity "stop" have to be settled first."""
    return tuple(_offer(pack, offer))


def in_policy(pack: Pack) -> bool:
    """Does the landlord's policy know contact agreements?"""
    return pack.kinds[KIND].in_policy


def at_review(pack: Pack, broken: int) -> tuple[Finding, ...]:
    """The landlord's own broken promises, which a review or an appeal answers for; nothing where it kept them all.

    ``broken``: how many were reported since the agreement began or was last looked at.
    """
    if not broken:
        return ()
    params: dict[str, Param] = {"count": broken}
    return (Finding("promises_broken", "warn", _source(pack), None, params),)


def _offer(pack: Pack, offer: Offer) -> Iterator[Finding]:
    if not in_policy(pack):
        yield Finding("not_in_policy", "stop", pack.rules["measures"].source, 0, {"kind": KIND})
        return
    for side, promises in (("customer", offer.promises_customer), ("landlord", offer.promises_landlord)):
        if not any(promise.strip() for promise in promises):
            yield Finding("promises_missing", "stop", _source(pack), 0, {"side": side})
    if not offer.assessed:
        yield Finding("assessment_missing", "stop", pack.assessment_source)
    agreement = Restriction(KIND, {})
    yield from (
        one for one in date_findings(pack, (agreement,), offer.on, offer.review_on, None) if one.severity == "stop"
    )


def _source(pack: Pack) -> str:
    return pack.kinds[KIND].source or pack.rules["measures"].source
