"""Repairs, dangers and safety checks as a resident, an advocate, a stranger and staff use them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from casework.actions import service_visits, services
from casework.actions.services import CheckFacts
from casework.records.services import ServiceRequest, request
from casework.rules.channels import ESSENTIAL_SERVICES
from letters import words
from tests.web.inspect import inspect
from tests.web.office import Office, open_office, reference

AWKWARD = "O'Brien's tap & <b>Söhne</b> يقطر"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as made:
        for who in ("resident", "resident-blind", "neighbour", "advocate"):
            made.browser(who).set_cookie("language", "en")
        yield made


def stored(office: Office, ref: str) -> ServiceRequest:
    with office.app.extensions["database"].reading() as session:
        found = request(session, ref)
        session.expunge_all()
        return found


def test_the_hub_has_every_essential_service_and_the_ways_that_this_person_can_use(office: Office) -> None:
    page = office.get("resident", "/services")
    for code in ESSENTIAL_SERVICES:
        assert words.service(code, "en") in page.main
    assert office.get("resident", "/arrangements").links["Repairs and services"] == "/services"
    cannot = office.get("resident-blind", "/services").main
    assert "01632 960101" in cannot  # the emergency number is there for everybody
    assert "Email" in cannot
    assert "Letter" not in cannot  # no letter is named to who cannot use one


def test_a_yes_is_on_record_at_once_and_the_number_stands_before_anything_else(office: Office) -> None:
    assert office.done("resident", "/repairs/new", {"about": "flood"}) == "/repairs/new/flood"
    address = office.done("resident", "/repairs/new/flood", {"danger": "not_sure"})
    assert office.town.count(ServiceRequest) == 1
    page = office.get("resident", address)
    assert page.main.index("01632 960101") < page.main.index("It is safe with us")
    assert "We make it safe" in page.main
    office.done("resident", address, {"said": AWKWARD})
    assert AWKWARD in office.get("resident", address).main


def test_a_smell_of_gas_shows_the_gas_number_and_asks_nothing_more(office: Office) -> None:
    address = office.done("resident", "/repairs/new", {"about": "gas_smell"})
    page = office.get("resident", address)
    assert page.main.index("0800 111999") < page.main.index("It is safe with us")
    assert stored(office, reference(address)).service == "emergency_repair"


def test_a_repair_is_three_short_questions_and_nothing_typed_is_lost(office: Office) -> None:
    office.done("resident", "/repairs/new", {"about": "other"})
    assert office.refused("resident", "/repairs/new/other", {}).errors == ["Choose yes, no or not sure"]
    details = office.done("resident", "/repairs/new/other", {"danger": "no"})
    assert office.town.count(ServiceRequest) == 0
    wrong = office.refused("resident", details, {"what": AWKWARD, "phone": "none"})
    assert wrong.field("What should we know?").value == AWKWARD
    address = office.done("resident", details, {"what": AWKWARD, "phone": "07700 900123"})
    page = office.get("resident", address)
    assert AWKWARD in page.main
    assert "We do the repair" in page.main


def test_a_form_sent_twice_is_one_report_and_a_lapsed_session_loses_nothing(office: Office) -> None:
    page = office.get("resident", "/repairs/new/other/details")
    sent = {**page.form_data(), "what": AWKWARD}
    browser = office.browser("resident")
    first = browser.post("/repairs/new/other/details", data=sent)
    assert browser.post("/repairs/new/other/details", data=sent).location == first.location
    assert office.town.count(ServiceRequest) == 1
    again = office.get("resident", "/repairs/new/other/details").form_data()
    office.lapse("resident")
    assert browser.post("/repairs/new/other/details", data={**again, "what": AWKWARD}).location.startswith("/sign-in")
    office.sign_in("resident")
    assert office.get("resident", "/repairs/new/other/details").field("What should we know?").value == AWKWARD


def test_it_has_become_dangerous_is_one_button(office: Office) -> None:
    address = office.done("resident", "/repairs/new/other/details", {"what": "The tap drips"})
    office.done("resident", f"{address}/worse", {}, form=1, at=address)
    page = office.get("resident", address)
    assert page.main.index("01632 960101") < page.main.index("It is safe with us")


def test_a_check_is_booked_and_moved_among_the_times_on_offer(office: Office) -> None:
    town = office.town
    due = CheckFacts("gas_check", last_on=town.today - timedelta(days=340), how="letter")
    ref = town.act("officer", services.ask_for_check, town.ref("resident"), due, "form-a")
    for days in (4, 5):
        starts = town.now + timedelta(days=days)
        town.act("officer", service_visits.offer, ref, starts, starts + timedelta(hours=2))
    first, second = stored(office, ref).offered
    listed = office.get("resident", "/safety-checks")
    choose = listed.links["Choose a time"]
    sent = {**office.get("resident", choose).form_data(), "visit": str(first.id)}
    browser = office.browser("resident")
    assert {browser.post(choose, data=sent).location for _click in range(2)} == {f"/services/{ref}"}
    assert "Move the visit" in office.get("resident", "/safety-checks").links
    office.done("resident", choose, {"visit": str(second.id)})
    booked = stored(office, ref).booked
    assert booked is not None
    assert booked.id == second.id
    office.done("resident", f"/services/{ref}/other-time", {"said": "Mornings only"})
    assert stored(office, ref).notes[-1].kind == "other_time"


def test_nobody_reaches_the_report_of_another(office: Office) -> None:
    address = office.done("resident", "/repairs/new/other/details", {"what": "The tap drips"})
    for path in (address, f"{address}/visit", f"{address}/other-time"):
        assert office.browser("neighbour").get(path).status_code == 404
    token = office.get("neighbour", "/repairs/new").form_data()["csrf_token"]
    assert office.browser("neighbour").post(f"{address}/worse", data={"csrf_token": token}).status_code == 404


def test_an_advocate_reports_for_a_client_and_stays_with_them(office: Office) -> None:
    client = f"/clients/{office.town.ref('resident')}"
    address = office.done("advocate", f"{client}/repairs/new", {"about": "gas_smell"})
    assert address.startswith(f"{client}/services/")
    assert stored(office, address.split("/")[-1]).made_by == "advocate"


def test_an_emergency_needs_no_sign_in_and_its_receipt_shows_nobodys_address(office: Office) -> None:
    stranger = office.app.test_client()
    stranger.set_cookie("language", "en")
    page = inspect(stranger.get("/emergency/report"))
    assert page.main.index("01632 960101") < page.main.index("Where is it?")
    sent = {**page.form_data(), "about": "flood", "place": "Flat 2, 14 Imaginary Street", "reporter": "Nell"}
    answer = stranger.post("/emergency/report", data=sent)
    assert stranger.post("/emergency/report", data=sent).location == answer.location
    receipt = inspect(stranger.get(answer.location))
    assert reference(answer.location) in receipt.main
    assert "We make it safe" in receipt.main
    assert "Imaginary" not in receipt.text
    assert "Nell" not in receipt.text
    listed = office.get("officer", "/staff/services")
    assert "Nell" in listed.main
    ref = reference(answer.location)
    assert (
        "Nobody on record" in office.refused("officer", f"/staff/services/{ref}/match", {"customer": "C-X"}).errors[0]
    )
    office.done("officer", f"/staff/services/{ref}/match", {"customer": office.town.ref("resident")})
    assert office.get("resident", f"/services/{ref}").h1 == "Water coming in or flooding"


def test_staff_write_it_down_for_a_person_and_lead_it_to_its_end(office: Office) -> None:
    customer = office.town.ref("resident")
    told = {"about": "damp_mould", "danger": "no", "what": AWKWARD, "how": "telephone"}
    address = office.done("officer", f"/staff/customers/{customer}/service", told)
    ref = reference(address)
    page = office.get("officer", address)
    assert "We look into it" in page.main
    assert AWKWARD in page.main
    today = office.town.today
    day = {"ended_on-day": str(today.day), "ended_on-month": str(today.month), "ended_on-year": str(today.year)}
    facts = {**day, "danger": "yes", "found": "Mould on the wall.", "doing": "We clean it."}
    office.done("officer", f"{address}/found", facts)
    assert "Mould on the wall." in office.get("resident", f"/services/{ref}").main
    office.done("officer", f"{address}/note", {"words": "Rang twice, no answer."})
    assert "Rang twice" not in office.get("resident", f"/services/{ref}").main
    office.done("officer", f"{address}/finish", {"end": "done", "words": "The wall is clean and dry."})
    assert ref in office.get("resident", "/services").html
    ended = office.get("resident", f"/services/{ref}").main
    assert "The wall is clean and dry." in ended
    assert "What happens now" not in ended
    office.done("resident", f"/services/{ref}", {"said": "It is wet again."})
    assert "We look into it" in office.get("resident", f"/services/{ref}").main


def test_staff_offer_a_time_book_it_and_say_how_it_went(office: Office) -> None:
    customer = office.town.ref("resident")
    address = office.done(
        "officer", f"/staff/customers/{customer}/safety-check", {"about": "gas_check", "how": "letter"}
    )
    day = office.town.today + timedelta(days=3)
    when = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    wrong = office.refused("officer", f"{address}/offer", {**when, "starts": "10am", "ends": "9am"})
    assert wrong.errors == ["The time until which must be later than the time from which"]
    office.done("officer", f"{address}/offer", {**when, "starts": "10am", "ends": "12pm"})
    ref = reference(address)
    visit = stored(office, ref).offered[0].id
    office.done("officer", f"{address}/visits/{visit}/book", {}, at=address)
    assert stored(office, ref).booked is not None
    early = office.refused("officer", f"{address}/visits/{visit}", {"came": "kept", "words": "Done"})
    assert early.errors == ["This has not happened yet. Check the day and the time."]
