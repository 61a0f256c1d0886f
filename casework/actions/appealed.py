"""What an appeal is against, and who had a part in it: taken from the record, for the rules to judge."""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BindParameter, CompoundSelect, Select, bindparam, func, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from casework.actions import clock, proposals
from casework.records import fair_desk, own
from casework.records.aftermath import RiskAssessment
from casework.records.agreements import ContactAgreement
from casework.records.appeals import Appeal
from casework.records.arrangements import OPEN_APPEAL
from casework.records.cases import Case, Incident, Warning, Weighing
from casework.records.consulting import Consultation, LegalCheck
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.fairness import ConductConcern, RetaliationAnswer, WithheldTest
from casework.records.reviews import Review, ReviewSignature
from casework.records.steps import Referral, Step
from casework.rules.pack import Pack
from casework.rules.proposal import HearAppeal, Person

STANDING: Final = ("proposed", "in_force", "suspended")

_DECISIONS: Final[BindParameter[Any]] = bindparam("decisions", expanding=True)


def _in_case(person: InstrumentedAttribute[Any], case: InstrumentedAttribute[Any]) -> Select[Any]:
    beside = select(Decision.id, person).join(person.class_, case == Decision.case_id)
    return beside.where(Decision.id.in_(_DECISIONS))


# Asked at nearly every act about an appeal, so all at once: the number of a decision, and of somebody who took part.
_TOOK_PART: Final[CompoundSelect[Any]] = union(
    _in_case(Case.owner_id, Case.id),
    _in_case(Case.assessed_by_id, Case.id),
    _in_case(Incident.reported_by_id, Incident.case_id),
    _in_case(Warning.given_by_id, Warning.case_id),
    _in_case(Step.done_by_id, Step.case_id),
    _in_case(Referral.answered_by_id, Referral.case_id),
    _in_case(RiskAssessment.assessed_by_id, RiskAssessment.case_id),
    _in_case(ContactAgreement.offered_by_id, ContactAgreement.case_id),
    _in_case(Consultation.recorded_by_id, Consultation.case_id),
    _in_case(LegalCheck.checked_by_id, LegalCheck.case_id),
    select(Decision.id, Weighing.weighed_by_id)
    .join(Incident, Incident.case_id == Decision.case_id)
    .join(Weighing, Weighing.incident_id == Incident.id)
    .where(Decision.id.in_(_DECISIONS)),
    select(Decision.id, ConductConcern.about_id)
    .join(ConductConcern, fair_desk.weighs(Decision.case_id))
    .where(Decision.id.in_(_DECISIONS)),
    select(Signature.decision_id, Signature.staff_id).where(Signature.decision_id.in_(_DECISIONS)),
    select(Appeal.decision_id, Appeal.hearer_id).where(Appeal.decision_id.in_(_DECISIONS), Appeal.outcome == "vary"),
    select(Review.decision_id, ReviewSignature.staff_id)
    .join(ReviewSignature, ReviewSignature.review_id == Review.id)
    .where(Review.decision_id.in_(_DECISIONS)),
    select(Review.decision_id, Review.director_id).where(Review.decision_id.in_(_DECISIONS)),
    select(Review.decision_id, Review.proposed_by_id).where(Review.decision_id.in_(_DECISIONS)),
    select(WithheldTest.decision_id, WithheldTest.staff_id).where(
        WithheldTest.decision_id.in_(_DECISIONS), WithheldTest.outcome == "kept_back"
    ),
    select(RetaliationAnswer.decision_id, RetaliationAnswer.staff_id)
    .join(Decision, RetaliationAnswer.decision_id == Decision.id)
    .where(Decision.id.in_(_DECISIONS), RetaliationAnswer.content_hash == Decision.content_hash),
)


def restrictions(decision: Decision) -> list[Restriction]:
    """The restrictions of the decision that still stand."""
    return [one for one in decision.restrictions if one.state in STANDING]


def actions(session: Session, decision: Decision) -> list[str]:
    """The actions of the decision that no appeal has ended."""
    return _left_of(decision, _ended(session, [decision.id]))


def _ended(session: Session, decisions: Collection[int]) -> set[tuple[int, str]]:
    """What appeals have ended of these decisions: the decision, and the code of an action."""
    chosen = select(Appeal.decision_id, Appeal.actions_ended).where(Appeal.decision_id.in_(decisions))
    return {(number, code) for number, codes in session.execute(chosen) for code in codes}


def _left_of(decision: Decision, ended: Container[tuple[int, str]]) -> list[str]:
    return [code for code in decision.actions if (decision.id, code) not in ended]


def against(session: Session, decision: Decision) -> tuple[str, ...]:
    """The kinds and actions that can be appealed against now; none where nothing stands any more."""
    kinds = dict.fromkeys(one.kind for one in restrictions(decision))
    return (*kinds, *actions(session, decision))


def decided_by(decision: Decision) -> tuple[Person, ...]:
    """Who signed for the decision."""
    return tuple(Person(str(one.staff_id), one.role) for one in proposals.counted(decision) if one.agrees)


def involved(session: Session, decision: Decision) -> tuple[str, ...]:
    """Everyone else who took part.

    Reporters, the case's owner, who weighed what was reported, consulted teams, considered legal advice, drafted,
    assessed and warned, who offered an agreement, who signed any text of it (against it too), who approved a longer
    period or kept a notice back, then or later, who has varied it on an earlier appeal, proposed a review's outcome or
    reviewed it, who answered for it after a complaint, and whom a concern of the case is about while it is open or was
    upheld.
    """
    return tuple(sorted(_part_in(session, [decision])[decision.id]))


