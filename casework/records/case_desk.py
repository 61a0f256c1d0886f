"""What staff read of the work in a case before a decision: steps, offers of support, referrals and their answers."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from casework.records.cases import Case, Incident
from casework.records.missing import NotFoundError
from casework.records.steps import Question, Referral, Step, SupportOffer

Row = TypeVar("Row")


def steps(session: Session, case_id: int) -> tuple[Step, ...]:
    """What was done in a case, in its order."""
    chosen = select(Step).where(Step.case_id == case_id).options(joinedload(Step.done_by))
    return tuple(session.scalars(chosen.order_by(Step.done_on, Step.id)))


def offers(session: Session, case_id: int) -> tuple[SupportOffer, ...]:
    """The help that was offered in a case, in its order."""
    chosen = select(SupportOffer).where(SupportOffer.case_id == case_id)
    return tuple(session.scalars(chosen.order_by(SupportOffer.offered_on, SupportOffer.id)))


def offer(session: Session, ref: str) -> SupportOffer:
    """One offer of help with its case. NotFoundError where there is none."""
    chosen = select(SupportOffer).where(SupportOffer.ref == ref)
    return _one(session, chosen.options(joinedload(SupportOffer.case).joinedload(Case.customer)), ref)


def questions(session: Session, case_id: int) -> tuple[Question, ...]:
    """What the customer was asked in a case, in its order."""
    chosen = select(Question).where(Question.case_id == case_id).options(joinedload(Question.asked_by))
    return tuple(session.scalars(chosen.order_by(Question.asked_on, Question.id)))


def question(session: Session, ref: str) -> Question:
    """One question with its case. NotFoundError where there is none."""
    chosen = select(Question).where(Question.ref == ref)
    return _one(session, chosen.options(joinedload(Question.case).joinedload(Case.customer)), ref)


def referral(session: Session, ref: str) -> Referral:
    """A referral with its incident. NotFoundError where there is none."""
    return _one(session, _referrals().where(Referral.ref == ref), ref)


def incidents_referral(session: Session, incident_id: int) -> Referral | None:
    """The referral that was made about an incident."""
    return session.scalar(_referrals().where(Referral.incident_id == incident_id))


def cases_referrals(session: Session, case_id: int) -> tuple[Referral, ...]:
    """The referrals from which a case came, the first one first."""
    return tuple(session.scalars(_referrals().where(Referral.case_id == case_id).order_by(Referral.id)))


def _referrals() -> Select[Referral]:
    return select(Referral).options(
        joinedload(Referral.incident).joinedload(Incident.customer),
        joinedload(Referral.customer),
        joinedload(Referral.made_by),
        joinedload(Referral.answered_by),
        joinedload(Referral.case),
    )


def _one(session: Session, chosen: Select[Row], ref: str) -> Row:
    found = session.scalars(chosen).unique().one_or_none()
    if found is None:
        raise NotFoundError(ref)
    return found
