"""Agreements and changes of circumstances in the back office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from casework.actions import changes
from casework.actions.changes import ChangeFacts
from tests.web.office import Office, open_office, reference

OFFER = {
    "promises_landlord": "We telephone you every Monday\n\nOne person deals with your repair",
    "promises_customer": "I telephone on Tuesdays",
    "why": "43 calls in three days, because nobody told you when the plumber would come.",
}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        yield stack.enter_context(open_office(database_url, tmp_path, "notting-hill-genesis"))


def offered(office: Office) -> str:
    """The address of an offer, made from the page of its case."""
    case = office.get("officer", f"/staff/cases/{office.town.case()}")
    return office.done("officer", case.links["Offer a contact agreement"], OFFER)


def test_an_officer_offers_an_agreement_and_writes_down_the_answer(office: Office) -> None:
    address = offered(office)
    page = office.get("officer", address)
    assert "We telephone you every Monday" in page.main
    assert "Offered" in page.main
    assert "Propose these promises as a restriction" not in page.links  # there is still time to answer
    missing = office.refused("officer", f"{address}/answer", {})
    assert missing.errors == ["Choose what the customer said", "Choose how it reached us"]
    office.done("officer", f"{address}/answer", {"accepts": "yes", "how": "telephone", "words": "Fine."})
    agreed = office.get("officer", address)
    assert "Agreed" in agreed.main
    assert "Fine." in agreed.main


def test_an_offer_says_what_is_missing_and_keeps_what_was_typed(office: Office) -> None:
    path = f"/staff/agreements/new?case={office.town.case()}"
    page = office.refused("officer", path, {**OFFER, "promises_landlord": " "})
    assert page.errors == ["Write what we promise"]
    assert page.field("What do we ask the customer to promise?").value.strip() == OFFER["promises_customer"]


def test_a_refused_agreement_becomes_an_ordinary_proposal(office: Office) -> None:
    address = offered(office)
    office.done("officer", f"{address}/answer", {"accepts": "no", "how": "letter"})
    impose = office.get("officer", address).links["Propose these promises as a restriction"]
    reasons = {"reason": "The calls went on.", "proportionality": "It closes no way of contact."}
    proposal = office.done("officer", impose, reasons)
    assert "/staff/decisions/" in proposal
    assert "We telephone you every Monday" in office.get("decider", proposal).main
    assert "Propose these promises as a restriction" not in office.get("officer", address).links


def test_our_broken_promises_stand_before_whoever_looks_at_the_agreement_again(office: Office) -> None:
    address = offered(office)
    office.done("officer", f"{address}/answer", {"accepts": "yes", "how": "telephone"})
    report = office.get("officer", address).links["Write down a promise that we did not keep"]
    office.done("officer", report, {"promise": "0", "what_happened": "Nobody called on Monday."})
    again = office.get("officer", f"{address}/review")
    assert "Promises that we did not keep (1)" in again.main
    office.done("officer", f"{address}/review", {"goes": "goes_on", "reason": "We said sorry, and set a reminder."})
    ended = office.done("officer", f"{address}/review", {"goes": "ends", "reason": "It is not needed any more."})
    assert "It is not needed any more." in office.get("officer", ended).main


def test_an_offer_is_taken_back_with_its_reason(office: Office) -> None:
    address = offered(office)
    assert office.refused("officer", f"{address}/withdraw", {}).errors == ["Write why"]
    office.done("officer", f"{address}/withdraw", {"why": "The repair is done."})
    late = office.refused("officer", f"{address}/answer", {"accepts": "yes", "how": "telephone"})
    assert late.errors == ["This offer was taken back."]


def test_a_change_lies_on_the_work_list_until_it_is_answered(office: Office) -> None:
    office.town.decided()
    office.town.act("resident", changes.tell, office.town.ref("resident"), ChangeFacts("I have help now."), "change-1")
    work = office.get("officer", "/staff/")
    assert "Changes to answer (1)" in work.main
    customer = office.get("officer", f"/staff/customers/{office.town.ref('resident')}")
    assert "Changes in their life" in customer.main
    ref = next(reference(link) for link in work.links.values() if "/staff/changes/" in link)
    page = office.get("officer", f"/staff/changes/{ref}")
    assert "I have help now." in page.main
    assert "What applied still applies." in page.main
    office.done("officer", f"/staff/changes/{ref}/answer", {"words": "We looked at it together."})
    assert "We looked at it together." in office.get("auditor", f"/staff/changes/{ref}").main
    assert "Changes to answer (" not in office.get("officer", "/staff/").main


def test_what_a_customer_says_on_the_phone_is_written_down_for_them(office: Office) -> None:
    path = f"/staff/changes/new?customer={office.town.ref('resident')}"
    told = office.done("officer", path, {"what_changed": "A carer comes twice a day.", "how": "telephone"})
    assert "A carer comes twice a day." in office.get("officer", told).main
