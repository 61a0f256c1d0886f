"""Asking the customer before anything is decided, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.actions import acting_for, case_letters, cases, notices, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.steps import Question
from casework.rules.notices import takes_effect


@dataclass(frozen=True)
class QuestionFacts:
    """What is asked, why, and by when an answer helps."""

    asks: str
    why: str
    answer_by: date


@dataclass(frozen=True)
class AnswerFacts:
    """What the customer answered, how it reached staff (a channel), and on which day."""

    said: str
    how: str
    on: date


def ask(work: Work, case_ref: str, facts: QuestionFacts, form_key: str) -> str:
    """Ask the customer by letter; the same form sent twice is one question. Returns its reference.

    RefusedError: "missing", "answer_too_soon" (``field`` answer_by) for a day on which the letter has hardly come,
    "case_is_ended", "form_used", "decided_already".
    """
    person = rows.acting_staff(work)
    case = rows.taken(work, Case, case_ref)
    known = rows.sent_before(work, Question, form_key, case_id=case.id)
    if known is not None:
        return known
    cases.living(case)
    if case_letters.decided(work.session, case):
        raise RefusedError("decided_already")
    if facts.answer_by <= takes_effect(work.pack, work.today, None, immediate_risk=False):
        raise RefusedError("answer_too_soon", field="answer_by")
    question = Question(
        ref=new_ref("Q"),
        form_key=form_key,
        case_id=case.id,
        customer_id=case.customer_id,
        asks=text.needed(facts.asks, "asks", 4_000),
        why=text.needed(facts.why, "why", 4_000),
        answer_by=facts.answer_by,
        asked_on=work.today,
        asked_by_id=person.id,
    )
    work.session.add(question)
    work.session.flush()
    case_letters.send_question(work, case, question)
    after = {"asks": question.asks, "why": question.why, "answer_by": question.answer_by}
    work.record("customer_asked", case.ref, case.customer_id, question=question.ref, after=after)
    return question.ref


def answered(work: Work, question_ref: str, facts: AnswerFacts) -> str:
    """What the customer says to it, or told staff. A later word takes the place of an earlier one.

    Returns the case's reference. RefusedError: "missing", "unknown_code" (``field`` how), "in_the_future" (``field``
    on), "case_is_ended".
    """
    question = rows.taken(work, Question, question_ref)
    case = question.case
    acting_for.allowed(work, case.customer, "speak")
    cases.living(case)
    said, how = text.needed(facts.said, "said", 8_000), acting_for.reached_by(work, facts.how)
    if how is None:
        raise RefusedError("unknown_code", field="how")
    if facts.on > work.today:
        raise RefusedError("in_the_future", field="on")
    before = {"said": question.answer, "how": question.answered_how, "on": question.answered_on}
    after = {"said": said, "how": how, "on": facts.on}
    if before == after:
        return case.ref
    question.answer, question.answered_how, question.answered_on = said, how, facts.on
    work.session.flush()
    notices.tell(work, [case.owner_id], "answer", question.ref, case.customer_id)
    work.record("customer_answered", case.ref, case.customer_id, question=question.ref, before=before, after=after)
    return case.ref