def heard_by(session: Session, decision: Decision) -> dict[int, str]:
    """Who has answered each appeal against the decision, by its number, whatever the answer was."""
    answered = select(Appeal.id, Appeal.hearer_id).where(Appeal.decision_id == decision.id, Appeal.state == "decided")
    return {number: str(person) for number, person in session.execute(answered) if person is not None}


def _part_in(session: Session, decisions: Collection[Decision]) -> dict[int, set[str]]:
    """Who took part in each of these decisions, by its number."""
    found: dict[int, set[int | None]] = {
        one.id: {
            one.drafted_by_id,
            (one.longer_period or {}).get("approved_by_id"),
            (one.notice.get("withheld") or {}).get("signed_by_id"),
        }
        for one in decisions
    }
    for number, person in session.execute(_TOOK_PART, {"decisions": list(found)}):
        found[number].add(person)
    return {number: {str(person) for person in people if person} for number, people in found.items()}


def in_the_case(session: Session, appeal: Appeal) -> tuple[str, ...]:
    """Everyone who took part in another decision or appeal of the same case (Watford 6.3)."""
    return tuple(sorted(_in_the_cases(session, [appeal])[appeal.id]))


def _in_the_cases(session: Session, appeals: Collection[Appeal]) -> dict[int, set[str]]:
    """The same of each of these appeals, by its number."""
    cases = {one.decision.case_id for one in appeals}
    decisions = {one.id: one for one in session.scalars(select(Decision).where(Decision.case_id.in_(cases)))}
    took_part = _part_in(session, decisions.values())
    of_cases = select(Appeal.id, Appeal.decision_id, Appeal.hearer_id).where(Appeal.decision_id.in_(decisions))
    heard = session.execute(of_cases.where(Appeal.hearer_id.is_not(None))).all()
    return {
        one.id: {
            person
            for number, people in took_part.items()
            if number != one.decision_id and decisions[number].case_id == one.decision.case_id
            for person in people
        }
        | {
            str(hearer)
            for number, about, hearer in heard
            if number != one.id and decisions[about].case_id == one.decision.case_id
        }
        for one in appeals
    }


def _earlier(session: Session, appeals: Collection[Appeal]) -> dict[int, int]:
    """For each, how many appeals about the same issue were decided before: since its decision's last review."""
    about = {one.decision_id for one in appeals}
    held = select(Review.decision_id, func.max(Review.held_at)).where(Review.decision_id.in_(about))
    reviews = session.execute(held.where(Review.state == "held").group_by(Review.decision_id))
    last = {number: at for number, at in reviews}
    decided = select(Appeal.id, Appeal.decision_id, Appeal.decided_at).where(Appeal.decision_id.in_(about))
    before = session.execute(decided.where(Appeal.state == "decided")).all()
    return {
        one.id: sum(
            number != one.id and decision == one.decision_id and _after(at, last.get(decision))
            for number, decision, at in before
        )
        for one in appeals
    }


def _after(at: datetime | None, review: datetime | None) -> bool:
    return review is None or (at is not None and at > review)


def decided_before(session: Session, decision: Decision) -> int:
    """How many appeals against what the decision says now were decided."""
    last = select(func.max(Review.held_at)).where(Review.decision_id == decision.id, Review.state == "held")
    reviewed_at = session.scalar(last)
    decided = [Appeal.decision_id == decision.id, Appeal.state == "decided"]
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
    return as_rules(session, pack, [appeal], hearer, today)[0]


def as_rules(
    session: Session, pack: Pack, appeals: Sequence[Appeal], hearer: Person, today: date
) -> tuple[HearAppeal, ...]:
    """Each of these appeals. The record is asked as often for many as for one."""
    decisions = _read(session, {one.decision_id for one in appeals})
    took_part = _part_in(session, decisions)
    in_case = _in_the_cases(session, appeals) if pack.appeals.whole_case else {}
    ended = _ended(session, [one.id for one in decisions])
    now = own.situations(session, {one.customer_id for one in decisions}, today)
    before, delivered = _earlier(session, appeals), clock.all_delivered_on(session, decisions)
    return tuple(
        HearAppeal(
            received_on=one.received_on or today,
            of=_against(one.decision, ended),
            customer=proposals.customer_as_rule(one.decision.customer, now[one.decision.customer_id]),
            hearer=hearer,
            decided_by=decided_by(one.decision),
            involved=tuple(sorted(took_part[one.decision_id] | in_case.get(one.id, set()))),
            earlier_appeals_same_issue=before[one.id],
            new_evidence=bool(one.new_evidence) or bool(one.evidence),
            delivered_on=delivered[one.decision_id],
        )
        for one in appeals
    )


def _against(decision: Decision, ended: Container[tuple[int, str]]) -> tuple[str, ...]:
    standing = (*dict.fromkeys(one.kind for one in restrictions(decision)), *_left_of(decision, ended))
    return standing or (*dict.fromkeys(one.kind for one in decision.restrictions), *decision.actions)


def _read(session: Session, decisions: Collection[int]) -> Sequence[Decision]:
    """The decisions with what is asked of each; what was read before stays as it is."""
    chosen = (
        select(Decision)
        .where(Decision.id.in_(decisions))
        .options(joinedload(Decision.customer), selectinload(Decision.restrictions), selectinload(Decision.signatures))
    )
    return session.scalars(chosen).all()
