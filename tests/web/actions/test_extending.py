"""An answer to an appeal may come later once, for a reason that the customer is told before the day that it was due."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from casework.actions import appeals, extending, hearings
from casework.actions.letters import frozen_of
from casework.actions.work import NotFoundError, RefusedError
from casework.records import desk
from casework.records.letters import Letter
from letters import thaw
from tests.people import Town
from tests.unit.letters.examples import texts_of

WHY = "The officer who took the calls is away until Monday."
DUE, LATER, LATEST = date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)


def test_the_customer_is_told_the_new_day_and_why_and_of_the_ombudsman(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    for _again in range(2):
        town.act("hearer", extending.extend, appeal, LATER, WHY)
    with town.database.reading() as session:
        found = desk.appeal(session, appeal)
        assert found.due_on == LATER
        assert [(one.due_before, one.reason) for one in found.extensions] == [(DUE, WHY)]
        mine = select(Letter).where(Letter.kind == "appeal_extended", Letter.language == "ar")
        said = "\n".join(texts_of(thaw(frozen_of(session, session.scalars(mine).one()))))
    assert WHY in said
    assert "Monday 14 December 2026" in said
    assert "Housing Ombudsman" in said


@pytest.mark.parametrize(
    ("until", "code"),
    [(DUE, "extended_to_the_past"), (date(2026, 12, 22), "extended_too_far")],
)
def test_the_new_day_is_later_and_not_too_late(town: Town, until: date, code: str) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    with pytest.raises(RefusedError, match=code):
        town.act("hearer", extending.extend, appeal, until, WHY)
    town.act("hearer", extending.extend, appeal, LATEST, WHY)


def test_it_is_put_off_once_by_its_hearer_and_never_when_it_is_late(town: Town) -> None:
    appeal = town.appealed(town.decided())
    with pytest.raises(RefusedError, match="not_the_hearer"):
        town.act("hearer", extending.extend, appeal, LATER, WHY)
    town.taken(appeal)
    with pytest.raises(RefusedError, match="missing"):
        town.act("hearer", extending.extend, appeal, LATER, " ")
    town.act("hearer", extending.extend, appeal, LATER, WHY)
    with pytest.raises(RefusedError, match="extended_before"):
        town.act("hearer", extending.extend, appeal, LATEST, WHY)


def test_an_answer_that_is_late_cannot_be_put_off(town: Town) -> None:
    appeal = town.taken(town.appealed(town.decided()))
    town.later(days=15)
    with pytest.raises(RefusedError, match="extended_too_late"):
        town.act("hearer", extending.extend, appeal, LATER, WHY)


def test_staff_note_that_the_customer_takes_an_appeal_back(town: Town) -> None:
    appeal = town.appealed(town.decided())
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", appeals.withdraw_for, appeal, "portal")
    for _again in range(2):
        town.act("officer", appeals.withdraw_for, appeal, "telephone")
    with town.database.reading() as session:
        assert desk.appeal(session, appeal).state == "withdrawn"
    draft = town.act("resident", appeals.start, town.decided("resident", "form-2"))
    with pytest.raises(NotFoundError):
        town.act("officer", appeals.withdraw_for, draft, "telephone")
    with pytest.raises(RefusedError, match="appeal_is_withdrawn"):
        town.act("hearer", hearings.take, appeal, town.known["hearer"].roles[0])
