"""Is a restriction a payback for a complaint? Whoever proposes one soon after has to answer that in writing.

What the rules ask for is in rules.fairness; the actions add it to what `check` says about a decision.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import rows, text
from casework.actions.work import RefusedError, Work
from casework.records.appeals import Appeal
from casework.records.decisions import Decision
from casework.records.fairness import ConductConcern, RetaliationAnswer
from casework.records.fairness import Matter as Row
from casework.rules import fairness
from casework.rules.calendar import day_of
from casework.rules.fairness import Matter
from casework.rules.finding import Finding
from casework.rules.pack import Pack
from casework.rules.proposal import Person


def on_record(session: Session, customer_id: int) -> tuple[Matter, ...]:
    """All that the customer stood up for themselves with; an appeal that is a complaint too is one."""
    found = [
        Matter(one.kind, one.came_on, one.ref)
        for one in session.scalars(select(Row).where(Row.customer_id == customer_id))
    ]
    too = select(Appeal).where(
        Appeal.customer_id == customer_id, Appeal.complaint_too.is_(True), Appeal.submitted_at.is_not(None)
    )
    for appeal in session.scalars(too):
        if appeal.submitted_at is not None:
            found.append(Matter("complaint", day_of(appeal.submitted_at), appeal.ref))
    return tuple(found)


def soon_after(session: Session, pack: Pack, decision: Decision, today: date) -> tuple[Matter, ...]:
    """The matters that this decision was proposed soon after, the latest first."""
    return fairness.after_matters(
        pack, proposed_on(decision), until(decision, today), on_record(session, decision.customer_id)
    )


def proposed_on(decision: Decision) -> date:
    """The day in England on which it was first proposed. Changing the text does not make it later."""
    return day_of(decision.drafted_at)


def until(decision: Decision, today: date) -> date:
    """The last day that counts: today, or the day on which the customer was first told of it.

    An appeal against an intention that is a complaint too came after it, and asks for no answer.
    """
    told = decision.announced_at or decision.issued_at
    return day_of(told) if told else today


def answers(session: Session, decision: Decision) -> tuple[RetaliationAnswer, ...]:
    """What was answered for the text as it stands, the latest first."""
    chosen = select(RetaliationAnswer).where(
        RetaliationAnswer.decision_id == decision.id, RetaliationAnswer.content_hash == decision.content_hash
    )
    return tuple(session.scalars(chosen.order_by(RetaliationAnswer.id.desc())))


def earlier_answer(session: Session, decision: Decision) -> str:
    """The words of the last answer, for whatever text it was: something to start from."""
    chosen = select(RetaliationAnswer.answer).where(RetaliationAnswer.decision_id == decision.id)
    return session.scalar(chosen.order_by(RetaliationAnswer.id.desc()).limit(1)) or ""


def findings(
    session: Session, pack: Pack, decision: Decision, today: date, deciders: tuple[Person, ...]
) -> list[Finding]:
    """What has to be settled before the decision is issued, beside what `check` finds."""
    answered = {ref for one in answers(session, decision) for ref in one.matters}
    first, last = proposed_on(decision), until(decision, today)
    found = fairness.retaliation(pack, first, last, on_record(session, decision.customer_id), answered)
    waiting = select(ConductConcern.about_id).where(
        ConductConcern.case_id == decision.case_id, ConductConcern.state == "open"
    )
    about = [str(one) if one else None for one in session.scalars(waiting)]
    return [*found, *fairness.open_concerns(pack, about, deciders)]


def answer(work: Work, decision_ref: str, words: str) -> str:
    """Answer, for the text as it stands, why this would be proposed without the complaint. Returns its reference.

    RefusedError: "missing" (``field`` answer), "nothing_to_answer", "decision_is_<state>".
    """
    person = rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    if decision.state != "draft":
        raise RefusedError(f"decision_is_{decision.state}")
    said = text.needed(words, "answer")
    matters = [one.ref for one in soon_after(work.session, work.pack, decision, work.today)]
    if not matters:
        raise RefusedError("nothing_to_answer")
    last = next(iter(answers(work.session, decision)), None)
    if last is not None and (last.answer, last.matters) == (said, matters):
        return decision.ref
    row = RetaliationAnswer(
        decision_id=decision.id,
        staff_id=person.id,
        matters=matters,
        answer=said,
        content_hash=decision.content_hash,
        answered_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("retaliation_answered", decision.ref, decision.customer_id, why=said, matters=matters)
    return decision.ref
