"""Reviews: begun when they come due or when somebody asks; the customer is heard before anything is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import select

from casework.actions import acting_for, moves, review_letters, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import own
from casework.records.base import new_ref
from casework.records.decisions import Decision, Restriction
from casework.records.people import Customer
from casework.records.reviews import Review
from casework.rules import reviews as rules

APPLYING: Final = ("in_force", "suspended")


def standing(decision: Decision) -> list[Restriction]:
    """The restrictions of a decision that a review looks at, in their order."""
    applying = (one for one in decision.restrictions if one.state in APPLYING)
    return sorted(applying, key=lambda one: (one.position, one.id))


def begin(work: Work, decision_ref: str) -> str:
    """Begin the review of a decision and invite the customer; the open one where there is one already.

    Returns the review's reference. RefusedError("nothing_to_review") where nothing of the decision stands.
    """
    rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    due_on = last_day(decision)
    if due_on is None:
        raise RefusedError("nothing_to_review")
    review = opened(work, decision, "due", due_on)
    _invite(work, review)
    return review.ref


def ask_early(work: Work, ref: str, why: str) -> tuple[str, ...]:
    """Ask for a review of one decision, or of all that applies to a customer, because circumstances changed.

    ``ref``: of the customer or of the decision. For the customer, somebody who may speak for them, staff, or the
    system. Returns the references of the reviews of which the customer may know.
    """
    decisions = _asked_about(work, ref)
    said = text.needed(why, "why", 8_000)
    told = []
    for decision in decisions:
        review = bring_forward(work, decision, "changed_circumstances", said)
        if not own.withheld(decision.notice):
            told.append(review.ref)
    return tuple(told)


def bring_forward(work: Work, decision: Decision, reason: str, asked: str = "") -> Review:
    """Have what a decision made looked at early, and invite the customer. The policy's own clause, or the floor."""
    early = rules.early(work.pack, reason, work.today)
    latest = last_day(decision) or early.due_on
    review = opened(work, decision, reason, min(early.due_on, latest) if latest >= work.today else early.due_on, asked)
    work.record("review_asked", review.ref, review.customer_id, why=reason, said=asked, source=early.source)
    _invite(work, review)
    return review


def opened(work: Work, decision: Decision, why: str, due_on: date, asked: str = "") -> Review:
    """The open review of a decision, made where there is none; a reason to look earlier moves it forward."""
    review = open_one(work, decision)
    if review is None:
        review = Review(
            ref=new_ref("W"),
            decision_id=decision.id,
            decision=decision,
            customer_id=decision.customer_id,
            customer=decision.customer,
            state="open",
            why=why,
            asked=asked,
            opened_at=work.now,
            due_on=due_on,
        )
        work.session.add(review)
        work.session.flush()
        work.record("review_opened", review.ref, review.customer_id, decision=decision.ref, why=why, due_on=due_on)
        if decision.case.stage in ("notice", "in_force"):
            moves.reach(work, decision.case, "review")
        return review
    review.due_on = min(review.due_on, due_on)
    if asked and asked not in review.asked:
        review.asked = f"{review.asked}\n{asked}".strip()
    if why != "due" and review.why == "due":
        review.why = why
    work.session.flush()
    return review


def open_one(work: Work, decision: Decision) -> Review | None:
    """The review of this decision that is under way."""
    return work.session.scalar(select(Review).where(Review.decision_id == decision.id, Review.state == "open"))


def reply(work: Work, review_ref: str, words: str) -> str:
    """What the customer says about how things are now; staff write down what they were told. It can be changed until
    the review is held. RefusedError: "missing", "review_is_held", "review_is_dropped"."""
    review = rows.taken(work, Review, review_ref)
    acting_for.allowed(work, review.customer, "speak")
    if work.actor.kind != "staff" and own.withheld(review.decision.notice):
        raise NotFoundError(review_ref)
    moves.check("review", review.state, "open")
    said = text.needed(words, "reply", 8_000)
    if said == review.reply:
        return review.ref
    before, review.reply, review.replied_on = review.reply, said, work.today
    work.session.flush()
    work.record("review_replied", review.ref, review.customer_id, by=work.actor.kind, before=before, after=said)
    return review.ref


def after_appeal(work: Work, won: Decision) -> None:
    """A successful appeal has what else applies looked at early, if the policy says so (One Vision Housing 3.6.3)."""
    if not rules.early(work.pack, "successful_appeal", work.today).in_policy:
        return
    others = select(Decision).where(
        Decision.customer_id == won.customer_id, Decision.state == "issued", Decision.id != won.id
    )
    for decision in work.session.scalars(others.order_by(Decision.id)):
        if standing(decision):
            bring_forward(work, decision, "successful_appeal")


def invite_when_due(work: Work, decision: Decision) -> None:
    """The invitation that goes out by itself some weeks before the last day; after it, to whoever was not asked yet."""
    due_on = last_day(decision)
    if due_on is None or work.today < rules.invite_on(work.pack, due_on):
        return
    _invite(work, opened(work, decision, "due", due_on))


def drop(work: Work, review: Review) -> None:
    """Nothing stands any more that could be reviewed."""
    moves.move("review", review, "dropped")
    work.session.flush()
    work.record("review_dropped", review.ref, review.customer_id, why="nothing_stands")


def last_day(decision: Decision) -> date | None:
    """The first of the last days on which a review of what stands is in time; None where nothing stands."""
    return min((one.review_on for one in standing(decision) if one.review_on is not None), default=None)


def _invite(work: Work, review: Review) -> None:
    """The letter that asks how things are now, once; none about what the customer is rightly not told."""
    if review.invited_on is not None or own.withheld(review.decision.notice):
        return
    review.invited_on, review.reply_by = work.today, rules.reply_by(work.pack, work.today, review.due_on)
    work.session.flush()
    work.record("review_invited", review.ref, review.customer_id, reply_by=review.reply_by)
    review_letters.send_invitation(work, review)


def _asked_about(work: Work, ref: str) -> Iterable[Decision]:
    """The decisions, with something to review, that the reference names. NotFoundError for what is not the actor's."""
    decision = work.session.scalar(select(Decision).where(Decision.ref == ref))
    if decision is not None and not (_outside(work) and own.withheld(decision.notice)):
        person = rows.lock(work, decision.customer_id)
        _may_ask(work, person)
        work.session.refresh(decision)
        return [decision] if standing(decision) else []
    person = rows.customer(work, ref)
    _may_ask(work, person)
    found = select(Decision).where(Decision.customer_id == person.id, Decision.state == "issued").order_by(Decision.id)
    return [one for one in work.session.scalars(found) if standing(one)]


def _may_ask(work: Work, person: Customer) -> None:
    if work.actor.kind != "system":
        acting_for.allowed(work, person, "speak")


def _outside(work: Work) -> bool:
    return work.actor.kind in ("customer", "advocate")
