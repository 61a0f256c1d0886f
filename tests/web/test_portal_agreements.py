"""Agreements and changes of circumstances as a resident, an applicant and an advocate use them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from casework.actions import agreements
from casework.actions.agreements import OfferFacts
from casework.records.agreements import BrokenPromise
from casework.records.changes import ChangeOfCircumstances
from casework.rules.calendar import months_after
from tests.web.inspect import inspect
from tests.web.office import Office, open_office, reference

WE_PROMISE = "We telephone you every Monday"
AWKWARD = "O'Brien & <b>Söhne</b> helps me now"


def opened(stack: ExitStack, database_url: str, folder: Path, landlord: str) -> Office:
    made = stack.enter_context(open_office(database_url, folder, landlord))
    for who in ("resident", "neighbour", "advocate", "applicant"):
        made.browser(who).set_cookie("language", "en")
    return made


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        yield opened(stack, database_url, tmp_path, "notting-hill-genesis")


@pytest.fixture
def liverpool(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """A landlord without agreements, where a change of circumstances has a clause of its own."""
    with ExitStack() as stack:
        yield opened(stack, database_url, tmp_path, "one-vision-housing")


def offered(office: Office, customer: str = "resident") -> str:
    """The reference of an agreement that was offered."""
    town = office.town
    facts = OfferFacts(
        ("I telephone on Tuesdays",),
        (WE_PROMISE, "One person deals with your repair"),
        "43 calls in three days.",
        town.today + timedelta(days=14),
        months_after(town.today, 6),
    )
    return town.act("officer", agreements.offer, town.case(customer), facts, "offer-1")


def test_a_resident_finds_the_offer_and_agrees(office: Office) -> None:
    ref = offered(office)
    menu = office.get("resident", "/arrangements")
    listed = office.get("resident", menu.links["Agreements"])
    assert "Waiting for your answer" in listed.main
    offer = office.get("resident", f"/agreements/{ref}")
    assert "Nothing changes unless you say yes" in offer.main
    assert WE_PROMISE in offer.main
    assert office.refused("resident", f"/agreements/{ref}", {}).errors == ["Choose yes or no"]
    assert office.done("resident", f"/agreements/{ref}", {"accepts": "yes"}) == f"/agreements/{ref}"
    assert office.get("resident", f"/agreements/{ref}").h1 == "Our agreement with you"


def test_a_no_is_a_right_and_may_become_a_yes(office: Office) -> None:
    ref = offered(office)
    office.done("resident", f"/agreements/{ref}", {"accepts": "no", "words": AWKWARD})
    again = office.get("resident", f"/agreements/{ref}")
    assert again.h1 == "You said no to this agreement"
    assert "you can still say yes" in again.main
    assert AWKWARD in again.main
    office.done("resident", f"/agreements/{ref}", {"accepts": "yes"})
    left = office.done("resident", f"/agreements/{ref}/leave", {"words": ""})
    assert office.get("resident", left).h1 == "This agreement is over"


def test_a_resident_tells_of_a_broken_promise_once_however_often_they_press(office: Office) -> None:
    ref = offered(office)
    office.done("resident", f"/agreements/{ref}", {"accepts": "yes"})
    form = office.get("resident", f"/agreements/{ref}/broken").form_data()
    sent = {**form, "promise": "0", "what_happened": AWKWARD}
    for _twice in range(2):
        answer = office.browser("resident").post(f"/agreements/{ref}/broken", data=sent)
        assert answer.location == f"/agreements/{ref}"
    assert office.town.count(BrokenPromise) == 1
    page = office.get("resident", f"/agreements/{ref}")
    assert AWKWARD in page.main
    assert AWKWARD in office.get("resident", "/record/kept/agreements").main
    empty = office.refused("resident", f"/agreements/{ref}/broken", {"what_happened": " "})
    assert empty.errors == ["Choose the promise that we did not keep", "Write what happened"]


def test_what_is_not_yours_is_not_there(office: Office) -> None:
    ref = offered(office)
    office.done("resident", f"/agreements/{ref}", {"accepts": "yes"})
    for path in (f"/agreements/{ref}", f"/agreements/{ref}/leave", f"/agreements/{ref}/broken"):
        assert office.browser("neighbour").get(path).status_code == 404
        assert office.browser("advocate").get(f"/clients/{office.town.ref('neighbour')}{path}").status_code == 404
    client = f"/clients/{office.town.ref('resident')}"
    assert office.get("advocate", f"{client}/agreements/{ref}").h1 == "Our agreement with you"


def test_a_resident_tells_what_has_changed_and_follows_it(liverpool: Office) -> None:
    liverpool.town.decided()
    start = liverpool.get("resident", "/arrangements").links["Tell us that something has changed"]
    assert liverpool.refused("resident", start, {}).errors == ["Write what has changed"]
    form = liverpool.get("resident", start).form_data()
    sent = {**form, "what_changed": AWKWARD, "wanted": "End it."}
    first, again = (liverpool.browser("resident").post(start, data=sent) for _ in range(2))
    assert first.location == again.location
    assert liverpool.town.count(ChangeOfCircumstances) == 1
    receipt = liverpool.get("resident", first.location)
    assert receipt.h1 == "We have what you told us"
    assert reference(first.location) in receipt.main
    assert AWKWARD in receipt.main
    assert "One Vision Housing 3.6.3" in receipt.main
    assert "With us" in liverpool.get("resident", "/changes").main
    assert liverpool.browser("neighbour").get(first.location).status_code == 404


def test_an_advocate_who_may_speak_for_a_client_tells_for_them(liverpool: Office) -> None:
    path = f"/clients/{liverpool.town.ref('resident')}/changes/new"
    told = liverpool.done("advocate", path, {"what_changed": "She has a support worker now."})
    assert liverpool.get("resident", told.removeprefix(f"/clients/{liverpool.town.ref('resident')}")).h1
    stranger = f"/clients/{liverpool.town.ref('neighbour')}/changes/new"
    assert inspect(liverpool.browser("advocate").get(stranger), status=404)


def test_what_was_typed_comes_back_after_the_session_ran_out(liverpool: Office) -> None:
    form = liverpool.get("resident", "/changes/new").form_data()
    liverpool.lapse("resident")
    answer = liverpool.browser("resident").post("/changes/new", data={**form, "what_changed": AWKWARD})
    assert "/sign-in" in answer.location
    liverpool.sign_in("resident")
    assert liverpool.get("resident", "/changes/new").field("What has changed?").value.strip() == AWKWARD
