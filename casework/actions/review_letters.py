"""The letters about a review, and about what stops or opens by itself; sent like every other letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from casework.actions import letter_facts, letters
from casework.actions.work import Work
from casework.records.decisions import Decision, Restriction
from casework.records.reviews import Review
from casework.rules.reviews import CALM
from casework.rules.reviews import calm as calm_of
from letters import data
from letters.kinds.appeal_outcome.data import Answer
from letters.kinds.review_invitation.data import ReviewInvitation
from letters.kinds.review_outcome.data import ReviewOutcome
from letters.kinds.suspension.data import Suspension


def send_invitation(work: Work, review: Review) -> None:
    """Ask the customer how things are now."""
    calm = calm_of(work.pack, work.today, work.today)

    def facts(person: data.Person, code: data.SignIn | None) -> ReviewInvitation:
        standing = review.decision.restrictions
        return ReviewInvitation(
            **_shared(work, review.decision, person, code),
            reference=review.ref,
            due_on=review.due_on,
            reply_by=review.reply_by or review.due_on,
            restrictions=tuple(letter_facts.restriction(work.pack, one) for one in standing if one.state == "in_force"),
            paused=tuple(letter_facts.paused(work.pack, one) for one in standing if one.state == "suspended"),
            early=review.why not in ("due", "missed"),
            asked=review.asked if review.why != CALM else "",
            asked_language=review.customer.language,
            reviewers=_reviewers(work, review.decision),
            calm_days=calm.needed if calm else 0,
            calm_clause=calm.source if calm else "",
        )

    letters.send(work, "review_invitation", review.customer, facts, decision_id=review.decision_id)


def send_outcome(work: Work, review: Review, became: Iterable[tuple[Restriction, str]]) -> None:
    """Tell what came of a review: each restriction with stands, again, changed or ended."""
    answers = tuple(Answer(letter_facts.restriction(work.pack, one), result) for one, result in became)

    def facts(person: data.Person, code: data.SignIn | None) -> ReviewOutcome:
        return ReviewOutcome(
            **_shared(work, review.decision, person, code),
            reference=review.ref,
            held_on=work.today,
            outcome=review.outcome or "",
            reason=review.reason,
            held_by=tuple(
                dict.fromkeys(
                    one.role for one in review.signatures if one.agrees and one.content_hash == review.content_hash
                )
            ),
            answers=answers,
            reply="\n".join(said for said in (review.asked, review.reply) if said),
            reply_language=review.customer.language,
            reviewers=_reviewers(work, review.decision),
        )

    letters.send(work, "review_outcome", review.customer, facts, decision_id=review.decision_id)


def send_suspension(
    work: Work,
    decision: Decision,
    why: str,
    became: Mapping[str, Iterable[Restriction]],
    *,
    missed_on: date | None = None,
    decide_by: date | None = None,
    opened_now: tuple[str, ...] = (),
    reason: str = "",
) -> None:
    """Tell what stopped or opened by itself, or what a director decided, and why (``reason``).

    ``became``: suspended, waits, kept, instruction or stands, and which ones.
    """
    answers = tuple(
        Answer(letter_facts.restriction(work.pack, one), result) for result, rows in became.items() for one in rows
    )
    open_one = select(Review.invited_on).where(Review.decision_id == decision.id, Review.state == "open")
    invited_on = work.session.scalar(open_one)

    def facts(person: data.Person, code: data.SignIn | None) -> Suspension:
        return Suspension(
            **_shared(work, decision, person, code),
            why=why,
            answers=answers,
            missed_on=missed_on,
            decide_by=decide_by,
            opened_now=opened_now,
            kept_until=min((one.kept_until for one in became.get("kept", ()) if one.kept_until), default=None),
            reason=reason,
            asked_before=invited_on is not None and invited_on < work.today,
        )

    letters.send(work, "suspension", decision.customer, facts, decision_id=decision.id)


def _shared(work: Work, decision: Decision, person: data.Person, code: data.SignIn | None) -> dict[str, Any]:
    """What all three say."""
    return {
        "person": person,
        "contact": letter_facts.contact(work),
        "decision_reference": decision.ref,
        "issued_on": work.today,
        "circumstances": letter_facts.circumstances(work, decision),
        "opened": letter_facts.still_open(work, decision.customer),
        "appeal": letter_facts.route(work, decision),
        "ombudsman": letter_facts.ombudsman(work.pack),
        "recorded": letter_facts.recorded(work.pack, decision),
        "sign_in": code,
    }


def _reviewers(work: Work, decision: Decision) -> tuple[str, ...]:
    return letter_facts.reviewers(work.pack, letter_facts.deciders_of(decision))
