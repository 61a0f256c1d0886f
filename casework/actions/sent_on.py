"""Appeals that a body outside the landlord hears (One Vision Housing 3.7.2): sent there, and its answer carried out."""

from __future__ import annotations

from typing import Literal

from casework.actions import appeal_letters, appealed, letters, moves, notices, oversight, reviews, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.appeals import Appeal
from casework.rules.appeals import heard_elsewhere


def send_on(work: Work, appeal_ref: str) -> str:
    """Note that an appeal was sent to the body that hears it, and tell the customer. Twice is once.

    RefusedError: "heard_here" for one that the landlord hears itself, "appeal_is_withdrawn" and so on.
    """
    rows.acting_staff(work)
    appeal = _handed_in(work, appeal_ref)
    if appeal.state == "sent_on":
        return appeal.ref
    moves.move("appeal", appeal, "sent_on")
    appeal.sent_on_at = work.now
    moves.settle(work, appeal.decision.case)
    work.record("appeal_sent_on", appeal.ref, appeal.customer_id, to=appeal.heard_by)
    appeal_letters.send_sent_on(work, appeal)
    return appeal.ref


def note_answer(work: Work, appeal_ref: str, outcome: Literal["uphold", "dismiss"], reasons: str) -> str:
    """Carry out what that body answered: upheld, what it heard ends today. The same answer twice is once.

    RefusedError: "heard_here", "missing" (``field`` reasons), "appeal_is_received" before it was sent there,
    "appeal_is_decided".
    """
    rows.acting_staff(work)
    appeal = _handed_in(work, appeal_ref)
    why = text.needed(reasons, "reasons")
    if appeal.state == "decided" and (appeal.outcome, appeal.reasons) == (outcome, why):
        return appeal.ref
    moves.move("appeal", appeal, "decided")
    ended = _end(work, appeal) if outcome == "uphold" else []
    appeal.outcome, appeal.reasons, appeal.decided_at = outcome, why, work.now
    appeal.hearer_role = appeal.heard_by
    work.session.flush()
    if appeal.decision.state == "announced" and not appealed.against(work.session, appeal.decision):
        moves.move("decision", appeal.decision, "withdrawn")
    work.record(
        "appeal_answered_elsewhere",
        appeal.ref,
        appeal.customer_id,
        by=appeal.heard_by,
        outcome=outcome,
        why=why,
        ended=ended,
    )
    moves.settle(work, appeal.decision.case)
    letters.send_appeal_outcome(work, appeal)
    oversight.heard(work, appeal, [one.kind for one in appeal.decision.restrictions])
    notices.tell(work, notices.of_case(work, appeal.decision.case), "appeal", appeal.ref, appeal.customer_id)
    if outcome == "uphold":
        reviews.after_appeal(work, appeal.decision)
    return appeal.ref


def _end(work: Work, appeal: Appeal) -> list[str]:
    """End what that body heard; what the landlord hears itself stays, and can be appealed on its own."""
    heard = [
        one for one in appealed.restrictions(appeal.decision) if heard_elsewhere(work.pack, (one.kind,)) is not None
    ]
    for one in heard:
        moves.move("restriction", one, "ended")
        one.ended_on, one.ended_why = work.today, "appeal_upheld"
    return [one.ref for one in heard]


def _handed_in(work: Work, ref: str) -> Appeal:
    appeal = rows.taken(work, Appeal, ref)
    if appeal.submitted_at is None:
        raise NotFoundError(ref)
    if appeal.heard_by is None:
        raise RefusedError("heard_here")
    return appeal
