"""Who is away and who covers them, on which days the landlord is closed, and who works in which team."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection, Date, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload

from casework.records.missing import NotFoundError
from casework.records.people import StaffMember
from casework.records.prepared import Prepared
from casework.records.tasks import Absence, ClosedDay, Team, TeamMember


def away(session: Session | Connection, day: date) -> dict[int, int | None]:
    """Who is not there on a day, by number, and who covers them. Who has left is away for good, and has no cover."""
    chosen = select(Absence.staff_id, Absence.cover_id).where(
        Absence.cancelled_on.is_(None), Absence.starts_on <= day, Absence.ends_on >= day
    )
    gone = select(StaffMember.id).where(StaffMember.left_on < day)
    found: dict[int, int | None] = {staff_id: cover_id for staff_id, cover_id in session.execute(chosen)}
    return found | dict.fromkeys(session.scalars(gone))


def coming(session: Session, today: date) -> tuple[Absence, ...]:
    """The absences that are not over, the first to begin first."""
    chosen = _absences().where(Absence.cancelled_on.is_(None), Absence.ends_on >= today)
    return tuple(session.scalars(chosen.order_by(Absence.starts_on, Absence.id)))


def of_person(session: Session, staff_id: int, since: date) -> tuple[Absence, ...]:
    """The absences of one person that end on that day or later."""
    chosen = _absences().where(Absence.staff_id == staff_id, Absence.cancelled_on.is_(None), Absence.ends_on >= since)
    return tuple(session.scalars(chosen.order_by(Absence.starts_on, Absence.id)))


def absence(session: Session, ref: str) -> Absence:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(_absences().where(Absence.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def closed_from(connection: Connection, since: date) -> frozenset[date]:
    """Only the days themselves."""
    return frozenset(day for (day,) in _CLOSED.rows(connection, {"since": since}))


def closed_days(session: Session, since: date) -> Mapping[date, ClosedDay]:
    """The landlord's own closed days from a day on, in their order."""
    chosen = select(ClosedDay).where(ClosedDay.day >= since).order_by(ClosedDay.day)
    return {one.day: one for one in session.scalars(chosen)}


def teams(session: Session) -> tuple[tuple[Team, tuple[StaffMember, ...]], ...]:
    """The teams by name, each with who works in it."""
    members: dict[int, list[StaffMember]] = {}
    chosen = select(TeamMember.team_id, StaffMember).join(StaffMember, StaffMember.id == TeamMember.staff_id)
    for team_id, person in session.execute(chosen.order_by(StaffMember.name, StaffMember.id)):
        members.setdefault(team_id, []).append(person)
    return tuple((one, tuple(members.get(one.id, ()))) for one in session.scalars(select(Team).order_by(Team.name)))


def team(session: Session, ref: str) -> Team:
    """One team. NotFoundError where there is none."""
    found = session.scalar(select(Team).where(Team.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def working_here(session: Session, today: date) -> tuple[StaffMember, ...]:
    """Everybody who works here today, by name."""
    here = or_(StaffMember.left_on.is_(None), StaffMember.left_on >= today)
    return tuple(session.scalars(select(StaffMember).where(here).order_by(StaffMember.name, StaffMember.ref)))


def names(session: Session | Connection, staff_ids: Collection[int]) -> tuple[str, ...]:
    """What these people are called, in the order of the alphabet."""
    if not staff_ids:
        return ()
    chosen = select(StaffMember.name).where(StaffMember.id.in_(staff_ids)).order_by(StaffMember.name)
    return tuple(session.scalars(chosen))


def by_name(session: Session, name: str) -> tuple[StaffMember, ...]:
    """The members of staff who are called so, whatever the capital letters; those who left last."""
    called = func.lower(StaffMember.name) == " ".join(name.split()).lower()
    return tuple(session.scalars(select(StaffMember).where(called).order_by(StaffMember.left_on.is_not(None))))


_CLOSED: Final = Prepared(select(ClosedDay.day).where(ClosedDay.day >= bindparam("since", type_=Date())))


def _absences() -> Select[Absence]:
    return select(Absence).options(joinedload(Absence.staff), joinedload(Absence.cover))
