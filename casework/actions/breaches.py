"""Adjustments that were not kept to: told, and answered with what is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.actions import acting_for, adjustment_letters, moves, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.adjustments import AdjustmentBreach
from casework.records.base import new_ref
from casework.records.people import Adjustment
from casework.rules import adjustments as rules


@dataclass(frozen=True)
class BreachFacts:
    """On which day something agreed was not done, and what happened. ``how``: in which way it reached staff."""

    happened_on: date
    what_happened: str
    how: str = acting_for.PORTAL


def report(work: Work, adjustment_ref: str, facts: BreachFacts, form_key: str) -> str:
    """Put on record that something agreed was not done; the same form sent twice is one report. Returns its reference.

    It waits as a task for staff. One that has ended since may still be told of. NotFoundError for who may not speak for
    the customer. RefusedError: "missing" (``field`` what_happened), "in_the_future", "before_it_was_agreed",
    "unknown_code" (``field`` how), "form_used".
    """
    adjustment = rows.taken(work, Adjustment, adjustment_ref)
    acting_for.allowed(work, adjustment.customer, "speak")
    known = rows.sent_before(work, AdjustmentBreach, form_key, adjustment_id=adjustment.id)
    if known is not None:
        return known
    came_by = acting_for.reached_by(work, facts.how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    _a_day_since(work, adjustment, facts.happened_on)
    row = AdjustmentBreach(
        ref=new_ref("B"),
        form_key=form_key,
        adjustment=adjustment,
        customer_id=adjustment.customer_id,
        happened_on=facts.happened_on,
        what_happened=text.needed(facts.what_happened, "what_happened"),
        told_by=work.actor.kind,
        told_by_id=work.actor.id,
        told_how=came_by,
        told_at=work.now,
        due_on=rules.due_on(work.pack, work.today),
        state="open",
        answer="",
    )
    work.session.add(row)
    work.session.flush()
    after = {"adjustment": adjustment.ref, "on": row.happened_on, "what_happened": row.what_happened}
    work.record("adjustment_not_done", row.ref, row.customer_id, how=came_by, after=after)
    return row.ref


def answer(work: Work, ref: str, words: str) -> str:
    """Tell the customer what was found and what is done about it, once; sent twice it is one answer.

    RefusedError: "missing" (``field`` words), "money_is_no_reason", "breach_is_answered".
    """
    staff = rows.acting_staff(work)
    row = rows.taken(work, AdjustmentBreach, ref)
    said = text.needed(words, "words", 4_000)
    if row.state == "answered" and row.answer == said:
        return row.ref
    moves.check("breach", row.state, "answered")
    if rules.speaks_of_money(said):
        raise RefusedError("money_is_no_reason", field="words")
    moves.move("breach", row, "answered")
    row.answer, row.answered_by_id, row.answered_at = said, staff.id, work.now
    work.session.flush()
    work.record("adjustment_put_right", row.ref, row.customer_id, why=said)
    adjustment_letters.send_put_right(work, row)
    return row.ref


def _a_day_since(work: Work, adjustment: Adjustment, day: date) -> None:
    if day > work.today:
        raise RefusedError("in_the_future", field="happened_on")
    if day < adjustment.agreed_on:
        raise RefusedError("before_it_was_agreed", field="happened_on")
