"""Writing down an incident, finding a customer, and who may look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from casework.records.cases import Incident
from casework.records.signin import AccessLook
from letters import words
from tests.people import LANDLORDS
from tests.web.inspect import inspect
from tests.web.office import Office, open_office, reference

AWKWARD = "O'Brien & <b>Söhne</b>"
PERSISTENCE = "unreasonable_persistence"
HAPPENED = datetime.now(UTC).date() - timedelta(days=30)
HAPPENED_IN_WORDS = words.date(HAPPENED, "en")
GOOD = {
    "happened_on-day": str(HAPPENED.day),
    "happened_on-month": str(HAPPENED.month),
    "happened_on-year": str(HAPPENED.year),
    "happened_at": "14.30",
    "channel": "telephone",
    "behaviour": ["aggressive_or_abusive", "unreasonable_demands"],
    "what_happened": f"{AWKWARD} shouted.\n\nThen he rang off.",
    "affected": "staff",
    "said": "told",
    "gravity": "serious",
    "ended_how": "call_ended",
}


def form_for(office: Office, customer: str = "resident") -> str:
    return f"/staff/incidents/new?customer={office.town.ref(customer)}"


def test_an_incident_is_shown_as_it_was_written_down(office: Office) -> None:
    page = office.get("officer", office.done("officer", form_for(office), GOOD))
    for said in (AWKWARD, f"{HAPPENED_IN_WORDS} at 2:30 pm", "Aggressive or abusive behaviour", "We ended the call"):
        assert said in page.main
    assert "Told that it is not acceptable, and why: yes" in page.main
    assert "Warned what would follow: no" in page.main
    assert "Serious" in page.main


@pytest.mark.clause("OVH-3.3.1")
def test_a_recording_is_kept_with_the_incident_that_it_shows(office: Office) -> None:
    incident = office.done("officer", form_for(office), GOOD)
    files = f"{incident}/files"
    assert office.refused("officer", files, {}).errors == ["Choose a file"]
    page = office.get("officer", files)
    recording = FileStorage(BytesIO(b"ID3\x03" + b"nine minutes" * 50), "call.mp3")
    answer = office.browser("officer").post(files, data={**page.form_data(), "files": recording})
    assert answer.location == incident
    assert "call.mp3" in office.get("officer", incident).main
    assert "Not scanned yet" in office.get("officer", incident).main


def test_a_double_click_is_one_incident(office: Office) -> None:
    page = office.get("officer", form_for(office))
    sent = {**page.form_data(), **GOOD}
    first, second = (office.browser("officer").post(form_for(office), data=sent).location for _ in range(2))
    assert first == second
    with office.town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Incident)) == 1


def test_a_double_click_on_opening_a_case_is_one_case(office: Office) -> None:
    incident = office.weighed("officer", office.done("officer", form_for(office), {**GOOD, "gravity": None}))
    sent = office.get("officer", incident).form_data()
    first, second = (office.browser("officer").post(f"{incident}/case", data=sent).location for _ in range(2))
    assert first == second
    page = office.get("officer", first)
    assert AWKWARD in page.main
    assert "Look at the person's circumstances" in page.main


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"happened_on-day": "31", "happened_on-month": "2"}, "Day", "There is no such day in that month"),
        ({"happened_on-year": ""}, "Year", "Enter the year as well"),
        ({"happened_on-year": "2099"}, "Day", "This day has not come yet"),
        ({"happened_at": "25:70"}, "What time was it?", "Write the time like"),
        ({"what_happened": " \n "}, "What happened?", "Write what happened"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(
    office: Office, wrong: dict[str, str], field: str, says: str
) -> None:
    page = office.refused("officer", form_for(office), {**GOOD, **wrong})
    assert [error for error in page.errors if says in error]
    kept = page.form_data()
    assert kept["happened_on-day"] == wrong.get("happened_on-day", GOOD["happened_on-day"])
    assert kept["what_happened"].strip() == str({**GOOD, **wrong}["what_happened"]).strip()
    assert kept["channel"] == "telephone"
    assert page.field(field).name
    with office.town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Incident)) == 0


def test_an_hour_that_has_not_come_is_said_in_words(office: Office) -> None:
    today = {f"happened_on-{part}": str(getattr(office.town.today, part)) for part in ("day", "month", "year")}
    page = office.refused("officer", form_for(office), {**GOOD, **today, "happened_at": "23:59"})
    assert "This has not happened yet. Check the day and the time." in page.errors


def test_every_field_left_empty_has_its_message(office: Office) -> None:
    page = office.refused("officer", form_for(office), {})
    assert len(page.errors) == 6  # the day is today until it is changed


# What each landlord's form offers as examples, and the row of tests/clauses.tsv that asks for it.
OFFERED = [
    (LANDLORDS[0], "Refusing to deal with the right member of staff", "OVH-3.1.2"),
    (LANDLORDS[1], "Accusations that are made to harm", "WCH-3.2.1"),
    (LANDLORDS[2], "Untrue comments that harm a person's name", "OCT-2.1"),
    (LANDLORDS[3], "Not keeping an aggressive pet under control", "NHG-2.0"),
    (LANDLORDS[3], "Raising the same matter by different routes", "NHG-2.0"),
    (LANDLORDS[4], "Recording without telling anyone", "CAL-4.1"),
]


@pytest.mark.parametrize(
    ("landlord", "example"), [pytest.param(*given, marks=pytest.mark.clause(row)) for *given, row in OFFERED]
)
def test_the_kinds_of_behaviour_carry_the_landlords_own_examples(
    landlord: str, example: str, database_url: str, tmp_path: Path
) -> None:
    with open_office(database_url, tmp_path, landlord) as office:
        page = office.get("officer", form_for(office))
        assert "_" not in page.main
        code = page.field(example)
        sent = {**GOOD, "gravity": None, code.name: code.value}
        assert example.lower() in office.get("officer", office.done("officer", form_for(office), sent)).main.lower()


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_an_incident_that_does_not_count_says_why_and_opens_no_case(
    landlord: str, database_url: str, tmp_path: Path
) -> None:
    with open_office(database_url, tmp_path, landlord) as office:
        incident = office.done("officer", form_for(office), {**GOOD, "gravity": None, "behaviour": PERSISTENCE})
        page = office.get("officer", incident)
        source = office.town.pack.unacceptable.threshold.source
        assert "Open a case" not in page.main
        assert f"Where this is written: {source}" in page.main
        assert office.force("officer", f"{incident}/case", {}).location == incident
        assert source in office.get("officer", incident).main  # what stands in the way is said once more
        office.weighed("officer", incident)
        page = office.get("officer", incident)
        assert "Open a case" in page.main
        assert "Nobody else got through" in page.main or "nobody else got through" in page.main


def test_the_answers_start_from_what_is_on_record_and_nothing_typed_is_lost(office: Office) -> None:
    incident = office.weighed("officer", office.done("officer", form_for(office), {**GOOD, "behaviour": PERSISTENCE}))
    page = office.get("officer", f"{incident}/weigh")
    assert page.form_data()["persistence"] == "matter_acted_on"
    page = office.refused("officer", f"{incident}/weigh", {"how": AWKWARD * 400})
    assert page.form_data()["how"].strip() == AWKWARD * 400
    office.done("officer", f"{incident}/weigh", {"persistence": "neither", "how": AWKWARD})
    assert "asking again is fair" in office.get("officer", incident).main
    assert AWKWARD in office.get("officer", incident).main


def test_the_context_is_one_thing_or_the_other(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, LANDLORDS[3]) as office:
        incident = office.done("officer", form_for(office), GOOD)
        page = office.refused("officer", f"{incident}/weigh", {"circumstances": ["none_known", "legal_action"]})
        assert "Choose what is going on, or that nothing is known. Not both." in page.errors


@pytest.mark.clause("OCT-1.5")
def test_what_another_policy_is_for_is_asked_and_pointed_to(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, LANDLORDS[2]) as office:
        sent = {**GOOD, "matters": "violence_at_work"}
        incident = office.weighed("officer", office.done("officer", form_for(office), sent))
        page = office.get("officer", incident)
        assert "Violence at Work Policy" in page.main
        assert "Open a case" not in page.main


@pytest.mark.parametrize("asked", ["samira", "SAMIRA EX", "zz1 4ab", "07700 900101", "+447700900101"])
def test_a_customer_is_found_by_name_postcode_or_telephone(office: Office, asked: str) -> None:
    page = office.get("officer", "/staff/customers", query_string={"q": asked})
    assert "Samira Exemplar" in page.links


def test_a_reference_opens_the_customer_at_once(office: Office) -> None:
    ref = office.town.ref("resident")
    answer = office.browser("officer").get("/staff/customers", query_string={"q": ref.lower()})
    assert answer.location == f"/staff/customers/{ref}"


def test_a_search_that_finds_nobody_says_what_to_try(office: Office) -> None:
    page = office.get("officer", "/staff/customers", query_string={"q": AWKWARD})
    assert "0 people found" in page.main
    assert "Check the spelling" in page.main


def test_the_first_thing_said_of_a_customer_is_how_to_contact_them(office: Office) -> None:
    page = office.get("officer", f"/staff/customers/{office.town.ref('resident-blind')}")
    said = page.main.partition("How to contact this person now")[2]
    assert said.strip().startswith("In person, by telephone, by email or through Ada Spokeswell.")
    assert "Cannot use: Letter" in page.main


def test_every_look_at_a_person_is_written_down(office: Office) -> None:
    office.get("officer", f"/staff/customers/{office.town.ref('resident')}")
    office.get("auditor", f"/staff/customers/{office.town.ref('resident')}")
    with office.town.database.reading() as session:
        looks = session.scalars(select(AccessLook).order_by(AccessLook.id)).all()
    assert [(look.actor_id, look.customer_id, look.page) for look in looks] == [
        (office.town.known[who].id, office.town.known["resident"].id, "staff.customer")
        for who in ("officer", "auditor")
    ]


@pytest.mark.parametrize("who", ["contractor", "translator", "administrator"])
def test_who_has_no_part_in_cases_sees_no_customer(office: Office, who: str) -> None:
    assert office.browser(who).get("/staff/").status_code == 303  # to a place of their own
    for path in ("/staff/customers", f"/staff/customers/{office.town.ref('resident')}"):
        page = office.get(who, path, status=403)
        assert "Samira" not in page.text


def test_an_auditor_reads_and_changes_nothing(office: Office) -> None:
    incident = office.done("officer", form_for(office), GOOD)
    assert "Answer the questions" not in office.get("auditor", incident).main
    office.weighed("officer", incident)
    assert "If a case about this person is open already" not in office.get("auditor", incident).main
    for path in (f"{incident}/case", f"{incident}/weigh"):
        assert office.browser("auditor").post(path, data={}).status_code in (400, 403)
    inspect(office.browser("auditor").get(form_for(office)), status=403)


@pytest.mark.parametrize("who", ["resident", "advocate"])
def test_a_customer_never_reaches_the_back_office(office: Office, who: str) -> None:
    answer = office.browser(who).get(f"/staff/customers/{office.town.ref('neighbour')}")
    assert answer.status_code in (302, 303)
    assert answer.location.startswith("/staff/sign-in")


@pytest.mark.parametrize(
    "path",
    [
        "customers/C-2222-2222",
        "cases/K-2222-2222",
        "decisions/D-2222-2222",
        "appeals/A-2222-2222",
        "letters/L-2222-2222",
    ],
)
def test_what_is_not_there_is_a_plain_page(office: Office, path: str) -> None:
    office.get("officer", f"/staff/{path}", status=404)


def test_an_awkward_name_is_shown_as_it_is_written(office: Office) -> None:
    from casework.actions import people

    facts = people.CustomerFacts(kind="tenant", name=AWKWARD, date_of_birth=office.town.today.replace(year=1970))
    ref = office.town.act("officer", people.register_customer, facts)
    page = office.get("officer", f"/staff/customers/{ref}")
    assert page.h1 == AWKWARD
    incident = office.weighed("officer", office.done("officer", f"/staff/incidents/new?customer={ref}", GOOD))
    case = office.done("officer", f"{incident}/case", {}, at=incident)
    assert AWKWARD in office.get("officer", case).main
    assert reference(case)


def test_an_incident_typed_over_a_lapsed_session_is_given_back(office: Office) -> None:
    sent = {**office.get("officer", form_for(office)).form_data(), **GOOD}
    office.lapse("officer")
    answer = office.browser("officer").post(form_for(office), data=sent, headers={"Origin": "http://localhost"})
    assert answer.location.startswith("/staff/sign-in?next=/staff/incidents/new")
    office.sign_in("officer")
    page = office.get("officer", "/staff/incidents/new")
    assert "We kept what you typed" in page.text
    kept = page.form_data()
    assert kept["what_happened"].strip() == GOOD["what_happened"]
    assert "Samira Exemplar" in page.main
    address = office.browser("officer").post("/staff/incidents/new", data={**kept, **GOOD}).location
    assert HAPPENED_IN_WORDS in office.get("officer", address).main
