"""What staff can write down about an incident, how a case tells its story, and who reads which part of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import people, steps, support
from casework.actions.incidents import CHANNELS
from casework.actions.support import Offer
from casework.records.cases import Incident
from casework.records.people import StaffMember
from tests.people import LANDLORDS
from tests.web.inspect import inspect
from tests.web.office import Office, open_office
from tests.web.test_staff_incidents import GOOD, HAPPENED_IN_WORDS, form_for
from web.demo.people import Known

OVH, WCH, OCT, NHG, CAL = LANDLORDS
# The six kinds of behaviour of One Vision Housing 3.1.2, as examples under our three.
SIX = [
    ("aggressive_or_abusive", "abusive_language"),
    ("aggressive_or_abusive", "reported_abuse_or_threats"),
    ("unreasonable_demands", "outside_remit"),
    ("unreasonable_demands", "too_much_staff_time"),
    ("unreasonable_demands", "refusing_a_staff_member"),
    ("unreasonable_persistence", "same_issue_already_acted_on"),
]
RECORDED = {
    "also": ["recorded"],
    "behaviour": None,
    "recording_steps": ["challenged", "end_warned", "gave_reason"],
    "other_ways": ["letter"],
    "gravity": None,
}


def case_of(office: Office, **typed: str) -> str:
    """The address of a case on one incident."""
    incident = office.done("officer", form_for(office), {**GOOD, "gravity": None, **typed})
    return office.done("officer", f"{office.weighed('officer', incident)}/case", {}, at=incident)


@pytest.mark.clause("OVH-3.1.2")
def test_each_of_the_six_behaviours_can_be_written_down_for_each_way_of_contact(office: Office) -> None:
    page = office.get("officer", form_for(office))
    blank = page.form_data()
    for number, (kind, example) in enumerate(SIX):
        for channel in CHANNELS:
            key = {"form_key": f"{blank['form_key'][:28]}{number}{CHANNELS.index(channel)}"}
            sent = {**blank, **GOOD, **key, "channel": channel, "behaviour": kind, f"examples_{kind}": example}
            assert office.browser("officer").post(form_for(office), data=sent).status_code == 303
    with office.town.database.reading() as session:
        kept = {(one.channel, *one.examples) for one in session.scalars(select(Incident))}
    assert kept == {(channel, example) for channel in CHANNELS for _, example in SIX}


@pytest.mark.clause("OVH-3.1.3")
@pytest.mark.clause("OVH-3.1.5")
def test_what_the_customer_was_told_and_how_and_when_contact_ended_is_shown(office: Office) -> None:
    sent = {**GOOD, "said": ["told", "end_warned"], "ended_how": "asked_to_leave", "ended_at": "2:45pm"}
    page = office.get("officer", office.done("officer", form_for(office), {**sent, "place": "In our office"}))
    assert "Told that it is not acceptable, and why: yes" in page.main
    assert "Told that the contact would end unless it changed: yes" in page.main
    assert f"We asked the customer to leave, {HAPPENED_IN_WORDS} at 2:45 pm" in page.main
    assert "In our office" in page.main
    for wrong, says in (("2:15pm", "It cannot have ended before it began"), ("25:99", "Write the time like")):
        page = office.refused("officer", form_for(office), {**sent, "ended_at": wrong})
        assert [error for error in page.errors if says in error]
        assert page.form_data()["ended_at"] == wrong


@pytest.mark.clause("OVH-3.3.4")
def test_a_recording_without_asking_says_what_is_still_to_do(office: Office) -> None:
    incident = office.done("officer", form_for(office), {**GOOD, **RECORDED})
    page = office.get("officer", incident)
    assert "We asked them to stop" in page.main
    assert "We offered: Letter" in page.main
    assert "Tell a manager" in page.main
    assert "Agree it as an adjustment" in page.links
    assert "Open a case" not in page.main
    manager = office.town.ref("decider")
    office.done("officer", f"{incident}/recording", {"manager": manager})
    page = office.get("officer", incident)
    assert "Tell a manager" not in page.main
    assert "was told on" in page.main
    assert incident in office.get("decider", "/staff/area").links.values()
    page = office.refused("officer", form_for(office), {**GOOD, **RECORDED, "other_ways": None})
    assert page.errors == ["Choose which other ways you offered"]


def test_what_was_ticked_is_written_down_too_and_nothing_typed_is_lost(office: Office) -> None:
    page = office.refused("officer", form_for(office), {**GOOD, "also": ["damaged", "says"], "place": "Outside"})
    assert page.errors == ["Write what was damaged", "Write what they say"]
    assert page.form_data()["place"] == "Outside"
    typed = {"also": ["damaged", "says", "talk"], "damage": "A window", "cost": "120", "says": "He shouted first."}
    page = office.get("officer", office.done("officer", form_for(office), {**GOOD, **typed}))
    for said in ("A window", "About £120", "What they say about staff", "Somebody to talk to", "Asked for"):
        assert said in page.main


def test_photos_and_recordings_come_right_after_the_incident(office: Office) -> None:
    assert office.done("officer", form_for(office), {**GOOD, "then": "files"}).endswith("/files")


@pytest.mark.clause("WCH-6.1")
def test_what_staff_did_on_the_spot_is_on_record_with_the_incident_and_its_case(
    database_url: str, tmp_path: Path
) -> None:
    with open_office(database_url, tmp_path, WCH) as office:
        case = case_of(office, done_at_once="I stepped outside and rang a colleague.")
        assert "I stepped outside and rang a colleague." in office.get("officer", case).main


@pytest.mark.clause("WCH-6.4")
def test_an_incident_is_held_with_the_marker_and_the_letter(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, WCH) as office:
        town = office.town
        town.decided()
        with town.database.reading() as session:
            incident = session.scalars(select(Incident)).one()
            path, case = f"/staff/incidents/{incident.ref}", incident.case
            assert case is not None
        for page in (office.get("officer", path), office.get("officer", f"/staff/cases/{case.ref}")):
            assert "Decision about how you contact us" in page.main
            assert [address for address in page.links.values() if address.startswith("/staff/letters/")]
        assert town.pack.rules["marker"].table.values["system"] in office.get("officer", path).main


@pytest.mark.clause("NHG-4.0")
def test_each_manager_shows_prevention_response_and_support_for_their_area(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, NHG) as office:
        case = case_of(office)
        page = office.get("decider", "/staff/area")
        assert page.main.count("Without: Prevention") == 1
        assert "Notting Hill Genesis 4.0" in page.main
        typed = {"at_risk": ["staff", "customer"], "hazards": "A loose dog", "measures": "It is shut in first"}
        day = office.town.today.replace(year=office.town.today.year + 1)
        typed |= {f"review_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        office.done("officer", f"{case}/risk", typed)
        assert "It is shut in first" in office.get("officer", case).main
        page = office.get("decider", "/staff/area?lacking=prevention")
        assert case not in page.links.values()
        office.get("officer", "/staff/area", status=403)
        assert case in office.get("auditor", "/staff/area?lacking=support").links.values()


@pytest.mark.clause("NHG-5.0a")
def test_every_instance_is_on_record_and_counted_whether_a_case_follows_or_not(
    database_url: str, tmp_path: Path
) -> None:
    with open_office(database_url, tmp_path, NHG) as office:
        small = office.done("officer", form_for(office), {**GOOD, "gravity": None, "ended_how": "not_ended"})
        case_of(office)
        office.done("officer", form_for(office), {**GOOD, "gravity": None, "channel": "online"})
        page = office.get("officer", f"/staff/customers/{office.town.ref('resident')}")
        assert small in page.links.values()
        assert page.main.count("no case") == 2
        assert "3Incidents" in office.get("decider", "/staff/area").main.replace(" ", "")


def test_a_case_tells_everything_in_its_order_with_who_and_what_is_due(office: Office) -> None:
    town = office.town
    town.appealed(town.decided())
    with town.database.reading() as session:
        incident = session.scalars(select(Incident)).one()
        case = incident.case
        assert case is not None
    page = office.get("officer", f"/staff/cases/{case.ref}")
    story = page.main.partition("Everything in order")[2].partition("Everything in order")[2]
    told = ("Incident", "The case was opened", "A restriction was proposed", "Signed", "The decision was issued")
    places = [story.index(said) for said in told]
    assert places == sorted(places)
    for said in ("What is due", "Who is involved", "Owns the case", "Letters as they were sent", "Review what applies"):
        assert said in page.main


def test_who_has_no_part_in_a_case_does_not_read_of_health_danger_or_the_police(office: Office) -> None:
    town = office.town
    case = town.case()
    offer = town.act("officer", support.offer, case, Offer("medical", "A nurse for her nerves.", town.today))
    town.act("officer", steps.report_to_police, case, town.today, "CAD 77", "The threat.")
    secret = ("Spoke with the customer about how they live.", "A nurse for her nerves.", "CAD 77")
    facts = people.StaffFacts("Nora New", "nora.new@one-vision.example", "a long enough password", ("officer",))
    ref = town.act("system", people.register_staff, facts)
    with town.database.reading() as session:
        new = session.scalars(select(StaffMember).where(StaffMember.ref == ref)).one()
        town.known["stranger"] = Known("staff", new.id, new.ref, new.name, ("officer",))
    path = f"/staff/cases/{case}"
    for who in ("officer", "decider", "auditor"):
        assert [one for one in secret if one not in office.get(who, path).main] == []
    page = office.get("stranger", path)
    assert [one for one in secret if one in page.main] == []
    assert "Those who have a part in this case, and managers, read it." in page.main
    for page_of_words in (f"{path}/assessment", f"/staff/support/{offer}"):
        inspect(office.browser("stranger").get(page_of_words), status=403)


def test_a_customer_who_was_told_reads_all_that_was_written_about_the_incident(office: Office) -> None:
    typed = {
        "place": "By the lift",
        "also": ["acted", "damaged"],
        "damage": "A lamp",
        "done_at_once": "Rang a colleague",
    }
    office.done("officer", form_for(office), {**GOOD, **typed})
    record = office.get("resident", "/record/kept/incidents")
    for said in ("By the lift", "A lamp", "Rang a colleague"):
        assert said in record.main


def test_of_two_who_write_at_once_the_second_sees_what_the_first_wrote_and_keeps_their_words(office: Office) -> None:
    incident = office.done("officer", form_for(office), GOOD)
    path = f"{incident}/damage"
    both = [
        {**office.get(who, path).form_data(), "damage": what}
        for who, what in (("officer", "A cup"), ("decider", "A lamp"))
    ]
    assert office.browser("officer").post(path, data=both[0]).status_code == 303
    assert office.browser("officer").post(path, data=both[0]).status_code == 303  # a double click
    page = inspect(office.browser("decider").post(path, data=both[1]))
    assert page.errors == ["Someone wrote this down while you were reading. What you wrote is still here."]
    assert "On record now: A cup" in page.main
    assert page.form_data()["damage"] == "A lamp"
    assert office.browser("decider").post(path, data=page.form_data()).status_code == 303
    assert "A lamp" in office.get("officer", incident).main
