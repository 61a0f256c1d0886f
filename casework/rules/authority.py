"""Who may decide or review: authority for each kind and action, and the quorum of a panel or a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.rules.finding import Finding
from casework.rules.pack import Pack, Tier
from casework.rules.proposal import Person


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may decide one thing alone: someone in one of `roles`, or where there are none of at least `rank`."""

    source: str
    rank: int = 0
    roles: tuple[str, ...] = ()

    def held_by(self, pack: Pack, people: Iterable[Person]) -> bool:
        """True where one of these people may decide."""
        if self.roles:
            return any(person.role in self.roles for person in people)
        return any(pack.roles[person.role].rank >= self.rank for person in people)


def tier_of(pack: Pack, code: str) -> Tier | None:
    """The level of authority that a kind or an action needs; None where the landlord has no levels."""
    decision = pack.decision
    if not decision.tiers:
        return None
    if code in pack.kinds:
        return decision.tiers[pack.kinds[code].tier or decision.tier_of_kinds]
    measure = pack.actions.get(code)
    return decision.tiers[(measure.tier if measure else None) or decision.tier_of_actions]


def authority_for(pack: Pack, code: str) -> Authority | None:
    """Who decides a kind or an action alone; None where that is for the panel or the group."""
    kind = pack.kinds.get(code)
    if kind is not None and kind.deciders:
        return Authority(kind.source or pack.decision.source, roles=kind.deciders)
    tier = tier_of(pack, code)
    if tier is not None:
        return Authority(tier.source, rank=tier.rank)
    if pack.decision.mode == "rank":
        return Authority(pack.decision.source, rank=pack.decision.rank)
    return None


def findings(
    pack: Pack, kinds: Sequence[str], actions: Sequence[str], people: Sequence[Person], reviewing: bool
) -> Iterator[Finding]:
    """What is missing before these people can decide, or review, these kinds and actions."""
    needs_quorum = False
    for place, code in (*enumerate(kinds), *((None, action) for action in actions)):
        authority = _reviewers(pack, code) if reviewing else authority_for(pack, code)
        if authority is None:
            needs_quorum = True
        elif not authority.held_by(pack, people):
            params: dict[str, str | int | tuple[str, ...]] = {
                "task": "review" if reviewing else "decide",
                "subject": code,
                "is": "restriction" if place is not None else "action",
                "only": int(bool(authority.roles)),
                "roles": authority.roles or least_senior(pack, authority.rank),
            }
            yield Finding("not_authorised", "stop", authority.source, place, params)
    if needs_quorum:
        yield from _quorum(pack, people, reviewing)


def _reviewers(pack: Pack, code: str) -> Authority | None:
    """Who reviews: by most policies and by the floor, whoever has the authority to decide."""
    review = pack.review
    if review.by != "deciders":
        return Authority(review.by_source, rank=pack.roles[review.by].rank)
    authority = authority_for(pack, code)
    if authority is not None and review.by_from_floor:
        return Authority(review.by_source, authority.rank, authority.roles)
    return authority


def least_senior(pack: Pack, rank: int) -> tuple[str, ...]:
    """The least senior roles that are senior enough, for "at least a ..."."""
    enough = sorted({role.rank for role in pack.roles.values() if role.rank >= rank})
    return tuple(code for code, role in pack.roles.items() if enough and role.rank == enough[0])


def _quorum(pack: Pack, people: Sequence[Person], reviewing: bool) -> Iterator[Finding]:
    decision = pack.decision
    task = "review" if reviewing else "decide"
    source = pack.review.by_source if reviewing else decision.source
    if decision.mode == "panel":
        held = _held(people, {code: role.service for code, role in pack.roles.items() if role.service})
        seats = decision.services
        if len(seated(seats, held)) < decision.people:
            spoken_for = {service for services in held.values() for service in services}
            params: Mapping[str, str | int | tuple[str, ...]] = {
                "task": task,
                "mode": "panel",
                "needed": decision.people,
                "services": seats,
                "signed": tuple(service for service in seats if service in spoken_for),
                "people": len(held),
            }
            yield Finding("quorum_missing", "stop", source, None, params)
        return
    held = _held(people, {role: role for role in decision.seats})
    filled = seated(decision.seats, held)
    if len(filled) < len(decision.seats):
        params = {
            "task": task,
            "mode": "group",
            "needed": len(decision.seats),
            "seats": decision.seats,
            "missing": tuple(role for seat, role in enumerate(decision.seats) if seat not in filled),
        }
        yield Finding("quorum_missing", "stop", source, None, params)


def _held(people: Sequence[Person], seat_of: Mapping[str, str]) -> dict[str, set[str]]:
    """What each person can sit for. A person counts once, whatever roles they sign in."""
    held: dict[str, set[str]] = {}
    for person in people:
        seat = seat_of.get(person.role)
        if seat is not None:
            held.setdefault(person.person, set()).add(seat)
    return held


def seated(seats: Sequence[str], held: Mapping[str, set[str]]) -> dict[int, str]:
    """As many seats as can be filled, each by one person: index of the seat to the person.

    Someone who can sit for two is moved where that lets another in (a matching by augmenting paths).
    """
    filled: dict[int, str] = {}

    def seat_person(person: str, tried: set[int]) -> bool:
        for index, seat in enumerate(seats):
            if seat in held[person] and index not in tried:
                tried.add(index)
                if index not in filled or seat_person(filled[index], tried):
                    filled[index] = person
                    return True
        return False

    for person in held:
        seat_person(person, set())
    return filled
