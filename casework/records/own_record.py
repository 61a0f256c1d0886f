"""What a customer may read of the record about them, beside what applies: incidents, how their life was looked at,
who opened the record, and what they asked to put right.

An incident shows once the customer was told of it: on the spot, by a warning or another letter, or by a decision.
While a notice is rightly kept back from them (Calico 5.2), nothing of that case shows. Names of staff are never part
of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.records import accounts
from casework.records.accounts import Correction, IncidentReply
from casework.records.cases import Case, Incident
from casework.records.decisions import Decision
from casework.records.missing import NotFoundError
from casework.records.own import Reader, withheld
from casework.records.signin import AccessLook
from casework.records.steps import Question
from casework.rules.calendar import day_of


@dataclass(frozen=True, slots=True)
class Looks:
    """How often somebody in one role opened the record on one day."""

    day: date
    role: str
    times: int


def own_incidents(session: Session, whose: Reader) -> tuple[Incident, ...]:
    """The incidents that the customer was told of, the newest first."""
    whose.needs("speak")
    found = session.scalars(
        select(Incident)
        .where(Incident.customer_id == whose.customer_id)
        .options(joinedload(Incident.case).selectinload(Case.warnings))
        .order_by(Incident.happened_at.desc(), Incident.id.desc())
    ).all()
    decisions = _decisions_by_case(session, whose.customer_id)
    asked = set(session.scalars(select(Question.case_id).where(Question.customer_id == whose.customer_id)))
    return tuple(one for one in found if _told_of(one, decisions.get(one.case_id or 0, ()), one.case_id in asked))


def own_incident(session: Session, whose: Reader, ref: str) -> Incident:
    """One of them. NotFoundError for any other."""
    for found in own_incidents(session, whose):
        if found.ref == ref:
            return found
    raise NotFoundError(ref)


def own_replies(session: Session, whose: Reader) -> tuple[IncidentReply, ...]:
    """What was said to the incidents that show, the first word first."""
    shown = [one.id for one in own_incidents(session, whose)]
    chosen = select(IncidentReply).where(IncidentReply.incident_id.in_(shown))
    return tuple(session.scalars(chosen.order_by(IncidentReply.id)))


def own_questions(session: Session, whose: Reader) -> tuple[Question, ...]:
    """What the customer was asked before anything was decided, the newest first."""
    whose.needs("speak")
    chosen = select(Question).where(Question.customer_id == whose.customer_id).options(joinedload(Question.case))
    return tuple(session.scalars(chosen.order_by(Question.asked_on.desc(), Question.id.desc())))


def own_question(session: Session, whose: Reader, ref: str) -> Question:
    """One of them. NotFoundError for any other."""
    for found in own_questions(session, whose):
        if found.ref == ref:
            return found
    raise NotFoundError(ref)


def own_cases(session: Session, whose: Reader) -> tuple[Case, ...]:
    """The cases in which an incident shows, the newest first."""
    shown = {one.case_id for one in own_incidents(session, whose) if one.case_id is not None}
    chosen = select(Case).where(Case.id.in_(shown)).options(selectinload(Case.warnings))
    return tuple(session.scalars(chosen.order_by(Case.opened_at.desc(), Case.id.desc())))


def warned_on(case: Case) -> tuple[date, ...]:
    """The days on which the customer was warned in a case of their own."""
    return tuple(one.given_on for one in case.warnings)


def own_corrections(session: Session, whose: Reader) -> tuple[Correction, ...]:
    """What was asked to be put right, the newest first."""
    whose.needs("speak")
    return accounts.customers_corrections(session, whose.customer_id)


def own_correction(session: Session, whose: Reader, ref: str) -> Correction:
    """One of them. NotFoundError for anybody else's."""
    for found in own_corrections(session, whose):
        if found.ref == ref:
            return found
    raise NotFoundError(ref)


def looks(session: Session, whose: Reader) -> tuple[Looks, ...]:
    """Who of our staff opened the record, by day and role, the last day first. Which page it was is not told."""
    chosen = select(AccessLook.at, AccessLook.role).where(
        AccessLook.customer_id == whose.customer_id, AccessLook.actor == "staff"
    )
    counted = Counter((day_of(at), role) for at, role in session.execute(chosen))
    return tuple(Looks(day, role, times) for (day, role), times in sorted(counted.items(), reverse=True))


def _decisions_by_case(session: Session, customer_id: int) -> Mapping[int, Sequence[Decision]]:
    found: dict[int, list[Decision]] = {}
    for one in session.scalars(select(Decision).where(Decision.customer_id == customer_id)):
        found.setdefault(one.case_id, []).append(one)
    return found


def _told_of(incident: Incident, decisions: Sequence[Decision], asked: bool) -> bool:
    if any(one.state != "withdrawn" and withheld(one.notice) for one in decisions):
        return False
    warned = incident.case is not None and bool(incident.case.warnings)
    by_letter = asked or incident.letter_ref is not None
    return incident.told or warned or by_letter or any(one.issued_at or one.announced_at for one in decisions)
