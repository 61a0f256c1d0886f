"""Reading and filing what a customer writes: told before, read by a named person, nothing in it goes unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from casework.actions import decisions, filing
from casework.actions.decisions import RestrictionFacts
from casework.actions.erasure import erase_customer
from casework.actions.filing import Came
from casework.actions.work import RefusedError
from casework.records import filing as records
from casework.records.events import Event
from casework.records.filing import FiledItem
from casework.records.letters import Letter
from casework.records.people import StaffMember
from tests.people import Town

MakeTown = Callable[[str], Town]
FILED = RestrictionFacts(
    "read_and_file", {}, "You wrote 60 letters about a closed matter.", "New matters are answered."
)
GROUP_DIRECTOR = "decider-4"


@pytest.fixture
def town(town_of: MakeTown) -> Town:
    return town_of("watford-community-housing")


def stops(town: Town, decision: str) -> set[str]:
    with pytest.raises(RefusedError) as refused:
        town.act("officer", decisions.issue, decision)
    return {one.code for one in refused.value.findings if one.severity == "stop"}


def told(town: Town, case: str) -> None:
    said = "The matter of the fence is closed. Anything new is read and answered."
    town.act("officer", filing.told_last_answer, case, town.today, "letter", said)


def letters(town: Town, kind: str) -> int:
    with town.database.reading() as session:
        mine = (Letter.kind == kind, Letter.customer_id == town.known["resident"].id)
        rows = session.scalars(select(Letter).where(*mine)).all()
        return sum(any(one.reader == "customer" for one in row.deliveries) for row in rows)


def item(town: Town, ref: str) -> FiledItem:
    with town.database.reading() as session:
        return records.item(session, ref)


def came(town: Town, key: str = "came-1") -> str:
    return town.act("officer", filing.came_in, town.ref("resident"), Came(town.today, "letter", "About my wall."), key)


@pytest.mark.clause("WCH-5.5n")
def test_nothing_is_read_and_filed_before_the_customer_was_told_and_somebody_reads_it(town: Town) -> None:
    case = town.case()
    decision = town.draft(case, FILED)
    town.sign(decision, GROUP_DIRECTOR)
    assert stops(town, decision) == {"ladder_not_taken", "filed_reader_missing"}
    for _twice in range(2):
        told(town, case)
    assert letters(town, "last_answer") == 1
    assert stops(town, decision) == {"filed_reader_missing"}
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    town.act("officer", decisions.issue, decision)


@pytest.mark.clause("WCH-5.5n")
def test_the_named_person_reads_what_comes_in_and_says_where_danger_went(town: Town) -> None:
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    ref = came(town)
    assert came(town) == ref  # the same form twice
    for who in ("officer", "decider"):
        with pytest.raises(RefusedError, match="not_the_reader"):
            town.act(who, filing.read, ref, ("nothing",), "")
    with pytest.raises(RefusedError, match="missing"):
        town.act("decider-2", filing.read, ref, ("hazard",), " ")
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("decider-2", filing.read, ref, ("hazard", "nothing"), "Both?")
    for _twice in range(2):
        town.act("decider-2", filing.read, ref, ("hazard", "new_complaint"), "Reported as a hazard today.")
    found = item(town, ref)
    assert (found.found, found.read_by_id) == (["hazard", "new_complaint"], town.known["decider-2"].id)
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Event).where(Event.name == "filed_item_read")) == 1
    with pytest.raises(RefusedError, match="filed_item_is_read"):
        town.act("decider-2", filing.read, ref, ("nothing",), "")


def test_where_the_reader_leaves_nothing_more_is_filed_until_somebody_is_named(town: Town) -> None:
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    waiting = came(town)
    with town.database.writing() as session:
        gone = update(StaffMember).where(StaffMember.id == town.known["decider-2"].id)
        session.execute(gone.values(left_on=town.today - timedelta(days=1)))
    with pytest.raises(RefusedError, match="nobody_reads"):
        came(town, "came-2")
    with pytest.raises(RefusedError, match="unknown_code"):
        town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-3"))
    town.act("decider-3", filing.read, waiting, ("nothing",), "")
    with town.database.reading() as session:
        assert records.unread(session, town.known["decider-3"].id) == ()


def test_erasure_blanks_what_came_in(town: Town) -> None:
    town.act("officer", filing.name_reader, town.ref("resident"), town.ref("decider-2"))
    ref = came(town)
    town.act("system", erase_customer, town.ref("resident"))
    assert item(town, ref).what == ""
