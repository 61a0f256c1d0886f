"""What staff read of concerns, matters, representatives and risks. Who may is decided by the routes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from casework.records.cases import Incident
from casework.records.fairness import AppealPoint, ConductConcern, Matter, Representative, RiskFrom, RiskTo
from casework.records.missing import NotFoundError
from casework.records.people import Advocate, StaffMember

MOST_SHOWN = 100


@dataclass(frozen=True)
class OfCustomer:
    """What the page about a customer shows of all this. ``acts_as``: whose own record it is, of an advocate."""

    concerns: tuple[ConductConcern, ...]
    matters: tuple[Matter, ...]
    at_risk: tuple[RiskTo, ...]
    a_risk: tuple[RiskFrom, ...]
    acts_as: Advocate | None


def of_customer(session: Session, customer_id: int) -> OfCustomer:
    """All of it about one customer."""
    return OfCustomer(
        concerns=customers_concerns(session, customer_id),
        matters=customers_matters(session, customer_id),
        at_risk=risks_to(session, customer_id),
        a_risk=risks_from(session, customer_id),
        acts_as=acts_for_others(session, customer_id),
    )


def concern(session: Session, ref: str) -> ConductConcern:
    """A concern with whom it is about. NotFoundError when there is none."""
    found = session.scalar(_concerns().where(ConductConcern.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def concerns_open(session: Session) -> tuple[ConductConcern, ...]:
    """What waits for an answer, the oldest first."""
    chosen = _concerns().where(ConductConcern.state == "open")
    return tuple(session.scalars(chosen.order_by(ConductConcern.raised_on, ConductConcern.id)))


def concerns_closed(session: Session) -> tuple[ConductConcern, ...]:
    """What was answered last."""
    chosen = _concerns().where(ConductConcern.state == "closed")
    return tuple(session.scalars(chosen.order_by(ConductConcern.closed_on.desc()).limit(MOST_SHOWN)))


def cases_concerns(session: Session, case_id: int) -> tuple[ConductConcern, ...]:
    """The concerns that are kept with a case or with an incident in it, the newest first."""
    return tuple(session.scalars(_concerns().where(_with_case(case_id)).order_by(ConductConcern.id.desc())))


def incidents_concerns(session: Session, incident_id: int) -> tuple[ConductConcern, ...]:
    """The concerns that answer an incident, the newest first."""
    chosen = _concerns().where(ConductConcern.incident_id == incident_id)
    return tuple(session.scalars(chosen.order_by(ConductConcern.id.desc())))


def customers_concerns(session: Session, customer_id: int) -> tuple[ConductConcern, ...]:
    """What a customer has said about staff, the newest first."""
    chosen = _concerns().where(ConductConcern.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(ConductConcern.id.desc())))


def customers_matters(session: Session, customer_id: int) -> tuple[Matter, ...]:
    """What a customer stood up for themselves with, the newest first."""
    chosen = select(Matter).where(Matter.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(Matter.came_on.desc(), Matter.id.desc())))


def risks_to(session: Session, customer_id: int) -> tuple[RiskTo, ...]:
    """In what danger a person is."""
    chosen = select(RiskTo).where(RiskTo.customer_id == customer_id, RiskTo.ended_on.is_(None))
    return tuple(session.scalars(chosen.order_by(RiskTo.id)))


def risks_from(session: Session, customer_id: int) -> tuple[RiskFrom, ...]:
    """In what way a person was a danger."""
    chosen = select(RiskFrom).where(RiskFrom.customer_id == customer_id, RiskFrom.ended_on.is_(None))
    return tuple(session.scalars(chosen.options(joinedload(RiskFrom.incident)).order_by(RiskFrom.id)))


def risk_to(session: Session, ref: str) -> RiskTo:
    """One of them. NotFoundError when there is none."""
    found = session.scalar(select(RiskTo).where(RiskTo.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def risk_from(session: Session, ref: str) -> RiskFrom:
    """One of them. NotFoundError when there is none."""
    found = session.scalar(select(RiskFrom).where(RiskFrom.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def appeals_points(session: Session, appeal_id: int) -> tuple[AppealPoint, ...]:
    """The points that were ticked in an appeal, in their order."""
    return tuple(
        session.scalars(select(AppealPoint).where(AppealPoint.appeal_id == appeal_id).order_by(AppealPoint.id))
    )


def acts_for_others(session: Session, customer_id: int) -> Advocate | None:
    """The advocate whose own record this is; None for everybody else."""
    chosen = select(Advocate).join(Representative).where(Representative.customer_id == customer_id)
    return session.scalar(chosen)


def staff_members(session: Session) -> tuple[StaffMember, ...]:
    """Everyone who works here or did, by name."""
    chosen = select(StaffMember).options(selectinload(StaffMember.roles))
    return tuple(session.scalars(chosen.order_by(StaffMember.name, StaffMember.ref)))


def _concerns() -> Select[ConductConcern]:
    return select(ConductConcern).options(
        joinedload(ConductConcern.customer),
        joinedload(ConductConcern.about),
        joinedload(ConductConcern.case),
        joinedload(ConductConcern.closed_by),
    )


def weighs(case_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether a concern is of this case, and is open or was upheld."""
    counts = or_(ConductConcern.state == "open", ConductConcern.outcome.in_(("upheld", "partly_upheld")))
    return and_(_with_case(case_id), counts)


def _with_case(case_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    in_it = select(Incident.id).where(Incident.case_id == case_id)
    return or_(ConductConcern.case_id == case_id, ConductConcern.incident_id.in_(in_it))
