"""What the reports count: plain facts of a stretch of days, without names and without anybody's words.

Nothing here is by a characteristic of a person: that is counted once a month, apart (records.published).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from casework.records.appeals import Appeal
from casework.records.cases import Case
from casework.records.decisions import Decision, Restriction
from casework.records.reviews import Review
from casework.records.tasks import Team, TeamMember
from casework.rules.calendar import LONDON, day_of
from casework.rules.reporting import Span


@dataclass(frozen=True, slots=True)
class Standing:
    """A restriction that stood at the end of a day. ``team``: of who has the case; empty where they are in none."""

    kind: str
    starts_on: date
    team: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review by its last day; ``held_on`` None while it was not held."""

    due_on: date
    held_on: date | None


@dataclass(frozen=True, slots=True)
class Heard:
    """An appeal that was received. ``outcome``: uphold vary dismiss, None while there is none."""

    received_on: date
    due_on: date | None
    decided_on: date | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was issued, with one of the restrictions in it; ``number`` tells the decisions apart."""

    number: int
    opened_on: date
    issued_on: date
    kind: str
    review_on: date | None
    warned: bool  # before it, or it says why not
    ended_why: str | None


def within(column: Any, span: Span) -> ColumnElement[bool]:
    """Does a moment lie in the days of a span, as they are in England?"""
    first = datetime.combine(span.first_on, time(), LONDON)
    end = datetime.combine(span.last_on + timedelta(days=1), time(), LONDON)
    return and_(column >= first, column < end)


def standing(session: Session, day: date) -> tuple[Standing, ...]:
    """What stood at the end of that day, suspended or not."""
    teams = _teams(session)
    chosen = (
        select(Restriction.kind, Restriction.starts_on, Case.owner_id)
        .join(Decision, Decision.id == Restriction.decision_id)
        .join(Case, Case.id == Decision.case_id)
        .where(
            Restriction.state != "proposed",
            Restriction.starts_on <= day,
            or_(Restriction.ended_on.is_(None), Restriction.ended_on > day),
        )
    )
    found = session.execute(chosen)
    return tuple(Standing(kind, starts_on or day, teams.get(owner, "")) for kind, starts_on, owner in found)


def stood_each(session: Session, days: Sequence[date]) -> tuple[int, ...]:
    """How many restrictions stood at the end of each of these days, of which the first comes first."""
    chosen = select(Restriction.starts_on, Restriction.ended_on).where(
        Restriction.state != "proposed",
        Restriction.starts_on <= days[-1],
        or_(Restriction.ended_on.is_(None), Restriction.ended_on > days[0]),
    )
    times = [(starts_on or date.min, ended_on or date.max) for starts_on, ended_on in session.execute(chosen)]
    return tuple(sum(starts_on <= day < ended_on for starts_on, ended_on in times) for day in days)


def reviews(session: Session, span: Span) -> tuple[Reviewed, ...]:
    """The reviews whose last day lies in the span; of one that was missed, the day that was missed."""
    last_day = func.coalesce(Review.missed_on, Review.due_on)
    chosen = select(last_day, Review.held_at).where(
        Review.state != "dropped", last_day >= span.first_on, last_day <= span.last_on
    )
    return tuple(Reviewed(due_on, day_of(held) if held else None) for due_on, held in session.execute(chosen))


def appeals(session: Session, span: Span) -> tuple[Heard, ...]:
    """The appeals that were received, or decided, in the span."""
    chosen = select(Appeal.received_on, Appeal.due_on, Appeal.decided_at, Appeal.outcome).where(
        Appeal.received_on.is_not(None),
        or_(
            and_(Appeal.received_on >= span.first_on, Appeal.received_on <= span.last_on),
            within(Appeal.decided_at, span),
        ),
    )
    return tuple(
        Heard(received, due, day_of(decided) if decided else None, outcome)
        for received, due, decided, outcome in session.execute(chosen)
        if received is not None
    )


def decided(session: Session, span: Span) -> tuple[Decided, ...]:
    """What was issued in the span, restriction by restriction; what replaced one later is not a decision of its own."""
    chosen = (
        select(
            Decision.id, Case.opened_at, Decision.issued_at, Restriction.kind, Restriction.review_on,
            or_(Case.warnings.any(), Decision.not_warned_because.is_not(None)), Restriction.ended_why,
        )
        .join(Restriction, Restriction.decision_id == Decision.id)
        .join(Case, Case.id == Decision.case_id)
        .where(
            Decision.state == "issued",
            within(Decision.issued_at, span),
            Restriction.appeal_id.is_(None),
            Restriction.review_id.is_(None),
        )
        .order_by(Decision.id, Restriction.position)
    )  # fmt: skip
    return tuple(
        Decided(number, day_of(opened), day_of(issued), kind, review_on, bool(told), why)
        for number, opened, issued, kind, review_on, told, why in session.execute(chosen)
        if issued is not None
    )


def _teams(session: Session) -> Mapping[int, str]:
    """The name of the team of each member of staff who is in one."""
    chosen = select(TeamMember.staff_id, Team.name).join(Team, Team.id == TeamMember.team_id)
    return {staff_id: name for staff_id, name in session.execute(chosen)}
