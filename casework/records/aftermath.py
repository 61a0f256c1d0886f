"""What goes with an incident: a recording without asking, damage, help for colleagues; and risk assessments."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Select, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from casework.records.appeals import Appeal
from casework.records.base import Base
from casework.records.cases import Case, Incident, Warning
from casework.records.letters import Letter
from casework.records.missing import NotFoundError
from casework.records.people import StaffMember
from casework.records.sealed import SealedText


class UnconsentedRecording(Base):
    """The customer recorded without asking, or after a no, and what staff did (One Vision Housing 3.3.4 to 3.3.7).

    That the contact was ended, and when, stands in the incident.
    """

    __tablename__ = "unconsented_recording"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    challenged: Mapped[bool]  # asked to stop
    end_warned: Mapped[bool]  # warned that the contact would end if it went on
    gave_reason: Mapped[bool]  # they named a need, such as not remembering calls: then it may be an adjustment
    other_ways: Mapped[list[str]]  # channels that were offered instead
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    manager_told_on: Mapped[date | None]

    manager: Mapped[StaffMember | None] = relationship()


class IncidentDamage(Base):
    """What was damaged in an incident. Asking for the money is an action of a decision, with an appeal."""

    __tablename__ = "incident_damage"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    what: Mapped[str] = mapped_column(SealedText)
    cost_pence: Mapped[int | None]  # as far as it is known

    @property
    def cost(self) -> Decimal | None:
        """In pounds."""
        return None if self.cost_pence is None else Decimal(self.cost_pence) / 100


class ColleagueSupport(Base):
    """Help for somebody whom an incident affected: asked for, offered, and whether they took it.

    It holds no words: how a colleague is doing is not part of a customer's record.
    """

    __tablename__ = "colleague_support"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    # None: a contractor, or a member of the board or of a resident group
    colleague_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # of casework.rules.aftermath.HELP
    state: Mapped[str] = mapped_column(String(20), index=True)  # asked offered taken declined
    asked_on: Mapped[date | None]
    offered_on: Mapped[date | None]
    offered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    answered_on: Mapped[date | None]

    incident: Mapped[Incident] = relationship()
    colleague: Mapped[StaffMember | None] = relationship(foreign_keys=[colleague_id])
    offered_by: Mapped[StaffMember | None] = relationship(foreign_keys=[offered_by_id])


class RiskAssessment(Base):
    """What could happen at a contact, to staff and to the customer, and what we do so that it does not.

    It limits the customer in nothing: what does is a restriction, with reasons and an appeal (Notting Hill Genesis
    4.0).
    """

    __tablename__ = "risk_assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    moment: Mapped[str] = mapped_column(String(20))  # before a contact, or during one
    at_risk: Mapped[list[str]]  # staff customer others
    hazards: Mapped[str] = mapped_column(SealedText)
    measures: Mapped[str] = mapped_column(SealedText)
    assessed_on: Mapped[date]
    assessed_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    review_on: Mapped[date]
    recorded_at: Mapped[datetime]

    case: Mapped[Case] = relationship()
    assessed_by: Mapped[StaffMember] = relationship()


@dataclass(frozen=True, slots=True)
class After:
    """What goes with one incident."""

    recording: UnconsentedRecording | None
    damage: IncidentDamage | None
    support: tuple[ColleagueSupport, ...]


def of_incident(session: Session, incident_id: int) -> After:
    """All that goes with one incident."""
    return of_incidents(session, [incident_id])[incident_id]


def of_incidents(session: Session, incident_ids: Collection[int]) -> dict[int, After]:
    """The same of several incidents, by their numbers, in three questions however many they are."""
    recordings = select(UnconsentedRecording).where(UnconsentedRecording.incident_id.in_(incident_ids))
    damages = select(IncidentDamage).where(IncidentDamage.incident_id.in_(incident_ids))
    recordings = recordings.options(joinedload(UnconsentedRecording.manager))
    recorded = {one.incident_id: one for one in session.scalars(recordings)}
    damaged = {one.incident_id: one for one in session.scalars(damages)}
    helped: dict[int, list[ColleagueSupport]] = {}
    for one in session.scalars(_support().where(ColleagueSupport.incident_id.in_(incident_ids))):
        helped.setdefault(one.incident_id, []).append(one)
    return {
        number: After(recorded.get(number), damaged.get(number), tuple(helped.get(number, ())))
        for number in incident_ids
    }


def at_work(session: Session, today: date) -> tuple[StaffMember, ...]:
    """Everybody who works here today, with their roles, by name."""
    here = or_(StaffMember.left_on.is_(None), StaffMember.left_on >= today)
    chosen = select(StaffMember).where(here).options(selectinload(StaffMember.roles))
    return tuple(session.scalars(chosen.order_by(StaffMember.name, StaffMember.ref)))


def recording_of(session: Session, incident_id: int) -> UnconsentedRecording | None:
    """The recording without asking of an incident, where there was one."""
    return session.scalar(select(UnconsentedRecording).where(UnconsentedRecording.incident_id == incident_id))


def damage_of(session: Session, incident_id: int) -> IncidentDamage | None:
    """The damage of an incident, where there was some."""
    return session.scalar(select(IncidentDamage).where(IncidentDamage.incident_id == incident_id))


def letters_with(session: Session, case_id: int | None, decision_ids: Collection[int]) -> tuple[Letter, ...]:
    """The letters of a case: before a decision in it, of its decisions and the appeals against them, in their order."""
    warned = select(Warning.letter_ref).where(Warning.case_id == case_id, Warning.letter_ref.is_not(None))
    appealed = select(Appeal.id).where(Appeal.decision_id.in_(decision_ids))
    of_it = or_(Letter.decision_id.in_(decision_ids), Letter.appeal_id.in_(appealed), Letter.ref.in_(warned))
    if case_id is not None:
        of_it = or_(of_it, Letter.case_id == case_id)
    chosen = select(Letter).where(of_it).options(selectinload(Letter.deliveries))
    return tuple(session.scalars(chosen.order_by(Letter.issued_at, Letter.id)))


def support(session: Session, ref: str) -> ColleagueSupport:
    """One offer of help to a colleague. NotFoundError where there is none."""
    found = session.scalar(_support().where(ColleagueSupport.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def risk_assessments(session: Session, case_id: int) -> tuple[RiskAssessment, ...]:
    """The risk assessments of a case, the newest first."""
    chosen = select(RiskAssessment).where(RiskAssessment.case_id == case_id)
    newest = chosen.order_by(RiskAssessment.assessed_on.desc(), RiskAssessment.id.desc())
    return tuple(session.scalars(newest.options(joinedload(RiskAssessment.assessed_by))))


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer."""
    damages = update(IncidentDamage).where(IncidentDamage.customer_id == customer_id)
    session.execute(damages.values(what=""))
    recordings = update(UnconsentedRecording).where(UnconsentedRecording.customer_id == customer_id)
    session.execute(recordings.values(gave_reason=False, other_ways=[]))
    assessments = update(RiskAssessment).where(RiskAssessment.customer_id == customer_id)
    session.execute(assessments.values(hazards="", measures=""))


def _support() -> Select[ColleagueSupport]:
    return (
        select(ColleagueSupport)
        .options(joinedload(ColleagueSupport.colleague), joinedload(ColleagueSupport.offered_by))
        .order_by(ColleagueSupport.id)
    )
