"""Asking the teams that are involved, telling them afterwards, one officer who tells the customer, legal advice.

Octavia 4.2: the manager consults the teams involved, these choose one officer who tells the resident, and where
something defamatory was said the manager considers legal advice case by case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casework.actions import cases, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.cases import Case
from casework.records.consulting import CaseTeller, Consultation, LegalCheck
from casework.records.people import StaffMember
from casework.rules.consulting import OUTCOMES


@dataclass(frozen=True)
class TeamAsked:
    """Which team was asked, on which day, and what it said."""

    team: str
    asked_on: date
    said: str


def consult(work: Work, case_ref: str, asked: TeamAsked) -> str:
    """Put on record what a team said about a case; each team once, the same twice is once. Returns the case.

    RefusedError: "missing", "in_the_future" (``field`` asked_on), "team_was_asked" (``field`` team), "case_is_ended".
    """
    person = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    team = text.line(asked.team, "team", 80)
    if not team:
        raise RefusedError("missing", field="team")
    if asked.asked_on > work.today:
        raise RefusedError("in_the_future", field="asked_on")
    said = text.needed(asked.said, "said", 8_000)
    known = work.session.scalar(select(Consultation).where(Consultation.case_id == case.id, Consultation.team == team))
    if known is not None:
        if (known.asked_on, known.said) != (asked.asked_on, said):
            raise RefusedError("team_was_asked", field="team")
        return case.ref
    row = Consultation(
        case_id=case.id, team=team, asked_on=asked.asked_on, said=said, recorded_by_id=person.id, recorded_at=work.now
    )
    work.session.add(row)
    work.session.flush()
    work.record("team_consulted", case.ref, case.customer_id, team=team, on=row.asked_on, after=said)
    return case.ref


def inform(work: Work, case_ref: str) -> int:
    """Every team that was asked knows now what was decided. Returns how many were told; again, it is none."""
    rows.acting_staff(work)
    case = rows.taken(work, Case, case_ref)
    waiting = select(Consultation).where(Consultation.case_id == case.id, Consultation.informed_on.is_(None))
    found = work.session.scalars(waiting.order_by(Consultation.id)).all()
    for one in found:
        one.informed_on = work.today
    if found:
        work.session.flush()
        work.record("teams_informed", case.ref, case.customer_id, teams=[one.team for one in found])
    return len(found)


def name_teller(work: Work, case_ref: str, staff_ref: str) -> str:
    """One named member of staff tells the customer; naming the same one again changes nothing."""
    rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    person = work.session.scalar(select(StaffMember).where(StaffMember.ref == staff_ref))
    if person is None or (person.left_on is not None and person.left_on < work.today):
        raise NotFoundError(staff_ref)
    named = work.session.get(CaseTeller, case.id, populate_existing=True)
    before = named.staff_id if named else case.owner_id
    if before == person.id:
        return case.ref
    if named is None:
        work.session.add(CaseTeller(case_id=case.id, staff_id=person.id))
    else:
        named.staff_id = person.id
    work.session.flush()
    work.record("teller_named", case.ref, case.customer_id, after=person.ref)
    return case.ref


def check_legal(work: Work, case_ref: str, outcome: str, said: str) -> str:
    """Say whether a lawyer's advice is needed, was asked for, or what it was; the last word stands, earlier ones are
    in the events. RefusedError: "unknown_code" (``field`` outcome), "missing" (``field`` said), "case_is_ended".
    """
    person = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    if outcome not in OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    words = text.needed(said, "said", 8_000)
    row = work.session.get(LegalCheck, case.id, populate_existing=True)
    if row is not None and (row.outcome, row.said) == (outcome, words):
        return case.ref
    if row is None:
        row = LegalCheck(case_id=case.id)
        work.session.add(row)
    row.outcome, row.said, row.checked_by_id, row.checked_on = outcome, words, person.id, work.today
    work.session.flush()
    work.record("legal_advice_considered", case.ref, case.customer_id, outcome=outcome, after=words)
    return case.ref
