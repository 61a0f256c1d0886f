"""Announcing what is intended, so that the customer can appeal before it takes effect (One Vision Housing 3.4.1).

Nothing begins by itself: an intention applies only once somebody issues it, not before the day that was announced,
and not while the first appeal against it waits for its answer.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from casework.actions import appeal_letters, appealed, clock, drafting, moves, proposals, rows
from casework.actions.work import RefusedError, Work
from casework.records import own
from casework.records.decisions import Decision
from casework.rules.notices import takes_effect
from casework.rules.pack import Pack


def announce(work: Work, decision_ref: str) -> str:
    """Tell the customer what is intended, and how to appeal before it takes effect. Twice is once.

    It needs all that issuing needs. RefusedError: "intentions_unknown" where the policy does not have it,
    "withheld_is_not_announced", "starts_too_soon" (``field`` starts_on) without a day that leaves time after the letter
    counts as delivered, "text_was_changed", "not_allowed" with the findings.
    """
    rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    if decision.state == "announced":
        return decision.ref
    moves.check("decision", decision.state, "announced")
    _check_announced(work, decision)
    answer = proposals.standing(work.session, work.pack, decision, work.today)
    if not answer.allowed:
        raise RefusedError("not_allowed", answer.findings)
    moves.move("decision", decision, "announced")
    decision.announced_at, decision.pack_version = work.now, work.pack.version
    decision.findings = proposals.as_record(answer.findings)
    for restriction in decision.restrictions:
        restriction.starts_on, restriction.review_on = decision.starts_on, decision.review_on
    moves.settle(work, decision.case)
    work.record(
        "decision_announced",
        decision.ref,
        decision.customer_id,
        after=drafting.as_payload(decision),
        deciders=[[one.staff_id, one.role, one.agrees] for one in proposals.counted(decision)],
        findings=decision.findings,
    )
    appeal_letters.send_intended(work, decision)
    return decision.ref


def earliest(pack: Pack, today: date) -> date:
    """The first day on which something that is announced today may be said to start.

    The letter counts as delivered by then, so that there is time to appeal.
    """
    return takes_effect(pack, today, None, immediate_risk=False)


def held_up(session: Session, decision: Decision, today: date) -> tuple[str, str] | None:
    """What keeps an intention from being issued today: a code and a reference or day; None where nothing does.

    "announced_for_later" and its day, as text, before that; "appeal_is_open" and the appeal while the first one
    against it has no answer. A further appeal, after one was decided, holds nothing up.
    """
    first = clock.begins_on(decision)
    if first is not None and today < first:
        return "announced_for_later", first.isoformat()
    waiting = appealed.waiting(session, decision)
    if waiting is not None and not appealed.decided_before(session, decision):
        return "appeal_is_open", waiting
    return None


def may_begin(work: Work, decision: Decision) -> None:
    """RefusedError with the code of ``held_up`` (``ref``) for an intention; anything not announced passes."""
    held = held_up(work.session, decision, work.today) if decision.state == "announced" else None
    if held is not None:
        raise RefusedError(held[0], ref=held[1])


def _check_announced(work: Work, decision: Decision) -> None:
    if not work.pack.appeals.intended:
        raise RefusedError("intentions_unknown")
    if own.withheld(decision.notice):
        raise RefusedError("withheld_is_not_announced")
    if decision.starts_on is None or decision.starts_on <= earliest(work.pack, work.today):
        raise RefusedError("starts_too_soon", field="starts_on")
    if proposals.content_hash(decision) != decision.content_hash:
        raise RefusedError("text_was_changed")
