"""Days by which a customer may answer: they count from when the version that they can read went out.

The letter keeps the day that it names. What goes out later than that letter was written gives as many working days as
it would have given then: the later day stands on record, and on the pages of both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select

import letters
from casework.actions.work import Work
from casework.actions.written_from import facts_of
from casework.records.agreements import ContactAgreement
from casework.records.letters import Letter
from casework.records.reviews import Review
from casework.records.steps import Question
from casework.rules.calendar import day_of, working_days_after, working_days_between


@dataclass(frozen=True)
class _Asks:
    """A kind of letter that asks for an answer: the field of the day, in it and on record, and what is still open.

    ``about``: selects the rows, given the letter and what it was written from.
    """

    day: str
    about: Callable[[Letter, Any], Select[Any]]


def _review(_letter: Letter, said: Any) -> Select[Any]:
    return select(Review).where(Review.ref == said.reference, Review.state == "open", Review.replied_on.is_(None))


def _question(letter: Letter, _said: Any) -> Select[Any]:
    return select(Question).where(Question.letter_ref == letter.ref, Question.answered_on.is_(None))


def _offer(_letter: Letter, said: Any) -> Select[Any]:
    return select(ContactAgreement).where(ContactAgreement.ref == said.reference, ContactAgreement.state == "offered")


_LETTERS: Final = {
    "review_invitation": _Asks("reply_by", _review),
    "information_request": _Asks("answer_by", _question),
    "agreement_offer": _Asks("answer_by", _offer),
}


def move(work: Work, letter: Letter) -> None:
    """Call when the first copy that the customer can read goes out; a day that was far enough off stays."""
    asks, written_on = _LETTERS.get(letter.kind), day_of(letter.issued_at)
    if asks is None or work.today <= written_on:
        return
    try:
        said: Any = facts_of(work.session, letter)
    except letters.LetterError:
        return  # from before what it says was kept
    named: date = getattr(said, asks.day)
    until = working_days_after(work.today, working_days_between(written_on, named))
    for row in work.session.scalars(asks.about(letter, said)):
        before = getattr(row, asks.day)
        if before is not None and before < until:
            setattr(row, asks.day, until)
            work.session.flush()
            moved = {"before": before, "after": until}
            work.record("reply_day_moved", row.ref, letter.customer_id, why="sent_later", **moved)
