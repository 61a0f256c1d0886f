"""What is done in a case before anything is decided: the assessment of circumstances, and warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from casework.actions import case_letters, moves, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.cases import Case, Warning
from casework.rules.before import ABOUT
from casework.rules.vocabulary import SUPPORT, VULNERABILITY

WARNED_HOW: Final = ("in_person", "telephone", "letter", "email")


@dataclass(frozen=True)
class AssessmentFacts:
    """The look at the person's circumstances that comes before any restriction.

    ``vulnerability`` and ``support`` are codes of RULES 3. ``out_of_character`` and ``legal_action`` are the context
    that Notting Hill Genesis 1.0 and Watford 3.2.1 ask for.
    """

    assessment: str
    vulnerability: str = "none"
    support: str = "not_needed"
    out_of_character: bool = False
    legal_action: bool = False


@dataclass(frozen=True)
class WarningFacts:
    """A warning as it was given: on which day, how, in which words, about what, and whether it asked to stop."""

    given_on: date
    how: str
    what_was_said: str
    about: str = "contact"
    asks_to_stop: bool = False


def assess(work: Work, case_ref: str, facts: AssessmentFacts) -> str:
    """Put the assessment on record, or a later one in its place; the event keeps both. Returns the case's reference."""
    assessor = rows.acting_staff(work)
    case = living(rows.taken(work, Case, case_ref))
    if facts.vulnerability not in VULNERABILITY:
        raise RefusedError("unknown_code", field="vulnerability")
    if facts.support not in SUPPORT:
        raise RefusedError("unknown_code", field="support")
    before = _assessed(case)
    case.assessment = text.needed(facts.assessment, "assessment")
    case.vulnerability, case.support = facts.vulnerability, facts.support
    case.context = {"out_of_character": facts.out_of_character, "legal_action": facts.legal_action}
    if before == _assessed(case) and case.assessed_on is not None:
        return case.ref  # the same form sent twice
    case.assessed_on, case.assessed_by_id = work.today, assessor.id
    moves.reach(work, case, "assessment")
    work.session.flush()
    work.record("case_assessed", case.ref, case.customer_id, before=before, after=_assessed(case))
    return case.ref


def warn(work: Work, case_ref: str, facts: WarningFacts) -> str:
    """Put a warning on record, a spoken one in writing too; the same twice is one. Returns the case's reference."""
    giver = rows.acting_staff(work)
    case = living(rows.taken(work, Case, case_ref))
    if facts.how not in WARNED_HOW:
        raise RefusedError("unknown_code", field="how")
    if facts.given_on > work.today:
        raise RefusedError("in_the_future", field="given_on")
    if facts.about not in ABOUT:
        raise RefusedError("unknown_code", field="about")
    said = text.needed(facts.what_was_said, "what_was_said")
    known = select(Warning).where(Warning.case_id == case.id, Warning.given_on == facts.given_on)
    if any(given.how == facts.how and given.what_was_said == said for given in work.session.scalars(known)):
        return case.ref
    warning = Warning(
        case_id=case.id,
        given_by_id=giver.id,
        given_on=facts.given_on,
        how=facts.how,
        what_was_said=said,
        about=facts.about,
        asks_to_stop=facts.asks_to_stop,
    )
    work.session.add(warning)
    work.session.flush()
    moves.reach(work, case, "warning")
    case_letters.send_spoken_warning(work, case, warning)
    after = {
        "on": facts.given_on,
        "how": facts.how,
        "said": said,
        "about": facts.about,
        "asks_to_stop": facts.asks_to_stop,
    }
    work.record("warning_given", case.ref, case.customer_id, after=after)
    return case.ref


def settle(work: Work, customer_id: int) -> None:
    """Bring every case of a customer to the stage that follows from what stands in it today."""
    rows.lock(work, customer_id)
    for case in work.session.scalars(select(Case).where(Case.customer_id == customer_id, Case.stage != "ended")):
        moves.settle(work, case)


def living(case: Case) -> Case:
    """A case that has not ended. RefusedError("case_is_ended")."""
    if case.stage == "ended":
        raise RefusedError("case_is_ended")
    return case


def _assessed(case: Case) -> dict[str, object]:
    return {
        "assessment": case.assessment,
        "vulnerability": case.vulnerability,
        "support": case.support,
        "context": dict(case.context),
    }
