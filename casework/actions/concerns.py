"""What a customer says about a member of staff: raised, given a name, and answered by somebody who has no part in it.

A counter-allegation is never part of the case against the customer. It is a case of its own beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from casework.actions import acting_for, rows, text
from casework.actions.complaint_letters import Asked, send_asked
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.base import new_ref
from casework.records.cases import Case, Incident
from casework.records.decisions import Decision, Signature
from casework.records.fairness import ConductConcern, Matter
from casework.records.people import StaffMember
from casework.rules import fairness
from casework.rules.finding import Finding
from casework.rules.pack import Pack
from casework.rules.proposal import Person
from casework.rules.requests import answer_by

COMPLAINT = "complaint"


@dataclass(frozen=True)
class ConcernFacts:
    """What is said, of whom (in the customer's words), and since when we know of it (today where that is None).

    ``case_ref`` or ``incident_ref``: what it answers, where it answers something.
    """

    what: str
    about_words: str = ""
    raised_on: date | None = None
    case_ref: str = ""
    incident_ref: str = ""
    about_ref: str = ""  # the member of staff, where whoever writes it down knows


def raise_concern(work: Work, customer_ref: str, facts: ConcernFacts, form_key: str) -> str:
    """Open a concern, by the customer, an advocate with "report", or staff who were told; the same form is one concern.

    It counts as a complaint from its day on: a restriction proposed soon after has to be answered for. A letter tells
    the customer that we have it, and another what was found (Octavia 1.2). RefusedError:
    "missing", "too_long", "in_the_future", "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "report")
    known = rows.sent_before(
        work, ConductConcern, form_key, customer_id=person.id, raised_by=work.actor.kind, raised_by_id=work.actor.id
    )
    if known is not None:
        return known
    by_staff = work.actor.kind == "staff"
    day = facts.raised_on if by_staff and facts.raised_on else work.today
    if day > work.today:
        raise RefusedError("in_the_future", field="raised_on")
    case, incident = _answers(work, person.id, facts) if by_staff else (None, None)
    row = ConductConcern(
        ref=new_ref("N"),
        form_key=form_key,
        customer_id=person.id,
        case=case,
        incident=incident,
        raised_by=work.actor.kind,
        raised_by_id=work.actor.id,
        raised_on=day,
        about_words=text.line(facts.about_words, "about_words"),
        about=_staff(work, facts.about_ref) if by_staff and facts.about_ref else None,
        what=text.needed(facts.what, "what"),
        state="open",
        recorded_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    _taken_in(work, row)
    return row.ref


def note_matter(
    work: Work, customer_id: int, kind: str, came_on: date, *, known_as: str = "", form_key: str = ""
) -> str:
    """Put a complaint, a claim or a referral on record; what knows of it calls this with the customer's lock held.

    Returns the reference; the same ``form_key`` twice is one. RefusedError: "unknown_code", "in_the_future".
    """
    known = rows.sent_before(work, Matter, form_key, customer_id=customer_id)
    if known is not None:
        return known
    if kind not in fairness.matters(work.pack):
        raise RefusedError("unknown_code", field="kind")
    if came_on > work.today:
        raise RefusedError("in_the_future", field="came_on")
    row = Matter(
        ref=new_ref("M"),
        form_key=form_key or new_ref("M"),
        customer_id=customer_id,
        kind=kind,
        came_on=came_on,
        known_as=text.line(known_as, "known_as", 60),
        recorded_by_id=work.actor.id if work.actor.kind == "staff" else None,
        recorded_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("matter_recorded", row.ref, customer_id, after={"kind": kind, "on": came_on, "known_as": row.known_as})
    return row.ref


def record_matter(work: Work, customer_ref: str, kind: str, came_on: date, *, known_as: str, form_key: str) -> str:
    """A member of staff writes down a complaint, a claim or a referral. Returns the customer's reference."""
    rows.acting_staff(work)
    person = rows.customer(work, customer_ref)
    note_matter(work, person.id, kind, came_on, known_as=known_as, form_key=form_key)
    return person.ref


def name_person(work: Work, concern_ref: str, staff_ref: str) -> str:
    """Say who it is about, once that is known. It is said once: naming another would free the first of it.

    RefusedError: "already_named", "concern_is_closed".
    """
    rows.acting_staff(work)
    row = _open(rows.taken(work, ConductConcern, concern_ref))
    named = _staff(work, staff_ref)
    if row.about_id == named.id:
        return row.ref
    if row.about_id is not None:
        raise RefusedError("already_named", field="about")
    row.about = named
    work.session.flush()
    work.record("concern_about_named", row.ref, row.customer_id, about=named.ref)
    return row.ref


def close(work: Work, concern_ref: str, outcome: str, found: str) -> str:
    """Answer a concern: what was looked at and found. Closing it twice in the same way is closing it once.

    RefusedError: "not_allowed" with the findings (whom it is about, who reported the incident, who has a part in the
    case, and who is not senior enough may not), "unknown_code", "person_unnamed" (an outcome about a person needs one),
    "missing" (``field`` found), "concern_is_closed".
    """
    closer = rows.acting_staff(work)
    row = rows.taken(work, ConductConcern, concern_ref)
    role = _most_senior(work, closer)
    stops = may_close(work.session, work.pack, row, Person(str(closer.id), role))
    if stops:
        raise RefusedError("not_allowed", stops)
    if outcome not in fairness.CONCERN_OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    said = text.needed(found, "found")
    if row.state == "closed" and (row.outcome, row.found) == (outcome, said):
        return row.ref
    _open(row)
    if (outcome == "not_identified") != (row.about_id is None):
        raise RefusedError("person_unnamed", field="outcome")
    row.state, row.outcome, row.found = "closed", outcome, said
    row.closed_by, row.closed_role, row.closed_on = closer, role, work.today
    work.session.flush()
    work.record("concern_closed", row.ref, row.customer_id, outcome=outcome, why=said, role=role)
    _write_to(work, row)
    return row.ref


def may_close(session: Session, pack: Pack, row: ConductConcern, closer: Person) -> tuple[Finding, ...]:
    """What stands in the way of this person closing it; nothing if they may."""
    return fairness.may_close(pack, closer, as_rule(session, row))


def as_rule(session: Session, row: ConductConcern) -> fairness.Concern:
    """The concern as the rules know it: whom it is about, who reported, and who has a part in the case beside it.

    One that names no case answers every case of the customer: nobody escapes by leaving the link out.
    """
    of_case = Case.id == row.case_id if row.case_id else Case.customer_id == row.customer_id
    cases = session.scalars(select(Case).where(of_case).options(selectinload(Case.incidents))).all()
    ids = [case.id for case in cases]
    reporters = {one.reported_by_id for case in cases for one in case.incidents}
    if row.incident is not None:
        reporters.add(row.incident.reported_by_id)
    drafted = session.execute(select(Decision.id, Decision.drafted_by_id).where(Decision.case_id.in_(ids))).all()
    signed = session.scalars(select(Signature.staff_id).where(Signature.decision_id.in_([one[0] for one in drafted])))
    part = {case.owner_id for case in cases} | {case.assessed_by_id for case in cases}
    part |= {one[1] for one in drafted} | set(signed)
    concern = fairness.Concern(str(row.about_id) if row.about_id else None)
    return replace(concern, reporters=_ids(reporters), part=_ids(part))


def _taken_in(work: Work, row: ConductConcern) -> None:
    """It is on record, it counts as a complaint, and the customer hears that we have it."""
    after = {"what": row.what, "about": row.about_words, "on": row.raised_on}
    case = row.case.ref if row.case else None
    work.record("concern_raised", row.ref, row.customer_id, after=after, case=case)
    note_matter(work, row.customer_id, COMPLAINT, row.raised_on, known_as=row.ref, form_key=row.ref)
    _write_to(work, row)


def _write_to(work: Work, row: ConductConcern) -> None:
    """Tell the customer by letter that we have it, or what we found."""
    by = answer_by(work.pack, "", work.today)
    send_asked(work, row.customer, Asked(row.ref, "", row.raised_on, row.what, by, row.found or ""))


def _ids(people: set[int] | set[int | None]) -> frozenset[str]:
    return frozenset(str(person) for person in people if person is not None)


def _answers(work: Work, customer_id: int, facts: ConcernFacts) -> tuple[Case | None, Incident | None]:
    """The case and the incident that the concern answers: of the same customer, or NotFoundError."""
    incident = case = None
    if facts.incident_ref:
        of_them = Incident.ref == facts.incident_ref, Incident.customer_id == customer_id
        incident = work.session.scalar(select(Incident).where(*of_them))
    if facts.case_ref:
        case = work.session.scalar(select(Case).where(Case.ref == facts.case_ref, Case.customer_id == customer_id))
    if (facts.incident_ref and incident is None) or (facts.case_ref and case is None):
        raise NotFoundError(facts.case_ref or facts.incident_ref)
    return case or (incident.case if incident else None), incident


def _staff(work: Work, ref: str) -> StaffMember:
    found = work.session.scalar(select(StaffMember).where(StaffMember.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def _open(row: ConductConcern) -> ConductConcern:
    if row.state != "open":
        raise RefusedError("concern_is_closed")
    return row


def _most_senior(work: Work, staff: StaffMember) -> str:
    held = [role for role in rows.roles_of(staff, work.today) if role in work.pack.roles]
    return max(held, key=work.pack.rank, default=min(work.pack.roles, key=work.pack.rank))
