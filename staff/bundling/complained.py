"""Complaints in a bundle: what was said, each stage with its days and its whole answer, and the letters about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import letters
from casework.actions.written_from import facts_of
from casework.records.complaints import Complaint, ComplaintStage, customers_complaints
from casework.records.letters import Letter
from letters import words
from letters.tables import Section, Table
from staff.forms.complaints import OUTCOME_WORDS
from web.language import current_language
from web.language import gettext as _

LETTER = "complaint_stage"


def of_bundle(session: Session, customer_id: int, case_id: int | None) -> tuple[Complaint, ...]:
    """All of the customer's, the oldest first; of one case, those about a decision in it."""
    found = reversed(customers_complaints(session, customer_id))
    return tuple(one for one in found if case_id is None or (one.decision and one.decision.case_id == case_id))


def letters_about(session: Session, customer_id: int, complaints: Collection[Complaint]) -> Iterator[Letter]:
    """The letters about them, in their order."""
    refs = {one.ref for one in complaints}
    sent = select(Letter).where(Letter.kind == LETTER, Letter.customer_id == customer_id).order_by(Letter.id)
    return (one for one in session.scalars(sent) if refs and _reference(session, one) in refs)


def section(one: Complaint) -> Section:
    """One complaint: both sides' words, and the days of each stage."""
    said = [(_("What went wrong"), one.what), (_("What they would like"), one.wanted)]
    for stage in one.stages:
        number = _("Stage {number}", number=stage.number)
        said += [(f"{number}: {name}", words_) for name, words_ in _stage(stage)]
    there = tuple((name, words_) for name, words_ in said if words_)
    return Section(_("Complaint {ref}", ref=one.ref), "", (_days(one.stages),), there)


def _stage(stage: ComplaintStage) -> tuple[tuple[str, str], ...]:
    return (
        (_("What is still wrong"), stage.why),
        (_("What we understood"), stage.understood),
        (_("Why we need longer"), stage.extended_why),
        (_("Outcome"), _(OUTCOME_WORDS[stage.outcome]) if stage.outcome else ""),
        (_("Why"), stage.reasons),
        (_("What we do to put it right"), stage.remedy),
        (_("What is still to be done"), stage.to_do),
    )


def _days(stages: Sequence[ComplaintStage]) -> Table:
    rows = tuple(
        (
            _("Stage {number}", number=one.number),
            _day(one.received_on),
            _day(one.acknowledged_on),
            _day(one.first_due_on or one.due_on),
            _day(one.due_on) if one.first_due_on else "",
            _day(one.answered_on),
            one.answered_by.name if one.answered_by else "",
        )
        for one in stages
    )
    head = (
        _("Stage"), _("Received"), _("We said what we understood"), _("Answer due"), _("Put off to"), _("Answered"),
        _("Who"),
    )  # fmt: skip
    return Table("stages", _("The days of each stage"), head, rows)


def _day(day: date | None) -> str:
    return words.date(day, current_language()) if day else _("Not yet")


def _reference(session: Session, letter: Letter) -> str:
    try:
        return str(getattr(facts_of(session, letter), "reference", ""))
    except letters.LetterError:
        return ""
