"""Teams are asked and told, one officer tells the customer, and legal advice is thought of (Octavia 4.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.actions import consulting, decisions
from casework.actions.consulting import TeamAsked
from casework.actions.work import RefusedError
from casework.records import consulting as records
from casework.records import desk
from casework.records.tasks import Task
from tests.people import Town

MakeTown = Callable[[str], Town]


def tasks(town: Town, kind: str) -> list[int | None]:
    """Who has the tasks of a kind."""
    with town.database.reading() as session:
        return list(session.scalars(select(Task.holder_id).where(Task.kind == kind)))


def consulted(town: Town, case: str) -> records.Consulted:
    with town.database.reading() as session:
        return records.of_case(session, desk.case(session, case))


@pytest.mark.clause("OCT-4.2c")
def test_each_team_that_was_asked_is_told_and_one_officer_tells_the_customer(town_of: MakeTown) -> None:
    town = town_of("octavia")
    case = town.case()
    asked = TeamAsked("Income", town.today, "No arrears; they would rather write.")
    for _twice in range(2):
        town.act("officer", consulting.consult, case, asked)
        town.act("officer", consulting.name_teller, case, town.ref("decider"))
    assert (town.events("team_consulted"), town.events("teller_named")) == (1, 1)
    assert tasks(town, "teams_to_tell") == [], "nothing is decided yet"
    decision = town.draft(case)
    town.sign(decision)
    town.act("officer", decisions.issue, decision)
    assert tasks(town, "teams_to_tell") == [town.known["decider"].id]
    assert [town.act("decider", consulting.inform, case) for _twice in range(2)] == [1, 0]
    assert tasks(town, "teams_to_tell") == []
    found = consulted(town, case)
    assert (found.teller.name, found.teams[0].informed_on) == ("Daria Decider", town.today)


@pytest.mark.clause("OCT-4.2c")
def test_words_that_may_be_defamatory_make_somebody_think_of_a_lawyer(town_of: MakeTown) -> None:
    town = town_of("octavia")
    case = town.case(examples=("defamatory_comments",), behaviour=("aggressive_or_abusive",))
    assert len(tasks(town, "legal_advice")) == 1
    with pytest.raises(RefusedError, match="missing"):
        town.act("decider", consulting.check_legal, case, "not_needed", " ")
    for _twice in range(2):
        town.act("decider", consulting.check_legal, case, "not_needed", "It was said to one person, in anger.")
    assert town.events("legal_advice_considered") == 1
    assert tasks(town, "legal_advice") == []
    quiet = town.case("neighbour", "form-2")
    assert tasks(town, "legal_advice") == [], quiet


def test_what_a_team_said_is_written_down_once(town: Town) -> None:
    case = town.case()
    town.act("officer", consulting.consult, case, TeamAsked("Income", town.today, "No arrears."))
    with pytest.raises(RefusedError, match="team_was_asked"):
        town.act("officer", consulting.consult, case, TeamAsked("Income", town.today, "Something else."))
    with pytest.raises(RefusedError, match="in_the_future"):
        town.act("officer", consulting.consult, case, TeamAsked("Repairs", town.today + timedelta(days=1), "Soon."))
