"""Changes of circumstances: told by the customer or for them, reviewed early because of it, and answered.

One Vision Housing 3.6.3 and 3.7.2: evidence of changed circumstances ends or alters what applies before its review.
What came of a change is worked out from the record, never typed in.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from casework.actions import acting_for, agreement_letters, moves, reviews, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.base import new_ref
from casework.records.changes import ChangeOfCircumstances
from casework.records.decisions import Decision, Restriction
from casework.records.own import withheld
from casework.records.people import Customer
from casework.rules.changes import came_of, early_review

STANDING = ("in_force", "suspended")


@dataclass(frozen=True)
class ChangeFacts:
    """What has changed, and what the customer would like. ``how``: in which way it reached staff, where they write."""

    what_changed: str
    wanted: str = ""
    how: str = acting_for.PORTAL


def tell(work: Work, customer_ref: str, facts: ChangeFacts, form_key: str) -> str:
    """Put a change of circumstances on record; the same form sent twice is one. Returns its reference.

    Where anything applies to the customer, an early review of it is asked for in the same breath. NotFoundError for
    an advocate who may not speak for them. RefusedError: "missing" (``field`` what_changed), "unknown_code"
    (``field`` how), "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "speak")
    known = rows.sent_before(work, ChangeOfCircumstances, form_key, customer_id=person.id)
    if known is not None:
        return known
    came_by = acting_for.reached_by(work, facts.how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    applies = _applies(work, person)
    owed = early_review(work.pack, [one.kind for one in applies], work.today)
    change = _new(work, person, facts, form_key)
    change.told_how, change.standing = came_by, [one.ref for one in applies]
    change.owed_by = owed.source if owed else None
    work.session.add(change)
    work.session.flush()
    said = {"what_changed": change.what_changed, "wanted": change.wanted}
    work.record("change_told", change.ref, person.id, how=came_by, after=said, standing=change.standing)
    if owed is not None:
        reviews.ask_early(work, person.ref, change.what_changed)
    return change.ref


def answer(work: Work, ref: str, words: str) -> str:
    """Answer the customer, once: what came of it stands in the record, ``words`` say why. Sent twice it is one answer.

    RefusedError: "missing" (``field`` words), "change_is_answered" where another answer was given meanwhile.
    """
    staff = rows.acting_staff(work)
    change = rows.taken(work, ChangeOfCircumstances, ref)
    said = text.needed(words, "words", 8_000)
    if change.state == "answered" and change.answer == said:
        return change.ref
    moves.move("change", change, "answered")
    change.outcome = outcome_now(work, change)
    change.answer, change.answered_by_id, change.answered_at = said, staff.id, work.now
    work.session.flush()
    work.session.expire(change, ["answered_by"])
    work.record("change_answered", change.ref, change.customer_id, outcome=change.outcome, why=said)
    agreement_letters.send_change_answer(work, change)
    return change.ref


def outcome_now(work: Work, change: ChangeOfCircumstances) -> str:
    """What has come of the change so far: ended altered stands, or noted where nothing applied."""
    return came_of(change.standing, [one.ref for one in _applies(work, change.customer)])


def _new(work: Work, person: Customer, facts: ChangeFacts, form_key: str) -> ChangeOfCircumstances:
    return ChangeOfCircumstances(
        ref=new_ref("N"),
        form_key=form_key,
        customer_id=person.id,
        told_by=work.actor.kind,
        told_by_id=work.actor.id,
        what_changed=text.needed(facts.what_changed, "what_changed"),
        wanted=text.lines(facts.wanted, "wanted"),
        state="received",
        received_at=work.now,
        answer="",
    )


def _applies(work: Work, person: Customer) -> list[Restriction]:
    """What applies to the customer, or is announced; what was rightly kept from them is left out: it is not told of."""
    found = work.session.scalars(
        select(Restriction)
        .join(Decision, Decision.id == Restriction.decision_id)
        .where(Restriction.customer_id == person.id, Restriction.state.in_(STANDING))
        .order_by(Restriction.id)
    )
    return [one for one in found if not withheld(one.decision.notice)]
