"""Why can't I? The same rules, asked from both sides.

Staff see, for each kind of restriction, what blocks it and what would settle that (`why_not`). An advocate or a
customer sees what the record offers against a decision (`points_of_appeal`). Both are answers of `check`, with the
days that have passed since: no rule stands here a second time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from casework.rules.agreements import at_review
from casework.rules.check import check
from casework.rules.fairness import Matter, after_matters
from casework.rules.finding import Finding
from casework.rules.kinds import Kind
from casework.rules.pack import Pack
from casework.rules.proposal import Customer, Impose, Restriction
from casework.rules.signatures import OF_SIGNATURES

# What the next page asks for in any case: it blocks nobody who is still choosing.
WRITTEN_NEXT: Final = frozenset({
    "reason_missing", "proportionality_missing", "review_missing", "review_too_late", "notice_missing",
    "withholding_not_allowed", "withholding_unjustified", "decider_conflict",
})  # fmt: skip
# Nothing that anybody could appeal about: the floor filled a silence.
NO_POINT: Final = frozenset({"floor_applied", "withholding_not_allowed", "withholding_unjustified"})
# Ways in the order in which a kind that must leave one leaves the gentlest.
GENTLEST: Final = ("letter", "email", "telephone", "in_person")


@dataclass(frozen=True, slots=True)
class Option:
    """One kind of the closed list: what blocks it, who still has to sign, and what is only to be kept in mind."""

    kind: Kind
    blocks: tuple[Finding, ...]
    signatures: tuple[Finding, ...]
    warnings: tuple[Finding, ...]

    @property
    def open(self) -> bool:
        """True where nothing but signatures is missing."""
        return not self.blocks


@dataclass(frozen=True, slots=True)
class Facts:
    """A decision as it stood on the day when it was issued (`proposal`), and what has happened until `today`.

    `reviews` holds, for each place in the proposal that still applies, the day of its review. `in_force` is what other
    decisions put on the person. `matters` is what the customer stood up for themselves with.
    """

    proposal: Impose
    proposed_on: date
    today: date
    in_force: tuple[Restriction, ...] = ()
    reviews: Mapping[int, date] | None = None
    matters: tuple[Matter, ...] = ()
    broken: int = 0  # promises of ours that we did not keep, as reported


def why_not(pack: Pack, proposal: Impose, in_force: tuple[Restriction, ...] = ()) -> tuple[Option, ...]:
    """Every kind that is known, in the order of the shared list, tried on its own in this proposal.

    `proposal` brings everything but the restrictions: the person, the steps on record, who reported. Each kind is
    tried with the terms that take the least away, so that what blocks it then blocks it whatever is written.
    """
    return tuple(_option(pack, kind, proposal, in_force) for kind in pack.kinds.values())


def _option(pack: Pack, kind: Kind, proposal: Impose, in_force: tuple[Restriction, ...]) -> Option:
    trial = replace(proposal, restrictions=(Restriction(kind.code, gentlest(kind, proposal.customer)),))
    found = [one for one in check(pack, trial, in_force).findings if one.code not in WRITTEN_NEXT]
    stops = [one for one in found if one.severity == "stop"]
    return Option(
        kind,
        blocks=tuple(one for one in stops if one.code not in OF_SIGNATURES),
        signatures=tuple(one for one in stops if one.code in OF_SIGNATURES),
        warnings=tuple(one for one in found if one.severity == "warn" and one.code != "floor_applied"),
    )


def gentlest(kind: Kind, customer: Customer) -> Mapping[str, Any]:
    """The terms with which a kind takes the least away from this person: only those that decide what it closes."""
    usable = [way for way in GENTLEST if way not in customer.cannot_use]
    if kind.closes_all_but:
        return {kind.closes_all_but: usable[:1] or ["letter"]}
    if kind.closes_term:
        unusable = sorted(customer.cannot_use - {"third_party"})
        return {kind.closes_term: unusable[0] if unusable else "in_person"}
    return {}


def points_of_appeal(pack: Pack, facts: Facts) -> tuple[Finding, ...]:
    """What the record offers somebody who appeals: the findings of the rules about the decision, then what is late.

    Severity says nothing here. Each point is given once; `key` tells them apart.
    """
    points: dict[str, Finding] = {}
    for point in _points(pack, facts):
        points.setdefault(key(point), point)
    return tuple(points.values())


def _points(pack: Pack, facts: Facts) -> Iterator[Finding]:
    for found in check(pack, facts.proposal, facts.in_force).findings:
        if found.code not in NO_POINT:
            yield found
    yield from _late(pack, facts)
    yield from at_review(pack, facts.broken)
    for matter in after_matters(pack, facts.proposed_on, facts.proposal.on, facts.matters):
        days = (facts.proposed_on - matter.on).days
        yield Finding(
            "soon_after",
            "warn",
            pack.floor["retaliation"].source,
            None,
            {"matter": matter.kind, "on": matter.on.isoformat(), "days": max(days, 0)},
        )


def _late(pack: Pack, facts: Facts) -> Iterator[Finding]:
    """Reviews whose day is past, the longest overdue first."""
    reviews = (facts.reviews or {}).items()
    for place, day in sorted(reviews, key=lambda one: (one[1], one[0])):
        days = (facts.today - day).days
        if days > 0:
            yield Finding("review_late", "warn", pack.review.source, place, {"days": days, "on": day.isoformat()})


def key(point: Finding) -> str:
    """What a point is known by while the record around it changes: its code, the restriction, or the matter."""
    parts = [point.code]
    if point.code == "soon_after":
        parts.append(str(point.params["matter"]))
    elif point.place is not None and point.code != "review_late":
        parts.append(str(point.place))
    return ".".join(parts)


def chosen(points: tuple[Finding, ...], keys: Collection[str]) -> tuple[Finding, ...]:
    """Those of the points whose keys were ticked; what was never offered is left out."""
    return tuple(point for point in points if key(point) in keys)
