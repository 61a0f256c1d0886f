"""Risk to a person, and risk from a person: written down apart, looked at again by a day, ended with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casework.actions import rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.base import new_ref
from casework.records.cases import Incident
from casework.records.fairness import RiskFrom, RiskTo
from casework.rules.calendar import months_after
from casework.rules.risks import RISKS_FROM, RISKS_TO


@dataclass(frozen=True)
class RiskToFacts:
    """What could happen to the person, and what we do to keep them safe."""

    code: str
    keep_safe: str
    review_on: date


@dataclass(frozen=True)
class RiskFromFacts:
    """What was seen in an incident of this person."""

    code: str
    incident_ref: str
    seen: str
    review_on: date


def note_risk_to(work: Work, customer_ref: str, facts: RiskToFacts, form_key: str) -> str:
    """Write down that somebody is at risk; the same form sent twice is one. Returns the reference.

    RefusedError: "unknown_code", "missing", "review_too_late" (later than the usual review), "form_used".
    """
    person = rows.acting_staff(work)
    customer = rows.customer(work, customer_ref)
    known = work.session.scalar(select(RiskTo).where(RiskTo.form_key == form_key))
    if known is not None:
        return _same(known, customer.id)
    if facts.code not in RISKS_TO:
        raise RefusedError("unknown_code", field="code")
    row = RiskTo(
        ref=new_ref("T"),
        form_key=form_key,
        customer_id=customer.id,
        code=facts.code,
        keep_safe=text.needed(facts.keep_safe, "keep_safe"),
        recorded_by_id=person.id,
        recorded_on=work.today,
        review_on=_in_time(work, facts.review_on),
    )
    work.session.add(row)
    work.session.flush()
    work.record("risk_to_person_noted", row.ref, customer.id, after={"code": row.code, "keep_safe": row.keep_safe})
    return row.ref


def note_risk_from(work: Work, customer_ref: str, facts: RiskFromFacts, form_key: str) -> str:
    """Write down that somebody was a risk, in an incident of theirs that is on record. Returns the reference.

    NotFoundError for an incident of anybody else. RefusedError as for ``note_risk_to``.
    """
    person = rows.acting_staff(work)
    customer = rows.customer(work, customer_ref)
    known = work.session.scalar(select(RiskFrom).where(RiskFrom.form_key == form_key))
    if known is not None:
        return _same(known, customer.id)
    if facts.code not in RISKS_FROM:
        raise RefusedError("unknown_code", field="code")
    chosen = select(Incident).where(Incident.ref == facts.incident_ref, Incident.customer_id == customer.id)
    incident = work.session.scalar(chosen)
    if incident is None:
        raise NotFoundError(facts.incident_ref)
    row = RiskFrom(
        ref=new_ref("Q"),
        form_key=form_key,
        customer_id=customer.id,
        incident_id=incident.id,
        code=facts.code,
        seen=text.needed(facts.seen, "seen"),
        recorded_by_id=person.id,
        recorded_on=work.today,
        review_on=_in_time(work, facts.review_on),
    )
    work.session.add(row)
    work.session.flush()
    after = {"code": row.code, "incident": incident.ref, "seen": row.seen}
    work.record("risk_from_person_noted", row.ref, customer.id, after=after)
    return row.ref


def end_risk(work: Work, ref: str, why: str) -> str:
    """A risk, to or from, is over; ending it twice is ending it once. Returns the customer's reference."""
    rows.acting_staff(work)
    row = _either(work, ref)
    if row.ended_on is None:
        row.ended_why, row.ended_on = text.needed(why, "why"), work.today
        work.session.flush()
        name = "risk_to_person_ended" if isinstance(row, RiskTo) else "risk_from_person_ended"
        work.record(name, row.ref, row.customer_id, why=row.ended_why)
    return row.customer.ref


def _either(work: Work, ref: str) -> RiskTo | RiskFrom:
    """The row of that reference: each of the two tables has references of its own."""
    try:
        return rows.taken(work, RiskTo, ref)
    except NotFoundError:
        return rows.taken(work, RiskFrom, ref)


def _same(known: RiskTo | RiskFrom, customer_id: int) -> str:
    if known.customer_id != customer_id:
        raise RefusedError("form_used")
    return known.ref


def _in_time(work: Work, review_on: date) -> date:
    """No note about a person stands for ever: it is looked at again like everything else."""
    if not work.today < review_on <= months_after(work.today, work.pack.review.months):
        raise RefusedError("review_too_late", field="review_on")
    return review_on
