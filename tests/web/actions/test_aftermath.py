"""What goes with an incident: all in one act, each thing once, and nothing of it by itself against the customer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.actions import aftermath, call_recordings, erasure, incidents
from casework.actions.aftermath import AssessmentFacts, DamageFacts, RecordingFacts
from casework.actions.call_recordings import ConsentFacts
from casework.actions.concerns import ConcernFacts
from casework.actions.work import RefusedError
from casework.records import aftermath as records
from casework.records import area, desk, fair_desk
from casework.records.aftermath import After, RiskAssessment
from casework.records.events import Event
from casework.records.fairness import ConductConcern
from casework.records.tasks import Task
from tests.people import NOW, Town

MakeTown = Callable[[str], Town]
CHALLENGED = RecordingFacts(challenged=True, end_warned=True, other_ways=("letter", "email"))
RISK = AssessmentFacts("before", ("staff", "customer"), "The dog is loose.", "The dog is shut in first.", NOW.date())


def after(town: Town, incident: str) -> After:
    with town.database.reading() as session:
        return records.of_incident(session, desk.incident(session, incident).id)


def events(town: Town, subject: str) -> list[str]:
    with town.database.reading() as session:
        return list(session.scalars(select(Event.name).where(Event.subject == subject).order_by(Event.number)))


@pytest.mark.clause("OVH-3.3.4")
def test_a_recording_without_asking_is_an_incident_of_its_own_and_opens_no_case(town: Town) -> None:
    incident = town.incident(recording=CHALLENGED, behaviour=())
    found = after(town, incident).recording
    assert found is not None
    assert (found.challenged, found.end_warned, found.other_ways) == (True, True, ["email", "letter"])
    with pytest.raises(RefusedError, match="does_not_count") as error:
        town.act("officer", incidents.open_case, incident, at_once=True)
    assert "no_behaviour" in [one.code for one in error.value.findings]


@pytest.mark.clause("OVH-3.3.4")
def test_whoever_ends_a_call_because_of_a_recording_offers_other_ways(town: Town) -> None:
    with pytest.raises(RefusedError, match="other_ways_missing"):
        town.incident(recording=RecordingFacts(challenged=True), ended_how="call_ended")
    with town.database.reading() as session:
        assert desk.customers_incidents(session, town.known["resident"].id) == ()
    assert town.incident(recording=RecordingFacts(challenged=True), ended_how="not_ended")


def test_a_call_that_may_be_recorded_is_no_recording_without_asking(town: Town) -> None:
    asked = call_recordings.RecordingFacts(town.today, how="telephone")
    town.act("officer", call_recordings.note, town.ref("resident"), asked, ConsentFacts(agrees=True), "asked-1")
    with pytest.raises(RefusedError, match="recording_is_agreed"):
        town.incident(recording=CHALLENGED)


@pytest.mark.clause("OVH-3.3.4")
def test_the_manager_who_was_told_is_on_record_with_the_day_and_sees_it(town: Town) -> None:
    incident = town.incident(recording=CHALLENGED)
    manager = town.known["decider"]
    with pytest.raises(RefusedError, match="unknown_code"):  # a colleague without the rank is no manager
        told = replace(CHALLENGED, manager_ref=town.ref("officer"))
        town.act("officer", aftermath.note_recording, incident, told)
    for _twice in range(2):
        town.act("officer", aftermath.note_recording, incident, replace(CHALLENGED, manager_ref=manager.ref))
    row = after(town, incident).recording
    assert row is not None
    assert (row.manager_id, row.manager_told_on) == (manager.id, town.today)
    assert events(town, incident) == ["incident_recorded", "recording_noted", "recording_noted"]
    with town.database.reading() as session:
        seen = area.told_of(session, manager.id, town.now - timedelta(days=1))
        assert [one.ref for one in seen] == [incident]


def test_one_form_writes_down_all_that_goes_with_an_incident_and_sent_twice_it_is_one(town: Town) -> None:
    facts: dict[str, Any] = {
        "damage": DamageFacts("A window", 12_000),
        "concern": ConcernFacts("She laughed at me.", about_ref=town.ref("decider")),
        "asks_for_help": True,
        "place": "At the door",
    }
    assert town.incident(**facts) == (incident := town.incident(**facts))
    found = after(town, incident)
    assert found.damage is not None
    assert (found.damage.what, found.damage.cost_pence) == ("A window", 12_000)
    assert [(one.kind, one.state) for one in found.support] == [("talk", "asked")]
    with town.database.reading() as session:
        concern = session.scalars(select(ConductConcern)).one()
        assert concern.incident is not None
        assert concern.incident.ref == incident


def test_what_is_wrong_with_a_part_leaves_nothing_of_the_incident(town: Town) -> None:
    with pytest.raises(RefusedError, match="unknown_code"):
        town.incident(damage=DamageFacts("A window", -1))
    with pytest.raises(RefusedError, match="before_it_began"):
        town.incident(contact_ended_at=town.now - timedelta(hours=3))
    with town.database.reading() as session:
        assert desk.customers_incidents(session, town.known["resident"].id) == ()


@pytest.mark.clause("NHG-1.0s")
def test_what_they_say_about_staff_after_an_incident_is_kept_with_its_case(town_of: MakeTown) -> None:
    town = town_of("notting-hill-genesis")
    incident = town.incident(concern=ConcernFacts("He shouted first.", about_ref=town.ref("decider")))
    case = town.act("officer", incidents.open_case, incident)
    with town.database.reading() as session:
        found = desk.case(session, case)
        assert [one.what for one in fair_desk.cases_concerns(session, found.id)] == ["He shouted first."]
        weighing = select(ConductConcern.about_id).where(fair_desk.weighs(found.id))
        assert session.scalars(weighing).all() == [town.known["decider"].id]


@pytest.mark.clause("NHG-4.0")
def test_a_manager_sees_which_case_has_no_prevention_response_or_support(town_of: MakeTown) -> None:
    town = town_of("notting-hill-genesis")
    incident = town.incident(asks_for_help=True)
    case = town.act("officer", incidents.open_case, incident)
    everybody = area.Area(None, town.now - timedelta(days=365))

    def lacks() -> tuple[str, ...]:
        with town.database.reading() as session:
            (found,) = area.cases(session, everybody)
            totals = area.totals(session, everybody)
            assert {part for part in area.PARTS if not totals.done[part]} == set(found.lacks)
            assert [one.ref for one in area.cases(session, everybody, "support")] == (
                [case] if "support" in found.lacks else []
            )
            return found.lacks

    assert lacks() == ("prevention", "response", "support")
    for _twice in range(2):
        town.act("officer", aftermath.assess_risk, case, replace(RISK, review_on=town.today), "risk-1")
    assert lacks() == ("response", "support")
    town.act("officer", aftermath.assess_risk, case, replace(RISK, moment="during", review_on=town.today), "risk-2")
    assert lacks() == ("support",)
    with town.database.reading() as session:
        assert len(area.help_waiting(session, everybody)) == 1
    town.act("decider", aftermath.offer_help, incident, town.ref("officer"), ("talk",))
    assert lacks() == ()
    with town.database.reading() as session:
        assert area.help_waiting(session, everybody) == ()
        assert len(session.scalars(select(RiskAssessment)).all()) == 2


def test_only_the_two_of_them_say_what_came_of_help(town: Town) -> None:
    incident = town.incident()
    for _twice in range(2):
        town.act("decider", aftermath.offer_help, incident, town.ref("officer"), ("talk", "time_away"))
    talk, away = after(town, incident).support
    with pytest.raises(RefusedError, match="not_theirs"):
        town.act("decider-2", aftermath.answer_help, talk.ref, True)
    town.act("officer", aftermath.answer_help, talk.ref, True)
    town.act("decider", aftermath.answer_help, away.ref, False)
    assert [one.state for one in after(town, incident).support] == ["taken", "declined"]
    assert events(town, incident).count("help_offered_to_colleague") == 1


def test_an_erased_person_leaves_no_words_in_what_went_with_incidents(town: Town) -> None:
    incident = town.incident(damage=DamageFacts("Their window"), recording=CHALLENGED, done_at_once="Rang 999")
    case = town.act("officer", incidents.open_case, incident)
    town.act("officer", aftermath.assess_risk, case, replace(RISK, review_on=town.today), "risk-1")
    town.act("system", erasure.erase_customer, town.ref("resident"))
    with town.database.reading() as session:
        row = desk.incident(session, incident)
        found = records.of_incident(session, row.id)
        risk = session.scalars(select(RiskAssessment)).one()
        assert found.damage is not None
        assert (row.done_at_once, found.damage.what, risk.hazards, risk.measures) == ("", "", "", "")


def test_what_is_still_to_do_after_an_incident_waits_on_the_work_list(town: Town) -> None:
    incident = town.incident(recording=CHALLENGED, asks_for_help=True)

    def waits() -> dict[str, tuple[int | None, bool]]:
        with town.database.reading() as session:
            found = session.scalars(select(Task).where(Task.ref == incident))
            return {one.kind: (one.owner_id, one.by_role) for one in found}

    assert waits() == {"help_asked": (None, True), "recording_to_tell": (town.known["officer"].id, False)}
    told = replace(CHALLENGED, manager_ref=town.ref("decider"))
    town.act("officer", aftermath.note_recording, incident, told)
    town.act("decider", aftermath.offer_help, incident, town.ref("officer"), ("talk",))
    assert waits() == {}
