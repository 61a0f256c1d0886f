"""Why can't I, on record: what blocks each option of a case, and what a decision offers somebody who appeals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.actions import appeals, proposals, retaliation
from casework.actions.work import Work
from casework.records import agreements, fair_desk
from casework.records.appeals import Appeal
from casework.records.cases import Case, Warning
from casework.records.decisions import Decision
from casework.records.fairness import AppealPoint
from casework.rules import points as rules
from casework.rules.calendar import day_of
from casework.rules.finding import Finding
from casework.rules.pack import Pack
from casework.rules.proposal import Impose

_APPLIES: Final = ("in_force", "suspended")


def options(session: Session, pack: Pack, case: Case, today: date) -> tuple[rules.Option, ...]:
    """What blocks each kind of restriction in this case today, by what is on record."""
    trial = Decision(
        case=case,
        case_id=case.id,
        customer=case.customer,
        customer_id=case.customer_id,
        actions=[],
        notice={"preferred": True, "letter": True, "withheld": None},
        content_hash="",
    )  # never added to the session: a proposal that nobody has written
    proposal = proposals.proposal_of(session, pack, trial, today)
    return rules.why_not(pack, proposal, proposals.in_force_beside(session, trial))


def offered(session: Session, pack: Pack, decision: Decision, today: date) -> tuple[Finding, ...]:
    """The points of appeal that the record offers about a decision of which the customer was told."""
    told = decision.announced_at or decision.issued_at
    issued = day_of(told) if told else today
    own = sorted((one for one in decision.restrictions if one.appeal_id is None), key=lambda one: one.position)
    return rules.points_of_appeal(
        pack,
        rules.Facts(
            proposal=_as_issued(session, pack, decision, issued, today),
            proposed_on=retaliation.proposed_on(decision),
            today=today,
            in_force=proposals.in_force_beside(session, decision),
            reviews={place: one.review_on for place, one in enumerate(own) if one.state in _APPLIES and one.review_on},
            matters=retaliation.on_record(session, decision.customer_id),
            broken=len(agreements.broken_promises(session, decision.customer_id)),
        ),
    )


def _as_issued(session: Session, pack: Pack, decision: Decision, issued: date, today: date) -> Impose:
    """The proposal with the steps that were on record on the day of issue, and the person as they are today.

    What was done only afterwards does not mend what was missing; what a person cannot use counts from when they say so.
    """
    proposal = proposals.proposal_of(session, pack, decision, issued)
    case = decision.case
    warned = session.scalars(select(Warning.given_on).where(Warning.case_id == case.id)).all()
    known = [one for one in case.incidents if day_of(one.recorded_at) <= issued]
    steps = replace(
        proposal.steps,
        told=any(one.told for one in known),
        warned=any(day <= issued for day in warned) or any(one.warned for one in known),
        assessed=case.assessed_on is not None and _assessed_in_time(proposal, case.assessed_on, issued),
    )
    customer = proposals.customer_facts(session, decision, today)
    return replace(proposal, steps=steps, customer=customer)


def _assessed_in_time(proposal: Impose, assessed_on: date, issued: date) -> bool:
    """Assessed by the day of issue; at immediate risk it may follow, and counts once it has."""
    return proposal.immediate_risk or assessed_on <= issued


def choose(work: Work, appeal_ref: str, keys: Collection[str]) -> str:
    """Keep the points that were ticked in a draft, and none else. Returns the appeal's reference."""
    appeal = appeals.own_draft(work, appeal_ref)
    keep(work, appeal, keys)
    return appeal.ref


def keep(work: Work, appeal: Appeal, keys: Collection[str]) -> None:
    """The same, for an appeal that is held already with the customer's lock."""
    found = rules.chosen(offered(work.session, work.pack, appeal.decision, work.today), keys) if keys else ()
    before = {one.key: one for one in fair_desk.appeals_points(work.session, appeal.id)}
    if list(before) == [rules.key(one) for one in found]:
        return
    work.session.execute(delete(AppealPoint).where(AppealPoint.appeal_id == appeal.id))
    kept = proposals.as_record(found)
    for one, plain in zip(found, kept, strict=True):
        row = AppealPoint(appeal_id=appeal.id, key=rules.key(one), finding=plain, chosen_at=work.now)
        work.session.add(row)
    work.session.flush()
    work.record("appeal_points_chosen", appeal.ref, appeal.customer_id, before=list(before), after=kept)


def answer_why(work: Work, appeal_ref: str, grounds: str, keys: Collection[str]) -> str:
    """The page that asks why: what was ticked and what was written, in one act."""
    choose(work, appeal_ref, keys)
    return appeals.answer(work, appeal_ref, grounds=grounds)


def as_findings(session: Session, appeal: Appeal) -> tuple[Finding, ...]:
    """The points of an appeal as findings, for words to be put on them."""
    return proposals.from_record([one.finding for one in fair_desk.appeals_points(session, appeal.id)])
