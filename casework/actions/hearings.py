"""Hearing an appeal: by whom the rules allow, once, with reasons; the arrangements change in the same breath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from casework.actions import (
    appealed,
    before,
    drafting,
    grounds,
    letters,
    moves,
    notices,
    oversight,
    proposals,
    reviews,
    rows,
    text,
    watch,
)
from casework.actions.drafting import RestrictionFacts
from casework.actions.grounds import GroundAnswer
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import filing
from casework.records.appeals import Appeal
from casework.records.decisions import Restriction
from casework.records.people import StaffMember
from casework.rules import before as before_rules
from casework.rules.check import check
from casework.rules.filing import reader_missing
from casework.rules.finding import Finding
from casework.rules.notices import takes_effect
from casework.rules.pack import Pack
from casework.rules.proposal import HearAppeal, Person

Outcome = Literal["uphold", "vary", "dismiss"]
Change = Literal["stands", "ends"] | RestrictionFacts
_OF_THE_REVIEW: Final = frozenset({"review_missing", "review_too_late"})
# What the rules must still say yes to in an arrangement that an appeal leaves; authority is the hearer's own.
_OF_WHAT_IS_LEFT: Final = frozenset(
    {
        "no_open_channel",
        "no_usable_channel",
        "third_party_missing",
        "unlawful",
        "essential_service_closed",
        "not_in_policy",
        "applicants_only",
        "reason_missing",
        "proportionality_missing",
        *_OF_THE_REVIEW,
    }
)


@dataclass
class _Left:
    """What an outcome does to each part of the decision."""

    stand: list[Restriction]
    end: list[Restriction]
    replace: list[tuple[Restriction, Restriction]]  # the old one, and the new one in its place
    actions_ended: list[str]


@dataclass(frozen=True)
class Hearer:
    """Somebody who may hear an appeal, and the role in which they would."""

    staff: StaffMember
    role: str


def who_may_hear(session: Session, pack: Pack, appeal: Appeal, today: date) -> tuple[Hearer, ...]:
    """Everybody on record who may hear the appeal today, the least senior first; worked out, never typed in."""
    everybody = session.scalars(select(StaffMember).order_by(StaffMember.name).options(selectinload(StaffMember.roles)))
    here = [person for person in everybody if person.left_on is None or person.left_on >= today]
    asked = appealed.as_rule(session, pack, appeal, Person("", min(pack.roles, key=pack.rank)), today)
    found = [(person, _role(pack, asked, person, today)) for person in here]
    return tuple(sorted((Hearer(person, role) for person, role in found if role), key=lambda one: pack.rank(one.role)))


def may_hear(session: Session, pack: Pack, appeal: Appeal, staff: StaffMember, today: date) -> tuple[Finding, ...]:
    """What stands in the way of this person hearing the appeal in the most senior of their roles; nothing if they may.

    Someone with no role of the landlord's policy gets the finding of its lowest role.
    """
    role = max(_held(pack, staff, today), key=pack.rank, default=min(pack.roles, key=pack.rank))
    return obstacles(session, pack, appeal, Person(str(staff.id), role), today)


def role_to_hear(session: Session, pack: Pack, appeal: Appeal, staff: StaffMember, today: date) -> str | None:
    """The role in which this person may hear the appeal; None if they may not."""
    return roles_to_hear(session, pack, [appeal], staff, today)[0]


def roles_to_hear(
    session: Session, pack: Pack, appeals: Sequence[Appeal], staff: StaffMember, today: date
) -> tuple[str | None, ...]:
    """The same of each of these appeals."""
    asked = appealed.as_rules(session, pack, appeals, Person("", min(pack.roles, key=pack.rank)), today)
    return tuple(_role(pack, one, staff, today) for one in asked)


def _role(pack: Pack, asked: HearAppeal, staff: StaffMember, today: date) -> str | None:
    role = max(_held(pack, staff, today), key=pack.rank, default=None)
    if role is None or obstacles_to(pack, replace(asked, hearer=Person(str(staff.id), role))):
        return None
    return role


def _held(pack: Pack, staff: StaffMember, today: date) -> list[str]:
    return [role for role in rows.roles_of(staff, today) if role in pack.roles]


def take(work: Work, appeal_ref: str, role: str) -> str:
    """Take an appeal to hear it; taking it twice is taking it once. Returns the appeal's reference.

    One whose hearer has left, or no longer holds the role, can be taken by another, so that no appeal gets stuck.
    RefusedError: "role_not_held", "not_allowed" with the findings, "appeal_is_hearing" when somebody else has it.
    """
    hearer = rows.acting_staff(work)
    appeal = rows.taken(work, Appeal, appeal_ref)
    if appeal.state == "draft":
        raise NotFoundError(appeal_ref)
    if appeal.state == "hearing" and appeal.hearer_id == hearer.id:
        return appeal.ref
    if not _left_behind(work, appeal):
        moves.check("appeal", appeal.state, "hearing")
    _may_hear_as(work, appeal, hearer, role)
    appeal.state = "hearing"
    appeal.hearer_id, appeal.hearer_role = hearer.id, role
    work.session.flush()
    work.session.expire(appeal, ["hearer"])
    work.record("appeal_taken", appeal.ref, appeal.customer_id, hearer=hearer.ref, role=role)
    return appeal.ref


def decide(
    work: Work,
    appeal_ref: str,
    outcome: Outcome,
    reasons: str,
    changes: Mapping[str, Change] | None = None,
    *,
    review_on: date | None = None,
    answers: Mapping[str, GroundAnswer] | None = None,
) -> str:
    """Decide an appeal, as the person who took it: what it changes, changes now. Deciding it twice is deciding it once.

    ``uphold`` ends all that the decision made, ``dismiss`` leaves it. ``vary`` does what ``changes`` says: for the
    reference of a restriction "stands", "ends", or what stands in its place; for the code of an action "stands" or
    "ends"; what it does not name stands. ``review_on``: for what is new, else the date of what it replaces.
    ``answers``: to each ground, by its key, where there is more than one.

    RefusedError: "not_the_hearer", "missing" (``field`` reasons), "nothing_changed", "uphold_instead" (it would end
    everything), "not_allowed" with the findings about what would be left, "appeal_is_decided", and what
    ``grounds.answered`` refuses.
    """
    hearer = rows.acting_staff(work)
    appeal = _mine(work, appeal_ref, hearer)
    why = text.needed(reasons, "reasons")
    if appeal.state == "decided" and (appeal.outcome, appeal.reasons) == (outcome, why):
        return appeal.ref
    moves.check("appeal", appeal.state, "decided")
    _may_hear_as(work, appeal, hearer, appeal.hearer_role or "")
    left = _left(work, appeal, outcome, changes or {}, review_on)
    to_each = grounds.answered(work, appeal, outcome, answers or {})
    standing = appealed.restrictions(appeal.decision)
    stood, kinds = [one.ref for one in standing], [one.kind for one in standing]
    _apply(work, appeal, left, "appeal_upheld" if outcome == "uphold" else "appeal_varied")
    moves.move("appeal", appeal, "decided")
    appeal.outcome, appeal.reasons, appeal.decided_at = outcome, why, work.now
    _settle_plan(work, appeal)
    _record(work, appeal, left, stood, to_each)
    oversight.heard(work, appeal, kinds)
    _follow(work, appeal)
    return appeal.ref


def _follow(work: Work, appeal: Appeal) -> None:
    """Everybody is told, and what else the outcome brings about happens."""
    moves.settle(work, appeal.decision.case)
    letters.send_appeal_outcome(work, appeal)
    notices.tell(work, _told(work, appeal), "appeal", appeal.ref, appeal.customer_id)
    if appeal.outcome != "dismiss":
        reviews.after_appeal(work, appeal.decision)
    watch.look(work, appeal.customer_id)


def _mine(work: Work, appeal_ref: str, hearer: StaffMember) -> Appeal:
    """The appeal that this person took to hear."""
    appeal = rows.taken(work, Appeal, appeal_ref)
    if appeal.state == "draft":
        raise NotFoundError(appeal_ref)
    if appeal.hearer_id != hearer.id:
        raise RefusedError("not_the_hearer")
    return appeal


def _settle_plan(work: Work, appeal: Appeal) -> None:
    """Read anew what the outcome left; what was only announced, and of which nothing is left, never starts."""
    work.session.flush()
    work.session.expire(appeal, ["new_restrictions"])
    work.session.expire(appeal.decision, ["restrictions"])
    if appeal.decision.state == "announced" and not appealed.against(work.session, appeal.decision):
        moves.move("decision", appeal.decision, "withdrawn")


def _left(work: Work, appeal: Appeal, outcome: Outcome, changes: Mapping[str, Change], review_on: date | None) -> _Left:
    standing = appealed.restrictions(appeal.decision)
    actions = appealed.actions(work.session, appeal.decision)
    if outcome == "dismiss":
        return _Left(standing, [], [], [])
    if outcome == "uphold":
        return _Left([], standing, [], actions)
    left = _varied(work, appeal, changes, standing, actions)
    if not (left.end or left.replace or left.actions_ended):
        raise RefusedError("nothing_changed")
    if not (left.stand or left.replace or set(actions) - set(left.actions_ended)):
        raise RefusedError("uphold_instead")
    for old, new in left.replace:
        new.review_on = review_on or old.review_on
    _check_what_is_left(work, appeal, left)
    return left


def _varied(
    work: Work, appeal: Appeal, changes: Mapping[str, Change], standing: list[Restriction], actions: list[str]
) -> _Left:
    unknown = changes.keys() - {one.ref for one in standing} - set(actions)
    if unknown:
        raise NotFoundError(min(unknown))
    left = _Left([], [], [], [code for code in actions if changes.get(code) == "ends"])
    for one in standing:
        change = changes.get(one.ref, "stands")
        if isinstance(change, RestrictionFacts):
            new = drafting.restriction(work, appeal.decision, change, one.position, place=one.ref)
            left.replace.append((one, new))
        elif change == "ends":
            left.end.append(one)
        else:
            left.stand.append(one)
    return left


def _check_what_is_left(work: Work, appeal: Appeal, left: _Left) -> None:
    """Places in the findings count the new restrictions in their order, then those that stand.

    The day of the review is asked about for what is new: that the review of what stands was missed keeps no hearer
    from ending the rest.
    """
    remaining = [new for _, new in left.replace] + left.stand
    if not remaining:
        return
    decision = appeal.decision
    dates = [new.review_on for _, new in left.replace]
    known = [day for day in dates if day is not None and day > work.today]
    asked = _OF_WHAT_IS_LEFT if dates else _OF_WHAT_IS_LEFT - _OF_THE_REVIEW
    proposal = replace(
        proposals.proposal_of(work.session, work.pack, decision, work.today),
        restrictions=tuple(proposals.as_rule(one) for one in remaining),
        review_on=max(known, default=None) if len(known) == len(dates) else None,
    )
    answer = check(work.pack, proposal, proposals.in_force_beside(work.session, decision))
    new_ones = len(left.replace)
    stops = tuple(
        finding
        for finding in answer.findings
        if finding.severity == "stop" and finding.code in asked and (finding.place is None or finding.place < new_ones)
    )
    stops = (*stops, *_ladders(work, appeal, left, grave=proposal.serious or proposal.immediate_risk))
    named = filing.reader(work.session, appeal.customer_id, work.today) is not None
    stops += reader_missing(work.pack, [new.kind for _, new in left.replace], named)
    if stops:
        raise RefusedError("not_allowed", stops)


def _ladders(work: Work, appeal: Appeal, left: _Left, *, grave: bool) -> tuple[Finding, ...]:
    """A kind that was not there before needs its ladder, whoever would impose it (Octavia 4.3)."""
    known = {old.kind for old, _ in left.replace}
    kinds = [new.kind for _, new in left.replace if new.kind not in known]
    done = before.done(work.session, appeal.decision.case)
    return before_rules.ladders(work.pack, kinds, done, grave=grave)


def _apply(work: Work, appeal: Appeal, left: _Left, why: str) -> None:
    for old in [*left.end, *(old for old, _ in left.replace)]:
        moves.move("restriction", old, "ended")
        old.ended_on, old.ended_why = work.today, why
    for old, new in left.replace:
        new.decision_id, new.appeal_id = old.decision_id, appeal.id
        safety = old.safety or new.safety  # else it waits, like every other, until the letter has reached the person
        new.starts_on = takes_effect(work.pack, work.today, old.starts_on, immediate_risk=safety)
        if appeal.decision.state != "announced":  # what is only intended stays so
            moves.move("restriction", new, "in_force")
        work.session.add(new)
    appeal.actions_ended = left.actions_ended


def _told(work: Work, appeal: Appeal) -> set[int]:
    """Who reads what came of it: whoever has the case or reported it, and those who decided."""
    return notices.of_case(work, appeal.decision.case) | {one.staff_id for one in appeal.decision.signatures}


def _record(work: Work, appeal: Appeal, left: _Left, stood: list[str], to_each: list[dict[str, str]]) -> None:
    work.record(
        "appeal_decided",
        appeal.ref,
        appeal.customer_id,
        outcome=appeal.outcome,
        why=appeal.reasons,
        before=stood,
        grounds=to_each,
        after={
            "stand": [one.ref for one in left.stand],
            "ended": [one.ref for one in left.end],
            "replaced": [
                {"old": old.ref, "new": new.ref, "kind": new.kind, "terms": new.terms} for old, new in left.replace
            ],
            "actions_ended": left.actions_ended,
        },
    )


def _may_hear_as(work: Work, appeal: Appeal, hearer: StaffMember, role: str) -> None:
    if role not in work.pack.roles or not rows.holds(hearer, role, work.today):
        raise RefusedError("role_not_held", role=role)
    stops = obstacles(work.session, work.pack, appeal, Person(str(hearer.id), role), work.today)
    if stops:
        raise RefusedError("not_allowed", stops)


def _left_behind(work: Work, appeal: Appeal) -> bool:
    hearer = appeal.hearer
    if appeal.state != "hearing" or hearer is None:
        return False
    gone = hearer.left_on is not None and hearer.left_on < work.today
    return gone or not rows.holds(hearer, appeal.hearer_role or "", work.today)


def obstacles(session: Session, pack: Pack, appeal: Appeal, hearer: Person, today: date) -> tuple[Finding, ...]:
    """What the rules say about this hearer. Whether the appeal may be made at all was asked when it was handed in."""
    return obstacles_to(pack, appealed.as_rule(session, pack, appeal, hearer, today))


def obstacles_to(pack: Pack, asked: HearAppeal) -> tuple[Finding, ...]:
    """The same of an appeal that was read already, for who asks about one person after the other."""
    answer = check(pack, asked)
    return tuple(finding for finding in answer.stops if finding.code != "appeal_repeated")
