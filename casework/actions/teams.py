"""The landlord's teams, who works in them, and the days on which the landlord itself is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select

from casework.actions import text
from casework.actions.absences import manages
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import absences as records
from casework.records.base import new_ref
from casework.records.people import StaffMember
from casework.records.tasks import ClosedDay, Team, TeamMember
from casework.rules.calendar import UnknownYearError, is_working_day

LATEST: Final = timedelta(days=731)


def create(work: Work, name: str) -> str:
    """A team with this name; the one that is called so already, where there is one. Returns its reference.

    RefusedError: "managers_only", "missing" (``field`` name).
    """
    _managers_only(work)
    called = text.line(name, "name", 80)
    if not called:
        raise RefusedError("missing", field="name")
    known = work.session.scalar(select(Team).where(func.lower(Team.name) == called.lower()))
    if known is not None:
        return known.ref
    row = Team(ref=new_ref("T"), name=called, created_at=work.now)
    work.session.add(row)
    work.session.flush()
    work.record("team_made", row.ref, after=called)
    return row.ref


def join(work: Work, staff_ref: str, team_ref: str) -> str:
    """Put a person into a team, or, with an empty ``team_ref``, out of theirs; once more changes nothing.

    Returns the person's reference. RefusedError "managers_only".
    """
    _managers_only(work)
    chosen = select(StaffMember).where(StaffMember.ref == staff_ref).with_for_update(key_share=True)
    person = work.session.scalar(chosen)
    if person is None:
        raise NotFoundError(staff_ref)
    team = records.team(work.session, team_ref) if team_ref else None
    kept = work.session.get(TeamMember, person.id)
    before = work.session.get_one(Team, kept.team_id).ref if kept else None
    if before == (team.ref if team else None):
        return person.ref
    if kept is not None:
        work.session.delete(kept)
        work.session.flush()
    if team is not None:
        work.session.add(TeamMember(staff_id=person.id, team_id=team.id))
        work.session.flush()
    work.record("team_changed", person.ref, before=before, after=team.ref if team else None)
    return person.ref


def close(work: Work, day: date, why: str) -> date:
    """The landlord is closed on a day; said twice is said once.

    It gives nobody a later day: what waits is due before it (casework/rules/calendar.py). RefusedError:
    "managers_only", "missing" (``field`` why), "in_the_past", "too_far_ahead", "closed_anyway" on a weekend or a bank
    holiday (``field`` day).
    """
    _managers_only(work)
    said = text.line(why, "why")
    if not said:
        raise RefusedError("missing", field="why")
    if day < work.today:
        raise RefusedError("in_the_past", field="day")
    if day > work.today + LATEST or not _known(day):
        raise RefusedError("too_far_ahead", field="day")
    if not is_working_day(day):
        raise RefusedError("closed_anyway", field="day")
    if work.session.scalar(select(ClosedDay.id).where(ClosedDay.day == day)) is None:
        work.session.add(ClosedDay(day=day, why=said, recorded_by_id=work.actor.id, recorded_at=work.now))
        work.session.flush()
        work.record("day_closed", day.isoformat(), why=said)
    return day


def reopen(work: Work, day: date) -> date:
    """The landlord works on a day after all; said twice is said once. RefusedError: "managers_only", "in_the_past"."""
    _managers_only(work)
    row = work.session.scalar(select(ClosedDay).where(ClosedDay.day == day).with_for_update())
    if row is not None:
        if day < work.today:
            raise RefusedError("in_the_past", field="day")
        work.session.delete(row)
        work.session.flush()
        work.record("day_opened", day.isoformat())
    return day


def _known(day: date) -> bool:
    try:
        is_working_day(day)
    except UnknownYearError:
        return False
    return True


def _managers_only(work: Work) -> None:
    if not manages(work):
        raise RefusedError("managers_only")
