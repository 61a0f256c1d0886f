"""What a manager answers for: prevention, response and support, case by case (Notting Hill Genesis 4.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add
from typing import Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from casework.records.aftermath import ColleagueSupport, RiskAssessment, UnconsentedRecording
from casework.records.agreements import ContactAgreement
from casework.records.cases import Case, Incident, Warning
from casework.records.people import Customer, StaffMember
from casework.records.steps import Step, SupportOffer
from casework.records.tasks import TeamMember

PARTS: Final = ("prevention", "response", "support")
A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Area:
    """Whose cases: those of a team (by number), of everybody where it is None; what lives, or was opened ``since``."""

    team: int | None
    since: datetime


@dataclass(frozen=True, slots=True)
class AreaCase:
    """One case, and how often each part was done in it."""

    ref: str
    customer: str
    owner: str
    stage: str
    opened_at: datetime
    prevention: int
    response: int
    to_customer: int
    to_staff: int

    @property
    def lacks(self) -> tuple[str, ...]:
        """The parts of which nothing is on record."""
        done = {"prevention": self.prevention, "response": self.response, "support": self.to_customer + self.to_staff}
        return tuple(part for part in PARTS if not done[part])


@dataclass(frozen=True, slots=True)
class Totals:
    """``done``: in how many of the cases each part is on record. ``incidents``: all of them, in a case or not."""

    cases: int
    done: Mapping[str, int]
    incidents: int


def team_of(session: Session, staff_id: int) -> int | None:
    """The number of the team in which somebody works."""
    return session.scalar(select(TeamMember.team_id).where(TeamMember.staff_id == staff_id))


def totals(session: Session, area: Area) -> Totals:
    """The whole area in numbers."""
    done = [func.count(Case.id).filter(_has(part)) for part in PARTS]
    cases, *counted = session.execute(select(func.count(Case.id), *done).where(*_of(area))).one()
    mine = Incident.reported_by_id.in_(_members(area.team)) if area.team is not None else true()
    incidents = select(func.count(Incident.id)).where(Incident.happened_at >= area.since, mine)
    return Totals(cases, dict(zip(PARTS, counted, strict=True)), session.scalar(incidents) or 0)


def cases(session: Session, area: Area, lacking: str = "", page: int = 1) -> tuple[AreaCase, ...]:
    """A page of its cases, the newest first; ``lacking``: only those in which this part is not on record."""
    (prevention,), response, (to_customer, to_staff) = map(_counts, PARTS)
    chosen = select(
        Case.ref, Customer.name, StaffMember.name, Case.stage, Case.opened_at,
        prevention, reduce(add, response), to_customer, to_staff,
    ).where(*_of(area))  # fmt: skip
    chosen = chosen.join(Customer, Customer.id == Case.customer_id).join(StaffMember, StaffMember.id == Case.owner_id)
    if lacking in PARTS:
        chosen = chosen.where(~_has(lacking))
    ordered = chosen.order_by(Case.opened_at.desc(), Case.id.desc()).limit(A_PAGE).offset(A_PAGE * (page - 1))
    return tuple(AreaCase(*row) for row in session.execute(ordered))


def help_waiting(session: Session, area: Area) -> tuple[ColleagueSupport, ...]:
    """Colleagues of the area who asked for help and were offered none yet, the longest wait first."""
    waits = select(ColleagueSupport).where(ColleagueSupport.state == "asked")
    if area.team is not None:
        waits = waits.where(ColleagueSupport.colleague_id.in_(_members(area.team)))
    loaded = waits.options(joinedload(ColleagueSupport.incident), joinedload(ColleagueSupport.colleague))
    return tuple(session.scalars(loaded.order_by(ColleagueSupport.asked_on, ColleagueSupport.id).limit(A_PAGE)))


def told_of(session: Session, staff_id: int, since: datetime) -> tuple[Incident, ...]:
    """The incidents in which somebody recorded without asking, and of which this manager was told, the newest first."""
    chosen = select(Incident).join(UnconsentedRecording, UnconsentedRecording.incident_id == Incident.id)
    mine = chosen.where(UnconsentedRecording.manager_id == staff_id, Incident.happened_at >= since)
    return tuple(session.scalars(mine.order_by(Incident.happened_at.desc()).limit(A_PAGE)))


def _of(area: Area) -> list[ColumnElement[bool]]:
    lives = or_(Case.stage != "ended", Case.opened_at >= area.since)
    return [lives] if area.team is None else [lives, Case.owner_id.in_(_members(area.team))]


def _members(team: int) -> Select[int]:
    return select(TeamMember.staff_id).where(TeamMember.team_id == team)


def _rows(part: str) -> list[Select[int]]:
    """What is on record of a part, table by table, for the case of the row."""
    risks = select(RiskAssessment.id).where(RiskAssessment.case_id == Case.id)
    if part == "prevention":
        return [risks.where(RiskAssessment.moment == "before")]
    if part == "response":
        return [
            risks.where(RiskAssessment.moment == "during"),
            select(Step.id).where(Step.case_id == Case.id, Step.kind == "act"),
            select(Warning.id).where(Warning.case_id == Case.id),
            select(ContactAgreement.id).where(ContactAgreement.case_id == Case.id),
        ]
    offered = select(ColleagueSupport.id).join(Incident, Incident.id == ColleagueSupport.incident_id)
    return [
        select(SupportOffer.id).where(SupportOffer.case_id == Case.id),
        offered.where(Incident.case_id == Case.id, ColleagueSupport.state != "asked"),
    ]


def _has(part: str) -> ColumnElement[bool]:
    return or_(*(rows.correlate(Case).exists() for rows in _rows(part)))


def _counts(part: str) -> list[ScalarSelect[int]]:
    return [rows.with_only_columns(func.count()).correlate(Case).scalar_subquery() for rows in _rows(part)]
