"""An incident opens a case only where the landlord's policy calls it unacceptable, and the answers are on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import incidents, people, weighing
from casework.actions.weighing import Weighed
from casework.actions.work import RefusedError
from casework.records import desk
from casework.records.cases import Case
from casework.records.events import Event
from tests.people import LANDLORDS, Town
from web.demo import answers

MakeTown = Callable[[str], Town]


def refused(town: Town, incident: str) -> list[str]:
    """Why no case is opened on the incident; nothing is written."""
    with pytest.raises(RefusedError, match="does_not_count") as error:
        town.act("officer", incidents.open_case, incident)
    with town.database.reading() as session:
        assert session.scalar(select(Case)) is None
    return [one.code for one in error.value.findings]


OVH, WCH, OCT, NHG, CAL = LANDLORDS
# Row of tests/clauses.tsv, landlord, the answer that is missing or against it, and what stands in the way.
NOT_COUNTING: list[tuple[str, str, dict[str, Any], str]] = [
    ("OVH-3.1.2p", OVH, {"persistence": "neither"}, "not_settled"),
    ("WCH-5.4o", WCH, {"cause": "with_cause"}, "with_cause"),
    ("WCH-3.2.1b", WCH, {"how": " "}, "how_missing"),
    ("WCH-3.2.1", WCH, {"no_more_than": ("forceful_or_determined",)}, "not_unacceptable"),
    ("OCT-1.3", OCT, {"effects": ()}, "threshold_missing"),
    ("NHG-2.0", NHG, {"effects": ()}, "threshold_missing"),
    ("NHG-1.0", NHG, {"circumstances": ()}, "context_missing"),
    ("CAL-4o", CAL, {"circumstances": ()}, "context_missing"),
]


@pytest.mark.parametrize(
    ("landlord", "changes", "code"),
    [pytest.param(*given, marks=pytest.mark.clause(row)) for row, *given in NOT_COUNTING],
)
def test_no_case_is_opened_on_what_does_not_count(
    town_of: MakeTown, landlord: str, changes: dict[str, Any], code: str
) -> None:
    town = town_of(landlord)
    counts = answers.that_count(town.pack)
    incident = town.incident(weighed=replace(counts, **changes))
    assert refused(town, incident) == [code]
    town.act("officer", weighing.weigh, incident, counts)
    assert town.act("officer", incidents.open_case, incident).startswith("K-")


@pytest.mark.clause("OCT-1.5")
def test_no_case_is_opened_on_what_belongs_to_another_policy(town_of: MakeTown) -> None:
    town = town_of("octavia")
    assert refused(town, town.incident(matters=("residential_care",), immediate_risk=True)) == ["out_of_scope"]


def test_an_incident_is_written_down_whether_it_counts_or_not(town: Town) -> None:
    incident = town.incident(weighed=None)
    with town.database.reading() as session:
        found = desk.incident(session, incident)
        assert found.weighing is None
        assert {one.code for one in weighing.standing(town.pack, found) if one.severity == "stop"} == {
            "threshold_missing",
            "persistence_missing",
        }


def test_where_staff_had_to_act_at_once_the_answers_may_follow(town: Town) -> None:
    incident = town.incident(weighed=None)
    assert town.act("officer", incidents.open_case, incident, at_once=True).startswith("K-")


def test_every_answer_is_an_event_with_what_stood_there_before(town: Town) -> None:
    incident = town.incident(weighed=None)
    first = Weighed(persistence="neither")
    for facts in (first, first, replace(first, persistence="matter_acted_on")):
        town.act("officer", weighing.weigh, incident, facts)
    with town.database.reading() as session:
        names = session.scalars(select(Event.name).where(Event.subject == incident).order_by(Event.number)).all()
        assert names == ["incident_recorded", "incident_weighed", "incident_weighed"]
        row = desk.incident(session, incident).weighing
        assert row is not None
        assert (row.persistence, row.weighed_by_id) == ("matter_acted_on", town.known["officer"].id)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"no_more_than": ("rudeness",)}, "unknown_code", "no_more_than"),
        ({"effects": ("boredom",)}, "unknown_code", "effects"),
        ({"circumstances": ("divorce",)}, "unknown_code", "circumstances"),
        ({"persistence": "perhaps"}, "unknown_code", "persistence"),
        ({"cause": "perhaps"}, "unknown_code", "cause"),
        ({"circumstances": ("none_known", "distress")}, "either_or", "circumstances"),
    ],
)
def test_an_answer_that_was_not_offered_is_refused(
    town_of: MakeTown, facts: dict[str, Any], code: str, field: str
) -> None:
    town = town_of("notting-hill-genesis")
    incident = town.incident()
    with pytest.raises(RefusedError, match=code) as error:
        town.act("officer", weighing.weigh, incident, Weighed(**facts))
    assert error.value.params["field"] == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"examples": ("swearing",)}, "examples"), ({"matters": ("residential_care",)}, "matters")],
)
def test_an_example_or_matter_of_another_landlord_is_refused(town: Town, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(RefusedError, match="unknown_code") as error:
        town.incident(**facts)
    assert error.value.params["field"] == field


@pytest.mark.clause("OVH-1.5")
@pytest.mark.parametrize(
    "facts",
    [
        {"matters": ("threats",)},
        {"behaviour": ("aggressive_or_abusive",), "examples": ("reported_abuse_or_threats",)},
    ],
)
def test_at_one_vision_a_threat_opens_a_file_and_no_panel_decides_it(town: Town, facts: dict[str, Any]) -> None:
    incident = town.incident(**facts)
    case = town.act("officer", incidents.open_case, incident)
    with town.database.reading() as session:
        assert desk.incident(session, incident).serious
        assert desk.case(session, case).stage == "file"


def test_what_was_answered_about_a_person_goes_when_they_are_erased(town: Town) -> None:
    incident = town.incident()
    town.act("system", people.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        row = desk.incident(session, incident).weighing
        assert row is not None
        assert (row.how, row.circumstances) == ("", [])
