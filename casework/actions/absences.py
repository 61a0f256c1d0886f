"""People who are away, who covers them, and what we promised that nobody keeps meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import rows
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import absences as records
from casework.records.agreements import BrokenPromise
from casework.records.base import new_ref
from casework.records.decisions import Restriction
from casework.records.people import StaffMember
from casework.records.tasks import Absence
from casework.rules import absence as rules
from casework.rules.calendar import UnknownYearError, is_working_day
from letters import words

ONE_CONTACT: Final = "single_point_of_contact"
LOOKS_AHEAD: Final = timedelta(days=14)
LONGEST: Final = timedelta(days=366)
MANAGES_FROM: Final = 2  # the rank from which a role answers for the work of others


@dataclass(frozen=True)
class AbsenceFacts:
    """Who is away, the first and the last day, and who covers them; an empty reference: nobody."""

    staff_ref: str
    starts_on: date
    ends_on: date
    cover_ref: str = ""


def manages(work: Work) -> bool:
    """May whoever acts arrange the work of others? An administrator may too."""
    held = set(rows.roles_of(rows.acting_staff(work), work.today))
    ranked = [work.pack.rank(role) for role in held if role in work.pack.roles]
    return "administrator" in held or max(ranked, default=0) >= MANAGES_FROM


def record(work: Work, facts: AbsenceFacts, form_key: str) -> str:
    """Put an absence on record; the same form sent twice is one. Returns its reference.

    One's own, or, for who manages, anybody's. RefusedError: "own_absence_only", "ends_before", "too_far_ahead",
    "absence_overlaps" (``field`` starts_on), "covers_oneself", "cover_is_away" (``field`` cover).
    """
    known = work.session.scalar(select(Absence).where(Absence.form_key == form_key))
    if known is not None:
        return known.ref
    person = _staff(work, facts.staff_ref)
    if person.id != work.actor.id and not manages(work):
        raise RefusedError("own_absence_only", field="staff")
    _check_days(work, person, facts.starts_on, facts.ends_on)
    cover = _cover(work, person, facts.cover_ref, facts.starts_on)
    row = Absence(
        ref=new_ref("X"),
        form_key=form_key,
        staff_id=person.id,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        cover_id=cover.id if cover else None,
        recorded_by_id=work.actor.id,
        recorded_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    after = {"from": row.starts_on, "until": row.ends_on, "cover": cover.ref if cover else None}
    work.record("absence_recorded", row.ref, after={"who": person.ref, **after})
    return row.ref


def change(work: Work, ref: str, ends_on: date, cover_ref: str) -> str:
    """Somebody else covers, or nobody does, or the last day is another. As it stands already, it changes nothing."""
    row = _taken(work, ref)
    if ends_on < row.starts_on:
        raise RefusedError("ends_before", field="ends_on")
    cover = _cover(work, row.staff, cover_ref, max(row.starts_on, work.today))
    if (row.ends_on, row.cover_id) == (ends_on, cover.id if cover else None):
        return row.ref
    _check_days(work, row.staff, row.starts_on, ends_on, but=row.id)
    before = {"until": row.ends_on, "cover": row.cover.ref if row.cover else None}
    row.ends_on, row.cover_id = ends_on, cover.id if cover else None
    work.session.flush()
    after = {"until": ends_on, "cover": cover.ref if cover else None}
    work.record("absence_changed", row.ref, before=before, after=after)
    return row.ref


def cancel(work: Work, ref: str) -> str:
    """They are not away after all. Cancelled twice is cancelled once."""
    row = _taken(work, ref)
    if row.cancelled_on is None:
        row.cancelled_on = work.today
        work.session.flush()
        work.record("absence_cancelled", row.ref)
    return row.ref


def nobody_there(session: Session, name: str, today: date) -> date | None:
    """The first working day of the next two weeks on which nobody stands in for the person called so.

    None where somebody always does, and where nobody on record is called so: then nothing is known.
    """
    called = records.by_name(session, name)
    if not called:
        return None
    days = (today + timedelta(days=number) for number in range(LOOKS_AHEAD.days))
    return next((day for day in days if _works(day) and _missing(session, called[0].id, day)), None)


def note_broken(work: Work, customer_id: int) -> int:
    """Put on record, against ourselves, that the one person to contact was not there today; for every night.

    Once for each restriction and absence, or for each one who left. Returns how many were new.
    """
    if not _works(work.today):
        return 0
    person = rows.lock(work, customer_id)
    applying = select(Restriction).where(
        Restriction.customer_id == customer_id,
        Restriction.kind == ONE_CONTACT,
        Restriction.state == "in_force",
        Restriction.starts_on <= work.today,
    )
    new = 0
    for one in work.session.scalars(applying.order_by(Restriction.id)).all():
        called = records.by_name(work.session, str(one.terms.get("officer", "")))
        if not called or not _missing(work.session, called[0].id, work.today):
            continue
        since = records.of_person(work.session, called[0].id, work.today)
        key = f"{one.ref}-{since[0].ref if since else 'left'}"
        if work.session.scalar(select(BrokenPromise.id).where(BrokenPromise.form_key == key)) is None:
            said = words.restriction(one.kind, one.terms, person.language, work.pack)
            _note(work, one, key, said)
            new += 1
    return new


def _note(work: Work, restriction: Restriction, key: str, promise: str) -> None:
    row = BrokenPromise(
        ref=new_ref("B"),
        form_key=key,
        customer_id=restriction.customer_id,
        restriction_id=restriction.id,
        promise=promise,
        happened_on=work.today,
        what_happened="",
        reported_by="system",
        reported_by_id=0,
        recorded_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    after = {"on": row.happened_on, "why": "nobody_there"}
    work.record("promise_broken", row.ref, restriction.customer_id, under=restriction.ref, after=after)


def _missing(session: Session, staff_id: int, day: date) -> bool:
    return rules.stands_in(staff_id, records.away(session, day)) is None


def _works(day: date) -> bool:
    try:
        return is_working_day(day)
    except UnknownYearError:
        return True


def _check_days(work: Work, person: StaffMember, starts_on: date, ends_on: date, but: int = 0) -> None:
    if ends_on < starts_on:
        raise RefusedError("ends_before", field="ends_on")
    if ends_on > work.today + LONGEST:
        raise RefusedError("too_far_ahead", field="ends_on")
    others = [one for one in records.of_person(work.session, person.id, starts_on) if one.id != but]
    if any(rules.overlap(starts_on, ends_on, one.starts_on, one.ends_on) for one in others):
        raise RefusedError("absence_overlaps", field="starts_on")


def _cover(work: Work, person: StaffMember, ref: str, day: date) -> StaffMember | None:
    """Who covers; they work here, and are there on the first day or are covered themselves."""
    if not ref:
        return None
    cover = _staff(work, ref)
    if cover.id == person.id:
        raise RefusedError("covers_oneself", field="cover")
    away = {**records.away(work.session, day), person.id: cover.id}
    if rules.stands_in(cover.id, away) is None:
        raise RefusedError("cover_is_away", field="cover")
    return cover


def _staff(work: Work, ref: str) -> StaffMember:
    """Somebody who works here, locked: two absences of one person follow one another."""
    found = work.session.scalar(select(StaffMember).where(StaffMember.ref == ref).with_for_update(key_share=True))
    if found is None or (found.left_on is not None and found.left_on < work.today):
        raise NotFoundError(ref)
    return found


def _taken(work: Work, ref: str) -> Absence:
    found = work.session.scalar(
        select(Absence).where(Absence.ref == ref).with_for_update(of=Absence).execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError(ref)
    if found.staff_id != work.actor.id and not manages(work):
        raise RefusedError("own_absence_only")
    return found
