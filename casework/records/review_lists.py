"""Reviews as people read them: the customer their own, staff those of a month, what is late, and doors that opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.records.cases import Case, Incident
from casework.records.decisions import Decision, Restriction
from casework.records.missing import NotFoundError
from casework.records.own import Reader, withheld
from casework.records.reviews import OpenedChannel, Review, ReviewSignature

_APPLYING: Final = ("in_force", "suspended")


@dataclass(frozen=True)
class Due:
    """A decision with something to review: the first last day among what stands, and the review under way, if any.

    ``decide_by``: until when a director has to decide about what protects somebody, where the review was missed.
    """

    decision: Decision
    lines: tuple[Restriction, ...]
    due_on: date
    review: Review | None
    decide_by: date | None


def due(session: Session, before: date | None = None) -> tuple[Due, ...]:
    """Everything that waits for a review, the first to be due first; an early one by its own day.

    ``before``: only what is due before that day.
    """
    chosen = (
        select(Restriction)
        .where(Restriction.state.in_(_APPLYING), Restriction.review_on.is_not(None))
        .options(
            joinedload(Restriction.decision).joinedload(Decision.customer),
            joinedload(Restriction.decision).joinedload(Decision.case).joinedload(Case.owner),
        )
        .order_by(Restriction.decision_id, Restriction.position)
    )
    going_on = _reviews().where(Review.state == "open")
    if before is not None:
        soon = select(Restriction.decision_id).where(Restriction.state.in_(_APPLYING), Restriction.review_on < before)
        early = select(Review.decision_id).where(Review.state == "open", Review.due_on < before)
        wanted = soon.union(early)
        chosen = chosen.where(Restriction.decision_id.in_(wanted))
        going_on = going_on.where(Review.decision_id.in_(wanted))
    lines: dict[int, list[Restriction]] = {}
    for row in session.scalars(chosen):
        lines.setdefault(row.decision_id, []).append(row)
    under_way = {one.decision_id: one for one in session.scalars(going_on)}
    found = [_due(rows, under_way.get(number)) for number, rows in lines.items()]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.decision.id)))


def held(session: Session, since: datetime, until: datetime) -> tuple[Review, ...]:
    """The reviews that were held between two moments, the newest first: for the case officers to read."""
    chosen = _reviews().where(Review.state == "held", Review.held_at >= since, Review.held_at < until)
    return tuple(session.scalars(chosen.order_by(Review.held_at.desc(), Review.id.desc())))


def opened(session: Session) -> tuple[OpenedChannel, ...]:
    """Ways of contact that opened by themselves and are still open, the oldest first."""
    chosen = select(OpenedChannel).where(OpenedChannel.closed_on.is_(None)).options(joinedload(OpenedChannel.customer))
    return tuple(session.scalars(chosen.order_by(OpenedChannel.opened_on, OpenedChannel.id)))


def review(session: Session, ref: str) -> Review:
    """A review with its decision and signatures. NotFoundError where there is none."""
    found = session.scalars(_reviews().where(Review.ref == ref)).unique().one_or_none()
    if found is None:
        raise NotFoundError(ref)
    return found


def incidents_since(session: Session, found: Review) -> tuple[Incident, ...]:
    """What has happened with this customer since the decision was made."""
    since = found.decision.issued_at or found.opened_at
    chosen = select(Incident).where(Incident.customer_id == found.customer_id, Incident.recorded_at > since)
    return tuple(session.scalars(chosen.order_by(Incident.happened_at.desc())))


def own_reviews(session: Session, whose: Reader) -> tuple[Review, ...]:
    """The customer's reviews under way, and those that were held, the newest first."""
    whose.needs("speak")
    chosen = _reviews().where(Review.customer_id == whose.customer_id, Review.state != "dropped")
    found = session.scalars(chosen.order_by(Review.opened_at.desc(), Review.id.desc()))
    return tuple(one for one in found if not withheld(one.decision.notice))


def own_review(session: Session, whose: Reader, ref: str) -> Review:
    """One of the customer's own. NotFoundError for everything else."""
    for one in own_reviews(session, whose):
        if one.ref == ref:
            return one
    raise NotFoundError(ref)


def _due(rows: Iterable[Restriction], review: Review | None) -> Due:
    lines = tuple(rows)
    first = min(one.review_on for one in lines if one.review_on is not None)
    waiting = [one.director_by for one in lines if one.state == "in_force" and one.director_by and not one.kept_until]
    return Due(
        lines[0].decision,
        lines,
        min(first, review.due_on) if review else first,
        review,
        min((day for day in waiting if day is not None), default=None),
    )


def _reviews() -> Select[Review]:
    return select(Review).options(
        joinedload(Review.customer),
        joinedload(Review.director),
        joinedload(Review.decision).selectinload(Decision.restrictions),
        joinedload(Review.decision).selectinload(Decision.signatures),
        joinedload(Review.decision).joinedload(Decision.case).joinedload(Case.owner),
        selectinload(Review.signatures).joinedload(ReviewSignature.staff),
    )
