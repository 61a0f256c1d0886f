"""What the record of a case holds, as the rules are asked whether enough was done before a decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.records.cases import Case, Incident, Warning
from casework.records.steps import Question, Step, SupportOffer
from casework.rules import before as rules
from casework.rules.calendar import day_of
from casework.rules.filing import LAST_ANSWER

AGGRESSIVE: Final = "aggressive_or_abusive"
# Ways in which a contact came to an end that staff chose.
ENDED: Final = ("call_ended", "meeting_left", "asked_to_leave")


def done(session: Session, case: Case, applying: Iterable[str] = (), considered: str = "") -> rules.Done:
    """Everything that was done in a case. ``applying``: kinds that other decisions hold; ``considered``: in words."""
    steps = session.scalars(select(Step).where(Step.case_id == case.id)).all()
    warnings = session.scalars(select(Warning).where(Warning.case_id == case.id)).all()
    return rules.Done(
        enquiries=frozenset(one.code for one in steps if one.kind == "enquiry"),
        offers=offers(session, case),
        reported=any(one.kind == "police" for one in steps),
        letter=any(one.how == "letter" for one in warnings),  # the record of a spoken one is none
        contacts=tuple(_contact(one) for one in case.incidents),
        asked=tuple(rules.Asked(one.given_on, one.about) for one in warnings if one.asks_to_stop),
        applying=frozenset(applying),
        considered=considered,
        answer_by=session.scalar(
            select(func.max(Question.answer_by)).where(Question.case_id == case.id, Question.answered_on.is_(None))
        ),
        last_answer=any((one.kind, one.code) == ("told", LAST_ANSWER) for one in steps),
    )


def offers(session: Session, case: Case) -> tuple[str, ...]:
    """What came of each help that was offered."""
    found = select(SupportOffer.outcome).where(SupportOffer.case_id == case.id).order_by(SupportOffer.id)
    return tuple(session.scalars(found))


def _contact(incident: Incident) -> rules.Contact:
    return rules.Contact(
        on=day_of(incident.happened_at),
        channel=incident.channel,
        told=incident.told,
        ended=incident.ended_how in ENDED,
        aggressive=AGGRESSIVE in incident.behaviour,
    )
