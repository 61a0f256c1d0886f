"""Reviews that are coming, due, or missed: what the calendar alone brings about, and what a director then decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from casework.actions import notices, review_letters, reviews, rows, text, watch
from casework.actions.work import RefusedError, Work
from casework.records.cases import Incident
from casework.records.decisions import Decision, Restriction
from casework.records.reviews import Review
from casework.rules import reviews as rules
from casework.rules import safety
from casework.rules.calendar import day_of


def look_after(work: Work, customer_id: int) -> None:
    """Everything that the day brings for one customer: invitations, missed reviews, good behaviour that counts."""
    rows.lock(work, customer_id)
    found = (
        select(Decision).where(Decision.customer_id == customer_id, Decision.state == "issued").order_by(Decision.id)
    )
    for decision in work.session.scalars(found):
        if not reviews.standing(decision):
            review = reviews.open_one(work, decision)
            if review is not None:
                reviews.drop(work, review)
            continue
        _missed(work, decision)
        reviews.invite_when_due(work, decision)
        _behaved(work, decision)
        _went_on(work, decision)


def decide(work: Work, review_ref: str, role: str, *, keeps: bool, why: str, until: date | None = None) -> str:
    """A director decides about safety restrictions whose review was missed: they stay until a day, or stop now.

    The review is held all the same. Deciding the same twice is deciding it once. RefusedError: "role_not_held",
    "role_may_not_decide", "nothing_to_decide", "missing" (``field`` why), "until_too_late" (``field`` until; ``day``).
    """
    director = rows.acting_staff(work)
    review = rows.taken(work, Review, review_ref)
    if role not in work.pack.roles or not rows.holds(director, role, work.today):
        raise RefusedError("role_not_held", role=role)
    if not safety.is_director(work.pack, role):
        raise RefusedError("role_may_not_decide", role=role)
    said = text.needed(why, "why", 8_000)
    if (review.director_id, review.director_keeps, review.director_reason) == (director.id, keeps, said):
        return review.ref
    waiting = waits(review.decision, work.today)
    if review.state != "open" or not waiting:
        raise RefusedError("nothing_to_decide")
    review.director_id, review.director_role, review.director_on = director.id, role, work.today
    review.director_keeps, review.director_reason = keeps, said
    if keeps:
        _keep(work, waiting, until)
    work.session.flush()
    refs = [one.ref for one in waiting]
    work.record(
        "director_decided", review.ref, review.customer_id, role=role, keeps=keeps, why=said, until=until, about=refs
    )
    if not keeps:
        watch.suspend(work, review.decision, waiting, "director_ended")
    why, result = ("director_kept", "kept") if keeps else ("director_ended", "instruction")
    _tell(work, review.decision, why, {result: waiting}, said)
    return review.ref


def waits(decision: Decision, today: date) -> list[Restriction]:
    """The safety restrictions that wait for a director's decision."""
    return [
        one
        for one in reviews.standing(decision)
        if one.state == "in_force"
        and one.director_by is not None
        and one.kept_until is None
        and one.director_by >= today
    ]


def _keep(work: Work, waiting: Sequence[Restriction], until: date | None) -> None:
    latest = safety.last_day_to_keep(work.today)
    if until is None or not work.today < until <= latest:
        raise RefusedError("until_too_late", field="until", day=latest.isoformat())
    for one in waiting:
        one.kept_until = until


def _missed(work: Work, decision: Decision) -> None:
    """RULES 7. What was done about it already is not done again."""
    stops: list[Restriction] = []
    asks: list[Restriction] = []
    silent: list[Restriction] = []
    for one in reviews.standing(decision):
        if one.state != "in_force":
            continue
        state = safety.when_missed(one.safety, one.review_on, one.kept_until, work.today)
        closed = one.director_by is not None and work.today > (one.kept_until or one.director_by)
        if state == "suspended":
            stops.append(one)
        elif state == "instruction" or closed:
            silent.append(one)
        elif state == "director" and one.director_by is None and one.review_on is not None:
            asks.append(one)
    if not (stops or asks or silent):
        return
    review = _note(work, decision, [*stops, *asks, *silent])
    for one in asks:
        one.director_by = safety.director_by(one.review_on or work.today)
    watch.suspend(work, decision, stops, "review_missed")
    watch.suspend(work, decision, silent, "director_silent")
    if asks:
        refs = [one.ref for one in asks]
        by = asks[0].director_by
        work.record("director_asked", review.ref, review.customer_id, restrictions=refs, decide_by=by)
    became = {"suspended": stops, "waits": asks, "instruction": silent}
    _tell(work, decision, "director_silent" if silent else "review_missed", became)


def _note(work: Work, decision: Decision, found: Sequence[Restriction]) -> Review:
    """The review that was missed stays open until it is held; that it was missed is never forgotten."""
    days = [one.review_on for one in found if one.review_on is not None and one.review_on < work.today]
    review = reviews.opened(work, decision, "missed", min(days, default=work.today))
    if review.missed_on is None and days:
        review.missed_on = min(days)
        work.session.flush()
        work.record("review_missed", review.ref, review.customer_id, due_on=review.missed_on)
    return review


def _tell(
    work: Work, decision: Decision, why: str, became: Mapping[str, Sequence[Restriction]], reason: str = ""
) -> None:
    late = [one.review_on for some in became.values() for one in some if one.review_on and one.review_on < work.today]
    waiting = became.get("waits", ())
    by = waiting[0].director_by if waiting else None
    missed_on = min(late, default=None)
    review_letters.send_suspension(work, decision, why, became, missed_on=missed_on, decide_by=by, reason=reason)


def _behaved(work: Work, decision: Decision) -> None:
    """Where the policy lets acceptable behaviour end a restriction, enough of it brings a review by itself."""
    since = calm_since(work, decision)
    calm = rules.calm(work.pack, since, work.today)
    if calm is None or not calm.reached:
        return
    review = reviews.open_one(work, decision)
    if review is None or review.why == "due":
        reviews.bring_forward(work, decision, rules.CALM)


def _went_on(work: Work, decision: Decision) -> None:
    """Whoever has the case is told of each incident during the measure: is something further needed (Calico 8)?"""
    since = decision.issued_at or work.now
    found = select(Incident).where(
        Incident.customer_id == decision.customer_id, Incident.case_id.is_not(None), Incident.recorded_at > since
    )
    for incident in work.session.scalars(found.order_by(Incident.id)):
        notices.tell(work, [decision.case.owner_id], "went_on", incident.ref, decision.customer_id)


def calm_since(work: Work, decision: Decision) -> date:
    """The day from which acceptable behaviour counts: of the last incident, the start, or the last review."""
    last: datetime | None = work.session.scalar(
        select(func.max(Incident.happened_at)).where(
            Incident.customer_id == decision.customer_id, Incident.case_id.is_not(None)
        )
    )
    days = [day for one in reviews.standing(decision) for day in (one.starts_on, one.reviewed_on) if day is not None]
    if last is not None:
        days.append(day_of(last))
    return max(days, default=work.today)
