"""The work list: in step with the record, whoever changes it, and each line with one who has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select

from casework.actions import changes, complaints, decisions, erasure, hearings, keeping
from casework.actions.changes import ChangeFacts
from casework.actions.complaints import ComplaintFacts
from casework.actions.work import SYSTEM, Work
from casework.records.tasks import Task
from tests.people import LANDLORDS, Town

MakeTown = Callable[[str], Town]


def kinds(town: Town) -> list[str]:
    """The kinds of all that waits."""
    with town.database.reading() as session:
        return sorted(session.scalars(select(Task.kind)))


def wrong(town: Town) -> int:
    """How many lines the night would have to put right."""
    with town.database.writing() as session:
        return keeping.keep_all(Work(session, SYSTEM, town.pack, town.now))


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_list_follows_each_step_of_a_case_without_being_asked(town_of: MakeTown, landlord: str) -> None:
    town = town_of(landlord)
    case = town.case()
    assert wrong(town) == 0
    decision = town.draft(case)
    assert "proposal_to_sign" in kinds(town)
    assert "proposal_to_issue" not in kinds(town)
    town.sign(decision)
    assert "proposal_to_issue" in kinds(town)
    assert wrong(town) == 0
    town.act("officer", decisions.issue, decision)
    assert {"proposal_to_sign", "proposal_to_issue"}.isdisjoint(kinds(town))
    assert wrong(town) == 0
    appeal = town.appealed(decision)
    assert "appeal_to_hear" in kinds(town)
    town.taken(appeal)
    town.act("resident", changes.tell, town.ref("resident"), ChangeFacts("I have help now."), "change-1")
    told = ComplaintFacts("Nobody came.", "A plumber.")
    town.act("resident", complaints.make, town.ref("resident"), told, "complaint-1")
    assert {"appeal_heard", "change", "complaint"} <= set(kinds(town))
    assert wrong(town) == 0
    town.act("hearer", hearings.decide, appeal, "uphold", "The repair had been missed twice.")
    assert {"appeal_heard", "review"}.isdisjoint(kinds(town))
    assert wrong(town) == 0
    town.act("system", erasure.erase_customer, town.ref("resident"))
    assert wrong(town) == 0
    with town.database.reading() as session:
        mine = select(func.count()).select_from(Task).where(Task.customer_id == town.known["resident"].id)
        assert session.scalar(mine) == 0


def test_the_night_puts_a_list_right_that_nobody_kept(town: Town) -> None:
    town.decided()
    before = kinds(town)
    with town.database.writing() as session:
        session.execute(delete(Task))
    assert wrong(town) == len(before)
    assert kinds(town) == before
