"""Who works here, in which roles and until when: what an administrator does about colleagues.

Roles are read anew at every request and in every act: what is taken away is gone with the next press of a button.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import selectinload

from casework.actions import rows
from casework.actions.people import OWN_ROLES
from casework.actions.work import Actor, NotFoundError, RefusedError, Work
from casework.records.people import StaffMember, StaffRole
from casework.records.staff_access import StaffIdentity, StaffInvitation

ADMINISTRATOR: Final = "administrator"
HERE, ELSEWHERE = "here", "single_sign_on"  # where a role was given


def grant(work: Work, staff_ref: str, role: str, starts_on: date, ends_on: date | None = None) -> str:
    """Give a colleague a role from a day on, with or without a last day; for one that they hold, a new last day.

    Granting the same again changes nothing. RefusedError: "administrator_only", "own_role" (nobody gives themselves
    one), "unknown_role", "has_left", "in_the_past", "until_before_from".
    """
    giver = administrator(work)
    person = locked(work, staff_ref)
    if giver is not None and giver.id == person.id:
        raise RefusedError("own_role")
    if role not in OWN_ROLES and role not in work.pack.roles:
        raise RefusedError("unknown_role", field="role")
    if person.left_on is not None and person.left_on < max(starts_on, work.today):
        raise RefusedError("has_left")
    if ends_on is not None and ends_on < max(starts_on, work.today):
        raise RefusedError("until_before_from", field="ends_on")
    held = _meeting(person, role, starts_on)
    if held is None:
        if starts_on < work.today:
            raise RefusedError("in_the_past", field="starts_on")
        give(work, person, role, starts_on, ends_on, giver_id=giver.id if giver else None)
    elif held.ends_on != ends_on or held.source != HERE:
        before = held.ends_on
        held.ends_on, held.source = ends_on, HERE
        held.granted_by_id = giver.id if giver else None
        work.session.flush()
        work.record("role_given", person.ref, role=role, until=_said(ends_on), until_before=_said(before))
    return person.ref


def give(
    work: Work,
    person: StaffMember,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    *,
    source: str = HERE,
    giver_id: int | None = None,
) -> None:
    """Write a role down, without asking who may."""
    same_day = next((one for one in person.roles if one.role == role and one.starts_on == starts_on), None)
    row = same_day or StaffRole(role=role, starts_on=starts_on)
    row.ends_on, row.source, row.granted_by_id = ends_on, source, giver_id
    if same_day is None:
        person.roles.append(row)
    work.session.flush()
    work.record("role_given", person.ref, role=role, since=_said(starts_on), until=_said(ends_on), source=source)


def take_away(work: Work, staff_ref: str, role: str) -> str:
    """Take a role away, now. Taking it twice is taking it once.

    RefusedError: "administrator_only", "last_administrator".
    """
    everybody = _administrators(work) if role == ADMINISTRATOR else ()
    administrator(work)
    person = locked(work, staff_ref)
    if everybody:
        _keep_one(person, everybody)
    drop(work, person, (role,))
    return person.ref


def drop(work: Work, person: StaffMember, roles: Iterable[str], sources: Iterable[str] = (HERE, ELSEWHERE)) -> None:
    """End these roles of a person with yesterday, where they were given there; those that begin later among them."""
    taken, given = frozenset(roles), frozenset(sources)
    for held in person.roles:
        if held.role in taken and held.source in given and (held.ends_on is None or held.ends_on >= work.today):
            held.ends_on = work.today - timedelta(days=1)
            work.session.flush()
            work.record("role_taken_away", person.ref, role=held.role, since=_said(held.starts_on))


def leave(work: Work, staff_ref: str, last_day: date, *, at_once: bool = False) -> str:
    """A colleague leaves: after their last day nothing of theirs opens the door. ``at_once``: from now on.

    What they had to do waits for others (``records.left_work``). A proposal that they signed and that is not issued
    yet needs another name under it (``signing.still_counts``); what was decided stays decided.
    RefusedError: "administrator_only", "last_administrator", "in_the_past".
    """
    everybody = _administrators(work)
    administrator(work)
    person = locked(work, staff_ref)
    _keep_one(person, everybody)
    last = work.today - timedelta(days=1) if at_once else last_day
    if not at_once and last < work.today:
        raise RefusedError("in_the_past", field="last_day")
    if person.left_on == last or (at_once and person.left_on is not None and person.left_on < work.today):
        return person.ref
    person.left_on = last
    for held in person.roles:
        if held.ends_on is None or held.ends_on > last:
            held.ends_on = last
    open_links = StaffInvitation.staff_id == person.id, StaffInvitation.used_at.is_(None)
    work.session.execute(update(StaffInvitation).where(*open_links).values(expires_at=work.now))
    if at_once:
        person.session_version += 1
    work.session.flush()
    work.record("staff_left", person.ref, last_day=last.isoformat(), at_once=at_once)
    return person.ref


def come_back(work: Work, staff_ref: str) -> str:
    """A colleague who had left works here again, or stays after all; they get their roles anew."""
    administrator(work)
    person = locked(work, staff_ref)
    if person.left_on is not None:
        person.left_on = None
        work.record("staff_came_back", person.ref)
    return person.ref


def sign_out(work: Work, staff_ref: str) -> int:
    """Sign a colleague, or oneself, out everywhere; returns the version of the sessions that begin from now on."""
    if rows.acting_staff(work).ref != staff_ref:
        administrator(work)
    person = locked(work, staff_ref)
    person.session_version += 1
    work.session.flush()
    work.record("sessions_ended", person.ref, how="staff")
    return person.session_version


def unlock(work: Work, staff_ref: str) -> str:
    """Forgive the wrong tries that were made in a colleague's name, so that they may try again at once."""
    administrator(work)
    person = locked(work, staff_ref)
    if person.refused_until is not None and person.refused_until > work.now:
        person.refused_until = None
        person.unlocked_at = work.now
        work.record("sign_in_unlocked", person.ref)
    return person.ref


