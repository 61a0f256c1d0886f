"""Administration and what happens in lives, as their people use the pages."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from sqlalchemy import func, select

from casework.actions import importing, retention
from casework.actions.work import SYSTEM, Work
from casework.records.administration import CustomerMerge
from casework.records.people import Customer
from casework.records.retention import Deletion
from tests.people import PASSWORD
from tests.web.actions.test_importing import calls, csv_of, person
from tests.web.doorway import Doorway
from tests.web.inspect import Page
from tests.web.office import Office, reference, settings_of
from web.demo.people import staff_email

HOME = "/staff/administration"


def customer(office: Office, who: str) -> Customer:
    with office.town.database.reading() as session:
        return session.get_one(Customer, office.town.known[who].id)


def brought(office: Office, kind: str, data: bytes) -> str:
    """Bring a file; the address of what was found in it."""
    file = (BytesIO(data), "housing.csv")
    return office.done("administrator", f"{HOME}/imports/new", {"kind": kind, "file": file})


def settled(office: Office, at: str, what: str) -> Page:
    office.force("administrator", f"{at}/{what}", {})
    return office.get("administrator", at)


def test_a_file_is_brought_looked_through_and_taken_in(office: Office) -> None:
    assert "date_of_birth" in office.get("administrator", f"{HOME}/imports/new").main
    at = brought(office, "customers", csv_of(person(1), person(2)))
    page = office.get("administrator", at)
    assert "All 2 lines can be read" in page.main
    assert "Sample Person1" in page.main
    assert "Taken in" in settled(office, at, "take").main
    with office.town.database.reading() as session:
        assert session.scalars(select(Customer).where(Customer.external_ref == "H2")).one().name == "Sample Person2"
    assert "housing.csv" in office.get("auditor", HOME).main


def test_what_is_wrong_is_shown_by_line_and_nothing_can_be_taken_in(office: Office) -> None:
    at = brought(office, "customers", csv_of(person(1), person(2, telephone="ring me")))
    page = office.get("administrator", at)
    assert "1 of 2 lines cannot be taken in" in page.main
    assert all(word in page.main for word in ("3", "telephone", "ring me", "is no telephone number"))
    assert "Take all of it in" not in page.main
    assert "Nothing was taken in" in settled(office, at, "take").main
    assert "Discarded" in settled(office, at, "discard").main


def test_one_broken_line_among_fifty_thousand_keeps_all_of_them_out_and_is_named(office: Office) -> None:
    rows = [person(number) for number in range(50_000)]
    rows[31_415]["date_of_birth"] = "31/02/1980"
    with office.town.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(Customer))
    ref = office.town.act("administrator", importing.check, "customers", "housing.csv", csv_of(*rows), "file-1")
    at = f"{HOME}/imports/{ref}"
    page = office.get("administrator", at)
    assert "1 of 50000 lines cannot be taken in" in page.main
    assert all(word in page.main for word in ("31417", "date_of_birth", "31/02/1980"))
    assert "Nothing was taken in" in settled(office, at, "take").main
    with office.town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == before


def test_a_file_of_no_use_says_so_beside_the_field(office: Office) -> None:
    typed = {"kind": "customers", "file": (BytesIO(b"number,name\n1,Sam\n"), "housing.csv")}
    page = office.refused("administrator", f"{HOME}/imports/new", typed)
    assert any("A column is missing" in error for error in page.errors)


def test_what_a_restriction_from_elsewhere_lacks_is_seen_to_one_by_one(office: Office) -> None:
    settled(office, brought(office, "restrictions", csv_of(calls(office.town))), "take")
    at = f"/staff/customers/{office.town.ref('neighbour')}"
    assert "A letter: nobody has told the customer" in office.get("officer", at).main
    tasks = office.get("officer", f"{HOME}/tasks")
    assert "The reason" in tasks.main
    assert "Asked for by" in tasks.main
    first = next(link for link in tasks.links.values() if "/tasks/X-" in link)
    office.done("officer", first, {"words": "We asked our old system, and wrote it down."})
    assert first not in office.get("officer", f"{HOME}/tasks").links.values()


def test_two_records_are_compared_made_one_and_made_two_again(office: Office) -> None:
    kept, other = office.town.ref("neighbour"), office.town.ref("resident")
    names = customer(office, "neighbour").name, customer(office, "resident").name
    start = f"{HOME}/merges/new?kept={kept}&other={other}"
    page = office.get("administrator", start)
    assert all(name in page.main for name in names)
    at = office.done("administrator", f"{HOME}/merges/new", {"why": "Seen with their passport."}, at=start)
    answer = office.browser("officer").get(f"/staff/customers/{other}")
    assert reference(answer.location) == kept
    assert other in office.get("officer", f"/staff/customers/{kept}").main
    office.done("administrator", f"{at}/undo", {"why": "Two sisters."})
    assert names[1] in office.get("officer", f"/staff/customers/{other}").main
    with office.town.database.reading() as session:
        assert session.scalars(select(CustomerMerge)).one().undone_why == "Two sisters."


def test_a_form_that_was_open_during_a_merge_keeps_what_was_typed(office: Office) -> None:
    kept, other = office.town.ref("neighbour"), office.town.ref("resident")
    at = f"/staff/changes/new?customer={other}"
    typed = {**office.get("officer", at).form_data(), "what_changed": "They have a carer now.", "how": "telephone"}
    start = f"{HOME}/merges/new?kept={kept}&other={other}"
    office.done("administrator", f"{HOME}/merges/new", {"why": "Seen with their passport."}, at=start)
    page = office.browser("officer").post(at, data=typed)
    assert page.status_code == 200
    assert "They have a carer now." in page.text
    assert "became part of another one" in page.text


def test_a_hold_is_placed_keeps_the_record_and_is_lifted(office: Office) -> None:
    ref = office.town.ref("neighbour")
    office.done("administrator", f"{HOME}/holds/new", {"customer": ref, "why": "A claim in court."})
    page = office.refused("administrator", f"{HOME}/erasures/new", {"customer": ref, "sure": "y"})
    assert any("legal hold" in error for error in page.errors)
    lift = next(link for link in office.get("administrator", HOME).links.values() if link.endswith("/lift"))
    office.done("administrator", lift, {"why": "It was settled."})
    office.done("administrator", f"{HOME}/erasures/new", {"customer": ref, "sure": "y"})
    assert customer(office, "neighbour").name == ""


def test_the_page_names_what_keeps_a_person_from_being_erased_and_what_to_do(office: Office) -> None:
    case = office.town.case("neighbour")
    page = office.refused(
        "administrator", f"{HOME}/erasures/new", {"customer": office.town.ref("neighbour"), "sure": "y"}
    )
    [said] = page.errors
    assert f"A case is open: {case}. Bring it to its end first." in said
    assert "UK GDPR, article 17(3)" in said
    assert customer(office, "neighbour").name != ""


def test_an_auditor_reads_how_long_things_are_kept_and_checks_a_proof(office: Office) -> None:
    town = office.town
    town.incident("neighbour")
    town.later(days=400)
    assert retention.run(town.database, lambda session: Work(session, SYSTEM, town.pack, town.now)) == 1
    page = office.get("auditor", f"{HOME}/retention")
    assert all(word in page.main for word in ("Limitation Act 1980, section 5", "our own choice", "6 years", "1 year"))
    with town.database.reading() as session:
        proof = session.scalars(select(Deletion)).one()
    assert "it is gone" in office.get("auditor", f"{HOME}/deletions/{proof.ref}").main


def test_a_death_a_move_and_a_new_name_are_written_down_where_the_customer_is(office: Office) -> None:
    at = f"/staff/customers/{office.town.ref('resident')}"
    office.done("officer", f"{at}/name", {"name": "Robin New", "findable": "y", "how": "in_person"})
    assert "Former names" in office.get("officer", at).main
    day = {"moves_on-day": "1", "moves_on-month": "1", "moves_on-year": str(office.town.today.year + 1)}
    moved = {"address": "9 Example Square\nSampletown\nZZ99 9ZZ", "how": "telephone", **day}
    office.done("officer", f"{at}/move", moved)
    assert "9 Example Square" in office.get("officer", at).main
    office.done("officer", f"{at}/death", {"told_by": "Their son", "how": "telephone"})
    page = office.get("officer", at)
    assert "this person has died" in page.main
    assert "9 Example Square" not in page.main
    office.done("officer", f"{at}/death/mistake", {"why": "It was their brother."})
    assert "this person has died" not in office.get("officer", at).main


def test_joint_tenants_stand_on_each_others_page_and_nothing_of_the_other_does(office: Office) -> None:
    with office.town.database.writing() as session:
        for key in ("resident", "neighbour"):
            session.get_one(Customer, office.town.known[key].id).tenancy_ref = "T-1"
    office.town.decided("resident")
    page = office.get("officer", f"/staff/customers/{office.town.ref('neighbour')}")
    assert customer(office, "resident").name in page.main
    assert "Nothing is restricted" in page.main


def test_where_the_public_comes_nobody_of_the_demo_does(database_url: str, tmp_path: Path) -> None:
    chosen = replace(settings_of(database_url, tmp_path, "octavia"), base_url="https://contact.example.org")
    office = Office(chosen)
    loaded = office.app.test_cli_runner().invoke(args=["demo", "load"])
    assert loaded.exit_code == 1
    browser = office.app.test_client()
    with browser:
        page = browser.get("/staff/sign-in", base_url="https://contact.example.org")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        typed = {"email": staff_email("administrator"), "password": PASSWORD, "csrf_token": token}
        answer = browser.post("/staff/sign-in", data=typed, base_url="https://contact.example.org")
    assert answer.status_code == 200
    office.close()


def test_a_setting_alone_shows_nothing_that_was_sent_to_real_people(door: Doorway) -> None:
    app = door.office.app
    assert app.test_client().get("/demo").status_code == 200
    with door.office.town.database.writing() as session:
        for person in session.scalars(select(Customer)):
            person.name = "A Real Person"
        from casework.records.people import StaffMember

        for colleague in session.scalars(select(StaffMember)):
            colleague.email = colleague.email.replace("@staff.example.org", "@landlord.example")
    assert app.test_client().get("/demo").status_code == 404
