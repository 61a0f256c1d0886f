"""What the reports count of essential services, of promises, and of what the Complaint Handling Code asks to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from casework.records.adjustments import AdjustmentBreach, AdjustmentRequest
from casework.records.agreements import BrokenPromise
from casework.records.complaints import Complaint, ComplaintStage
from casework.records.decisions import Decision, Restriction
from casework.records.people import Adjustment
from casework.records.report_desk import within
from casework.records.reviews import Review
from casework.records.services import ServiceClock, ServiceRequest, ServiceVisit
from casework.rules.calendar import day_of
from casework.rules.reporting import Kept, Span, kept, on_time

COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Served:
    """One essential service for one person. ``in_time``: None while it is neither done nor late."""

    service: str
    restricted: bool
    in_time: bool | None
    days: int | None  # until it was done


def services(session: Session, span: Span, now: datetime) -> tuple[Served, ...]:
    """The services that were asked for in the span; complaints by their first stage.

    Restricted is who had any restriction in force on the day on which they asked.
    """
    today = day_of(now)
    times = _restricted_times(session)
    late = _late(session, span, now)
    chosen = select(
        ServiceRequest.id, ServiceRequest.service, ServiceRequest.customer_id, ServiceRequest.received_at,
        ServiceRequest.ended_at, ServiceRequest.state,
    ).where(within(ServiceRequest.received_at, span), ServiceRequest.customer_id.is_not(None))  # fmt: skip
    found = []
    for number, service, customer_id, received_at, ended_at, state in session.execute(chosen):
        day = day_of(received_at)
        done = day_of(ended_at) if ended_at is not None and state == "done" else None
        in_time = False if number in late else (True if done else None)
        if state != "closed":  # closed without anything to do: it says nothing about how well we serve
            days = (done - day).days if done else None
            found.append(Served(service, _restricted(times, customer_id or 0, day), in_time, days))
    return (*found, *_complaints(session, span, today, times))


def _late(session: Session, span: Span, now: datetime) -> set[int]:
    """The requests of the span of which a clock was, or is, not met."""
    chosen = (
        select(ServiceClock)
        .join(ServiceRequest, ServiceRequest.id == ServiceClock.request_id)
        .where(within(ServiceRequest.received_at, span), ServiceRequest.state != "closed")
    )
    today = day_of(now)
    return {clock.request_id for clock in session.scalars(chosen) if clock.late(now, today)}


def _complaints(
    session: Session, span: Span, today: date, times: Mapping[int, list[tuple[date, date]]]
) -> tuple[Served, ...]:
    chosen = (
        select(Complaint.customer_id, ComplaintStage.received_on, ComplaintStage.due_on, ComplaintStage.answered_on)
        .join(ComplaintStage, ComplaintStage.complaint_id == Complaint.id)
        .where(ComplaintStage.number == 1, ComplaintStage.received_on.between(span.first_on, span.last_on))
    )
    return tuple(
        Served(
            COMPLAINT,
            _restricted(times, customer_id, received_on),
            on_time(due_on, answered_on, today),
            (answered_on - received_on).days if answered_on else None,
        )
        for customer_id, received_on, due_on, answered_on in session.execute(chosen)
    )


def _restricted_times(session: Session) -> Mapping[int, list[tuple[date, date]]]:
    """From when until when anything applied to each customer; the day on which it ended is none any more."""
    chosen = select(Restriction.customer_id, Restriction.starts_on, Restriction.ended_on).where(
        Restriction.state != "proposed", Restriction.starts_on.is_not(None)
    )
    times: dict[int, list[tuple[date, date]]] = {}
    for customer_id, starts_on, ended_on in session.execute(chosen):
        times.setdefault(customer_id, []).append((starts_on or date.min, ended_on or date.max))
    return times


def _restricted(times: Mapping[int, list[tuple[date, date]]], customer_id: int, day: date) -> bool:
    return any(starts_on <= day < ended_on for starts_on, ended_on in times.get(customer_id, ()))


# Promises


def broken(session: Session, span: Span, today: date) -> Mapping[str, int]:
    """How often we did not keep what we promised, by what it was."""
    counts: Counter[str] = Counter()
    days = (span.first_on, span.last_on)
    agreed = BrokenPromise.happened_on.between(*days)
    counts["agreement"] = _count(session, select(BrokenPromise.id).where(agreed))
    counts["adjustment"] = _count(
        session, select(AdjustmentBreach.id).where(AdjustmentBreach.happened_on.between(*days))
    )
    counts["review"] = _count(session, select(Review.id).where(Review.missed_on.between(*days)))
    visits = select(ServiceVisit.id).where(ServiceVisit.state == "missed", within(ServiceVisit.starts_at, span))
    counts["visit"] = _count(session, visits)
    due = ComplaintStage.due_on.between(*days)
    answers = select(ComplaintStage.due_on, ComplaintStage.answered_on).where(due)
    counts["complaint"] = sum(on_time(day, done, today) is False for day, done in session.execute(answers))
    return counts


# What the Complaint Handling Code asks landlords to show


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts for the self-assessment (Complaint Handling Code 5.10, 5.14, 5.15); ``without_…`` are exceptions."""

    adjustments: int
    adjustments_overdue: int
    adjustment_answers: Kept
    not_kept_to: int
    restrictions: int
    without_reason: int
    without_review: int
    review_overdue: int
    suspended: int
    without_proportionality: int
    without_regard: int


def evidence(session: Session, span: Span, today: date) -> Evidence:
    """As it stands today; answers to requests for adjustments are those due in the span."""
    agreed = select(Adjustment.id).where(or_(Adjustment.ended_on.is_(None), Adjustment.ended_on > today))
    applies = Restriction.state.in_(("in_force", "suspended"))
    lines = select(Restriction.id).where(applies)
    regard = lines.join(Decision, Decision.id == Restriction.decision_id).where(func.trim(Decision.considered) == "")
    return Evidence(
        adjustments=_count(session, agreed),
        adjustments_overdue=_count(session, agreed.where(Adjustment.review_on < today)),
        adjustment_answers=_answers(session, span, today),
        not_kept_to=_count(session, select(AdjustmentBreach.id).where(AdjustmentBreach.state == "open")),
        restrictions=_count(session, lines),
        without_reason=_count(session, lines.where(func.trim(Restriction.reason) == "")),
        without_review=_count(session, lines.where(Restriction.review_on.is_(None))),
        review_overdue=_count(session, lines.where(Restriction.review_on < today)),
        suspended=_count(session, lines.where(Restriction.state == "suspended")),
        without_proportionality=_count(session, lines.where(func.trim(Restriction.proportionality) == "")),
        without_regard=_count(session, regard),
    )


def _answers(session: Session, span: Span, today: date) -> Kept:
    due = AdjustmentRequest.due_on.between(span.first_on, span.last_on)
    asked = AdjustmentRequest.state != "withdrawn"
    chosen = select(AdjustmentRequest.due_on, AdjustmentRequest.answered_at).where(due, asked)
    return kept(on_time(day, day_of(done) if done else None, today) for day, done in session.execute(chosen))


def _count(session: Session, chosen: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
