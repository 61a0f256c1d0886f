"""Ineligible status in a lettings scheme: it ends when its months are over, and no review makes it longer (OVH 3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from casework.actions import letter_facts, letters, moves, rows
from casework.actions.work import Work
from casework.records.decisions import Restriction
from casework.records.reviews import Review
from casework.rules.finding import Finding
from casework.rules.lettings import going_on, has_run_out, last_day
from casework.rules.pack import Pack
from letters import data
from letters.kinds.status_ended.data import StatusEnded

STANDING = ("in_force", "suspended")
PERIOD_OVER = "period_over"


def end_what_has_run_out(work: Work, customer_id: int) -> None:
    """End each status of this person that has lasted as long as the policy lets it; twice is once."""
    rows.lock(work, customer_id)
    found = select(Restriction).where(Restriction.customer_id == customer_id, Restriction.state.in_(STANDING))
    for one in work.session.scalars(found.order_by(Restriction.id)).all():
        began = _began(one)
        if began is None or not has_run_out(work.pack, one.kind, began, work.today):
            continue
        moves.move("restriction", one, "ended")
        one.ended_on, one.ended_why = work.today, PERIOD_OVER
        work.session.flush()
        work.record("status_ended", one.ref, customer_id, why=PERIOD_OVER, since=began)
        _tell(work, one, began)
        moves.settle(work, one.decision.case)


def _tell(work: Work, ended: Restriction, starts_on: date) -> None:
    """Tell them that they can bid again."""
    customer = ended.decision.customer

    def facts(person: data.Person, code: data.SignIn | None) -> StatusEnded:
        return StatusEnded(
            person=person,
            contact=letter_facts.contact(work),
            reference=ended.decision.ref,
            issued_on=work.today,
            scheme=str(ended.terms["scheme"]),
            last_day=last_day(work.pack, ended.kind, starts_on) or work.today,
            opened=letter_facts.still_open(work, customer),
            ombudsman=letter_facts.ombudsman(work.pack),
            recorded=data.Recorded(work.pack.contact.email),
            council=letter_facts.council(work, ended.decision),
            sign_in=code,
        )

    letters.send(work, "status_ended", customer, facts, decision_id=ended.decision_id)


def too_long(pack: Pack, review: Review, standing: list[Restriction]) -> Iterator[Finding]:
    """What stands in the way of a review that would let a status go on beyond its months."""
    if review.outcome == "lift":
        return
    goes_on = [one for one in standing if review.changes.get(one.ref, "stands") != "ends"]
    for place, one in enumerate(goes_on):
        began = _began(one)
        if began is not None and one.kind in pack.kinds:
            yield from going_on(pack, one.kind, began, review.next_review_on, place)


def _began(one: Restriction) -> date | None:
    """The first day of a status. What a review or an appeal lets begin again has begun with its decision."""
    return min((day for day in (one.starts_on, one.decision.starts_on) if day is not None), default=None)
