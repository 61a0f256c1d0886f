"""What an appeal is against, and who had a part in it: taken from the record, for the rules to judge."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Integer, String, bindparam, func, select, union
from sqlalchemy.orm import Session

from casework.actions import clock, proposals
from casework.records import fair_desk
from casework.records.appeals import Appeal
from casework.records.arrangements import OPEN_APPEAL
from casework.records.cases import Case, Incident, Warning
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.fairness import RetaliationAnswer
from casework.records.reviews import Review, ReviewSignature
from casework.records.steps import Referral, Step
from casework.rules.pack import Pack
from casework.rules.proposal import HearAppeal, Person

STANDING: Final = ("proposed", "in_force", "suspended")

_CASE: Final = bindparam("case", type_=Integer)
_DECISION: Final = bindparam("decision", type_=Integer)
# Asked at nearly every act about an appeal, so all at once. ``text``: the hash of what the decision says now.
_TOOK_PART: Final = union(
    select(Case.owner_id).where(Case.id == _CASE),
    select(Case.assessed_by_id).where(Case.id == _CASE),
    select(Incident.reported_by_id).where(Incident.case_id == _CASE),
    select(Warning.given_by_id).where(Warning.case_id == _CASE),
    select(Step.done_by_id).where(Step.case_id == _CASE),
    select(Referral.answered_by_id).where(Referral.case_id == _CASE),
    fair_desk.weighing(_CASE),
    select(Signature.staff_id).where(Signature.decision_id == _DECISION),
    select(Appeal.hearer_id).where(Appeal.decision_id == _DECISION, Appeal.outcome == "vary"),
    select(ReviewSignature.staff_id).join(Review).where(Review.decision_id == _DECISION),
    select(Review.director_id).where(Review.decision_id == _DECISION),
    select(RetaliationAnswer.staff_id).where(
        RetaliationAnswer.decision_id == _DECISION, RetaliationAnswer.content_hash == bindparam("text", type_=String)
    ),
)


def restrictions(decision: Decision) -> list[Restriction]:
    """The restrictions of the decision that still stand."""
    return [one for one in decision.restrictions if one.state in STANDING]


def actions(session: Session, decision: Decision) -> list[str]:
    """The actions of the decision that no appeal has ended."""
    ended = session.scalars(select(Appeal.actions_ended).where(Appeal.decision_id == decision.id))
    gone = {code for codes in ended for code in codes}
    return [code for code in decision.actions if code not in gone]


def against(session: Session, decision: Decision) -> tuple[str, ...]:
    """The kinds and actions that can be appealed against now; none where nothing stands any more."""
    kinds = dict.fromkeys(one.kind for one in restrictions(decision))
    return (*kinds, *actions(session, decision))


def decided_by(decision: Decision) -> tuple[Person, ...]:
    """Who signed for the decision."""
    return tuple(Person(str(one.staff_id), one.role) for one in proposals.counted(decision) if one.agrees)


def involved(session: Session, decision: Decision) -> tuple[str, ...]:
    """Everyone else who took part.

    Reporters, the case's owner, who drafted, assessed and warned, who signed any text of it (against it too), who
    approved a longer period or kept a notice back, who has varied it on an earlier appeal or reviewed it, who
    answered for it after a complaint, and whom a concern of the case is about while it is open or was upheld.
    """
    people: set[int | None] = {decision.drafted_by_id}
    people.add((decision.longer_period or {}).get("approved_by_id"))
    people.add((decision.notice.get("withheld") or {}).get("signed_by_id"))
    asked = {"case": decision.case_id, "decision": decision.id, "text": decision.content_hash}
    people.update(session.scalars(_TOOK_PART, asked))
    return tuple(sorted(str(person) for person in people if person))


def in_the_case(session: Session, appeal: Appeal) -> tuple[str, ...]:
    """Everyone who took part in another decision or appeal of the same case (Watford 6.3)."""
    all_of_it = session.scalars(select(Decision).where(Decision.case_id == appeal.decision.case_id)).all()
    people = {person for one in all_of_it if one.id != appeal.decision_id for person in involved(session, one)}
    heard = select(Appeal.hearer_id).where(
        Appeal.decision_id.in_([one.id for one in all_of_it]), Appeal.id != appeal.id, Appeal.hearer_id.is_not(None)
    )
    people.update(str(person) for person in session.scalars(heard))
    return tuple(sorted(people))


def earlier(session: Session, appeal: Appeal) -> int:
    """How many appeals about the same issue were decided before: against the decision, since its last review."""
    return decided_before(session, appeal.decision, appeal)


def decided_before(session: Session, decision: Decision, but: Appeal | None = None) -> int:
    """How many appeals against what the decision says now were decided, ``but`` that one."""
    last = select(func.max(Review.held_at)).where(Review.decision_id == decision.id, Review.state == "held")
    reviewed_at = session.scalar(last)
    decided = [Appeal.decision_id == decision.id, Appeal.state == "decided"]
    if but is not None:
        decided.append(Appeal.id != but.id)
    if reviewed_at is not None:
        decided.append(Appeal.decided_at > reviewed_at)
    return session.scalar(select(func.count()).select_from(Appeal).where(*decided)) or 0


def waiting(session: Session, decision: Decision, but: Appeal | None = None) -> str | None:
    """The reference of the appeal that waits for its answer; None where there is none ``but`` that one."""
    open_ones = select(Appeal.ref).where(Appeal.decision_id == decision.id, Appeal.state.in_(OPEN_APPEAL))
    if but is not None:
        open_ones = open_ones.where(Appeal.id != but.id)
    return session.scalar(open_ones.order_by(Appeal.id))


def as_rule(session: Session, pack: Pack, appeal: Appeal, hearer: Person, today: date) -> HearAppeal:
    """The appeal as the rules know it, heard by this person; against what stood, where nothing stands any more."""
    decision = appeal.decision
    took_part = involved(session, decision)
    if pack.appeals.whole_case:
        took_part = (*took_part, *in_the_case(session, appeal))
    stood = (*dict.fromkeys(one.kind for one in decision.restrictions), *decision.actions)
    return HearAppeal(
        received_on=appeal.received_on or today,
        of=against(session, decision) or stood,
        customer=proposals.customer_facts(session, decision, today),
        hearer=hearer,
        decided_by=decided_by(decision),
        involved=took_part,
        earlier_appeals_same_issue=earlier(session, appeal),
        new_evidence=bool(appeal.new_evidence) or bool(appeal.evidence),
        delivered_on=clock.delivered_on(session, decision),
    )