def administrator(work: Work) -> StaffMember | None:
    """The administrator who acts; None for the system itself. RefusedError("administrator_only") for anyone else."""
    if work.actor.kind == "system":
        return None
    person = rows.acting_staff(work)
    if not rows.holds(person, ADMINISTRATOR, work.today):
        raise RefusedError("administrator_only")
    return person


def locked(work: Work, staff_ref: str) -> StaffMember:
    """A member of staff with their roles, as they stand now, so that two acts about them follow one another."""
    found = work.session.scalar(
        select(StaffMember)
        .where(StaffMember.ref == staff_ref)
        .with_for_update(of=StaffMember, key_share=True)
        .options(selectinload(StaffMember.roles))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError(staff_ref)
    return found


def as_themselves(work: Work, person: StaffMember) -> Work:
    """The same act as that person's own: by a link that only they have, nobody has signed in yet."""
    return replace(work, actor=Actor("staff", person.id))


def _administrators(work: Work) -> tuple[StaffMember, ...]:
    """Everybody who can let people in today, locked in one order, before anybody else is.

    So two of them who remove each other at one moment follow one another, and the second is none any more.
    """
    can_come_in = or_(StaffMember.password_hash != "", StaffMember.id.in_(select(StaffIdentity.staff_id)))
    found = work.session.scalars(
        select(StaffMember)
        .where(StaffMember.id.in_(select(StaffRole.staff_id).where(StaffRole.role == ADMINISTRATOR)), can_come_in)
        .order_by(StaffMember.id)
        .with_for_update(of=StaffMember, key_share=True)
        .execution_options(populate_existing=True)
        .options(selectinload(StaffMember.roles))
    )
    return tuple(
        one
        for one in found
        if (one.left_on is None or one.left_on >= work.today) and rows.holds(one, ADMINISTRATOR, work.today)
    )


def _keep_one(person: StaffMember, everybody: Sequence[StaffMember]) -> None:
    """RefusedError("last_administrator") where nobody else could let people in any more."""
    if [one.id for one in everybody] == [person.id]:
        raise RefusedError("last_administrator")


def _meeting(person: StaffMember, role: str, starts_on: date) -> StaffRole | None:
    """The row of this role that covers a day, or begins on it."""
    for held in person.roles:
        if held.role == role and held.starts_on <= starts_on and (held.ends_on is None or held.ends_on >= starts_on):
            return held
    return None


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None
