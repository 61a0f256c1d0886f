"""Who may hear an appeal, and by when it must be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.rules.authority import least_senior, tier_of
from casework.rules.calendar import working_days_after
from casework.rules.finding import Finding, Param
from casework.rules.pack import Pack
from casework.rules.proposal import Customer, HearAppeal, Person


@dataclass(frozen=True, slots=True)
class Route:
    """Where an appeal goes, as it is said to people.

    `elsewhere`: the code of a body outside the landlord that hears it; None where we do. `role`: the least senior
    role that may hear it; None where another body does, or where nobody is senior enough. `more_senior`: the policy
    asks for somebody more senior than those who decided, whoever that is.
    """

    elsewhere: str | None
    role: str | None
    more_senior: bool
    working_days: int


def route(pack: Pack, of: Sequence[str], decided_by: Sequence[str]) -> Route:
    """How an appeal against these kinds and actions goes, once people in these roles have decided."""
    elsewhere = heard_elsewhere(pack, of)
    rules = pack.appeals
    roles: tuple[str, ...] = ()
    if elsewhere is None:
        roles = (rules.role,) if rules.role else least_senior(pack, _rank_needed(pack, of, decided_by))
    return Route(elsewhere, next(iter(roles), None), rules.mode == "more_senior", rules.working_days)


def due_on(pack: Pack, received_on: date) -> date:
    """The day by which an appeal must be decided: working days after receipt, receipt not counted."""
    return working_days_after(received_on, pack.appeals.working_days)


def is_late(due: date | None, today: date) -> bool:
    """Whether the day by which an answer was due is past."""
    return due is not None and due < today


def latest_extension(pack: Pack, due: date) -> date:
    """The last day to which the answer may be put off (the floor: no policy says more)."""
    return working_days_after(due, pack.floor["appeal.extension"].table.count("working_days"))


def heard_elsewhere(pack: Pack, of: Sequence[str]) -> str | None:
    """The body outside the landlord that hears an appeal against these, as a code; None where we hear it."""
    bodies = (pack.kinds[code].appeal_to for code in of if code in pack.kinds)
    return next((body for body in bodies if body), None)


def check_hearing(pack: Pack, proposal: HearAppeal) -> tuple[date | None, list[Finding]]:
    """The day by which it is due, and what stands in the way of this hearer hearing this appeal."""
    body = heard_elsewhere(pack, proposal.of)
    if body is not None:
        elsewhere: dict[str, Param] = {"body": body}
        return None, [Finding("appeal_elsewhere", "stop", pack.rules["lettings"].source, None, elsewhere)]
    return due_on(pack, proposal.received_on), list(_hearing(pack, proposal))


def _hearing(pack: Pack, proposal: HearAppeal) -> Iterator[Finding]:
    rules = pack.appeals
    if rules.repeated_refused and proposal.earlier_appeals_same_issue and not proposal.new_evidence:
        yield Finding("appeal_repeated", "stop", rules.repeated_source)
    yield from _seniority(pack, proposal)
    taken_part = {person.person for person in proposal.decided_by}.union(proposal.involved)
    if proposal.hearer.person in taken_part:
        yield Finding("hearer_involved", "stop", rules.involved_source)
    if rules.hearer_from_floor:
        roles: dict[str, Param] = {"rule": "appeal.hearer", "roles": least_senior(pack, rules.rank)}
        yield Finding("floor_applied", "warn", rules.hearer_source, None, roles)
    if rules.days_from_floor:
        days: dict[str, Param] = {"rule": "appeal.days", "working_days": rules.working_days}
        yield Finding("floor_applied", "warn", rules.days_source, None, days)


def _seniority(pack: Pack, proposal: HearAppeal) -> Iterator[Finding]:
    rules = pack.appeals
    needed = _rank_needed(pack, proposal.of, [person.role for person in proposal.decided_by])
    if pack.rank(proposal.hearer.role) >= needed:
        return
    if rules.mode == "more_senior":
        yield Finding("hearer_not_senior", "stop", rules.hearer_source)
        return
    params: dict[str, Param] = {"roles": least_senior(pack, needed)}
    yield Finding("hearer_wrong_role", "stop", rules.hearer_source, None, params)


def _rank_needed(pack: Pack, of: Sequence[str], decided_by: Sequence[str]) -> int:
    """How senior the hearer has to be: as the policy has it, or the floor; of several things the highest."""
    rules = pack.appeals
    if rules.mode == "more_senior":  # of what was decided elsewhere nobody knows by whom: the floor holds
        floor = pack.floor["appeal.hearer"].table.count("rank")
        return max(floor, 1 + max((pack.rank(role) for role in decided_by), default=0))
    if rules.mode != "tiers":
        return rules.rank
    tiers = (tier_of(pack, code) for code in of)
    return max((tier.hearer_rank for tier in tiers if tier is not None), default=0)


def may_hear(
    pack: Pack,
    person: str,
    roles: Sequence[str],
    *,
    of: Sequence[str],
    decided_by: Sequence[Person],
    involved: Sequence[str],
) -> tuple[Finding, ...]:
    """What stands in the way of this person hearing an appeal; nothing where they may.

    Someone with several roles hears it in the most senior one. `of` are the kinds and actions appealed against.
    """
    hearer = Person(person, max(roles, key=pack.rank))
    proposal = HearAppeal(
        received_on=date.min,
        of=tuple(of),
        customer=Customer("tenant"),
        hearer=hearer,
        decided_by=tuple(decided_by),
        involved=tuple(involved),
    )
    if heard_elsewhere(pack, proposal.of) is not None:
        return tuple(check_hearing(pack, proposal)[1])
    return tuple(finding for finding in _hearing(pack, proposal) if finding.severity == "stop")


def who_may_hear(
    pack: Pack,
    candidates: Mapping[str, Sequence[str]],
    of: Sequence[str],
    decided_by: Sequence[Person],
    involved: Sequence[str],
) -> dict[str, tuple[Finding, ...]]:
    """For each candidate (person to roles), what stands in the way of their hearing it; empty for those who may."""
    return {
        person: may_hear(pack, person, roles, of=of, decided_by=decided_by, involved=involved)
        for person, roles in candidates.items()
        if roles
    }
