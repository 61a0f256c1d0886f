"""Reasonable adjustments as people ask for them and follow them, and as staff answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from casework.actions import adjustments
from casework.actions.adjustments import AdjustmentFacts
from tests.web.inspect import inspect
from tests.web.office import Office, open_office, reference

AWKWARD = "O'Brien & <b>Söhne</b>: knock twice, please"
NOTHING = {"reason": "not_possible", "words": "Three people share the telephone."}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path, "one-vision-housing") as made:
        for who in ("resident", "neighbour", "advocate"):
            made.browser(who).set_cookie("language", "en")
        yield made


def asked(office: Office, *wanted: str, own_words: str = "", who: str = "resident") -> str:
    """The address of what somebody asked for."""
    return office.done(who, "/adjustments/new", {"wanted": list(wanted), "own_words": own_words})


def answered(office: Office, address: str, who: str = "officer", **typed: object) -> str:
    """The answer by a member of staff; the address of the request in the back office."""
    return office.done(who, f"/staff/adjustments/requests/{reference(address)}/answer", typed)


def agreed(office: Office, code: str = "large_print") -> str:
    """The reference of something agreed with the resident."""
    facts = AdjustmentFacts("", office.town.today + timedelta(days=300), code=code)
    return office.town.act("officer", adjustments.agree, office.town.ref("resident"), facts)


@pytest.mark.clause("CARD-3")
def test_a_resident_asks_without_naming_an_illness_and_sees_the_answer(office: Office) -> None:
    start = office.get("resident", office.get("resident", "/arrangements").links["What we do differently for you"])
    form = office.get("resident", start.links["Ask for something"])
    assert "You do not have to say why." in form.main
    receipt = asked(office, "large_print", own_words=AWKWARD)
    page = office.get("resident", receipt)
    assert page.h1 == "We have what you asked for"
    assert AWKWARD in page.main
    assert "Adjustments to answer (1)" in office.get("officer", "/staff/").main
    form = office.get("officer", f"/staff/adjustments/requests/{reference(receipt)}/answer")
    ticked = [box.get("value") for box in form.of_class("govuk-checkboxes__input") if "checked" in box.attrib]
    assert ticked == ["large_print", "own_words"]  # yes is what staff start from
    answered(office, receipt, agreed=["large_print", "own_words"], words="We put both on your record.")
    answer = office.get("resident", receipt)
    assert "Yes. We do what you asked for." in answer.main
    assert "We put both on your record." in answer.main
    mine = office.get("resident", "/adjustments")
    assert "Letters in large print" in mine.main
    assert "This was not done (Letters in large print)" in mine.links
    customer = office.get("officer", f"/staff/customers/{office.town.ref('resident')}")
    assert "Letters in large print" in customer.main
    assert AWKWARD in customer.main


def test_an_empty_form_says_what_to_do_and_two_clicks_are_one_request(office: Office) -> None:
    empty = office.refused("resident", "/adjustments/new", {})
    assert empty.errors == ["Choose what would help, or write it in your own words"]
    sent = {**office.get("resident", "/adjustments/new").form_data(), "wanted": ["more_time"]}
    first, again = (office.browser("resident").post("/adjustments/new", data=sent).location for _ in range(2))
    assert first == again


def test_what_was_typed_comes_back_after_the_session_ran_out(office: Office) -> None:
    sent = {**office.get("resident", "/adjustments/new").form_data(), "wanted": ["relay"], "own_words": AWKWARD}
    office.lapse("resident")
    assert office.browser("resident").post("/adjustments/new", data=sent).status_code == 303
    office.sign_in("resident")
    kept = office.get("resident", "/adjustments/new")
    assert kept.field("Is there anything else that would help?").value.strip() == AWKWARD
    assert "relay" in kept.form_data()["wanted"]


@pytest.mark.clause("CARD-3")
def test_a_no_has_reasons_an_offer_and_a_second_look_by_somebody_else(office: Office) -> None:
    receipt = asked(office, "one_person")
    path = f"/staff/adjustments/requests/{reference(receipt)}/answer"
    assert "You may say yes." in office.get("officer", path).main
    late = office.refused("officer", path, {"agreed": [], **NOTHING, "offered": "We read your notes first."})
    assert "may say no to a reasonable adjustment" in late.errors[0]
    money = office.refused("decider", path, {"agreed": [], **NOTHING, "words": "We cannot afford it."})
    assert any("What it costs us" in error for error in money.errors)
    assert any("Nothing was offered instead" in error for error in money.errors)
    answered(office, receipt, "decider", agreed=[], **NOTHING, offered="We read your notes first.")
    no = office.get("resident", receipt)
    for said in ("It cannot be done.", "Three people share the telephone.", "We read your notes first.", "Ombudsman"):
        assert said in no.main
    again = office.get("resident", no.links["Ask us to look at it again"])
    assert "Somebody else looks at it this time" in again.main
    sent = {**again.form_data(), "wanted": ["one_person"]}
    second = office.browser("resident").post("/adjustments/new", data=sent).location
    assert second != receipt
    refused = office.refused(
        "decider", f"/staff/adjustments/requests/{reference(second)}/answer",
        {"agreed": [], **NOTHING, "offered": "The same."},
    )  # fmt: skip
    assert "You said no to this before" in refused.errors[0]


@pytest.mark.clause("CAL-2")
def test_what_was_not_done_is_told_answered_and_seen(office: Office) -> None:
    ref = agreed(office)
    path = f"/adjustments/agreed/{ref}/not-done"
    late = office.refused("resident", path, {"what_happened": "", "happened_on-year": "2999"})
    assert len(late.errors) == 2
    office.done("resident", path, {"what_happened": AWKWARD})
    work = office.get("officer", "/staff/")
    assert "Adjustments that were not done (1)" in work.main
    told = next(link for link in work.links.values() if "/staff/adjustments/breaches/" in link)
    assert AWKWARD in office.get("auditor", told).main
    office.done("officer", f"{told}/answer", {"words": "We are sorry. It is fixed now."})
    mine = office.get("resident", "/adjustments")
    assert AWKWARD in mine.main
    assert "We are sorry. It is fixed now." in mine.main
    office.done("officer", f"/staff/adjustments/agreed/{ref}/done", {})
    assert "We last noted that we did it on" in office.get("resident", "/adjustments").main


def test_the_customer_ends_it_at_any_moment_and_staff_look_again(office: Office) -> None:
    ref = agreed(office)
    page = f"/staff/adjustments/agreed/{ref}"
    office.done("officer", f"{page}/review", {"words": "It helps, and we did it."})
    stop = office.refused("officer", f"{page}/end", {"why": "not_needed", "words": "It is not read."})
    assert "may say no" in stop.errors[0]
    office.done("resident", f"/adjustments/agreed/{ref}/end", {})
    assert "What has ended" in office.get("resident", "/adjustments").main
    assert "Ended" in office.get("officer", page).main


def test_a_request_is_taken_back_before_it_is_answered(office: Office) -> None:
    receipt = asked(office, "relay")
    office.done("resident", f"{receipt}/withdraw", {})
    assert office.get("resident", receipt).h1 == "You have taken it back."
    late = office.refused("officer", f"/staff/adjustments/requests/{reference(receipt)}/answer", {})
    assert late.errors == ["The customer has taken this back."]


@pytest.mark.clause("OVH-3.3.2")
def test_anyone_asks_to_record_a_call_and_reads_what_we_said(office: Office) -> None:
    ask = office.get("neighbour", "/adjustments").links["Ask to record a call"]
    assert "One Vision Housing 3.3.2" in office.get("neighbour", ask).main
    office.done("neighbour", ask, {"about": "My repair"})
    listed = office.get("officer", "/staff/adjustments")
    assert "Calls that customers ask to record (1)" in listed.main
    call = next(link for link in listed.links.values() if "/staff/recordings/" in link)
    blank = office.refused("officer", call, {"agrees": "no", "why": "Others can be heard."})
    assert blank.errors == ["Choose which other ways you offered"]
    office.done("officer", call, {"agrees": "no", "why": "Others can be heard.", "other_ways": ["email"]})
    mine = office.get("neighbour", "/adjustments").main
    assert "Others can be heard." in mine
    assert "by email" in mine


@pytest.mark.clause("OVH-3.3.2")
def test_a_standing_yes_to_recording_stands_before_staff_and_customer(office: Office) -> None:
    agreed(office, "record_calls")
    customer = f"/staff/customers/{office.town.ref('resident')}"
    assert "Recording calls, to know later what was said" in office.get("officer", customer).main
    assert "you need not ask each time" in office.get("resident", "/adjustments").main
    path = f"{customer}/recordings/new"
    assert "This is agreed for every call. Say yes." in office.get("officer", path).main
    office.done("officer", path, {"how": "telephone", "agrees": "yes"})
    assert "May record" in office.get("officer", customer).main


def test_staff_write_down_what_a_customer_asks_for_on_the_phone(office: Office) -> None:
    path = f"/staff/customers/{office.town.ref('neighbour')}/adjustments/new"
    missing = office.refused("officer", path, {})
    assert len(missing.errors) == 2
    told = office.done("officer", path, {"wanted": ["easy_words"], "how": "telephone"})
    assert "by telephone" in office.get("auditor", told).main
    assert "Short letters in easy words" in office.get("neighbour", f"/adjustments/{reference(told)}").main


def test_what_is_not_yours_is_not_there(office: Office) -> None:
    receipt, ref = asked(office, "relay"), agreed(office)
    paths = (receipt, f"{receipt}/withdraw", f"/adjustments/agreed/{ref}/not-done", f"/adjustments/agreed/{ref}/end",
             f"/adjustments/new?again={reference(receipt)}")  # fmt: skip
    for path in paths:
        assert office.browser("neighbour").get(path).status_code == 404, path
    client = f"/clients/{office.town.ref('resident')}"
    assert office.get("advocate", f"{client}{receipt}").h1 == "We have what you asked for"
    sent = {**inspect(office.browser("advocate").get(f"{client}/adjustments/new")).form_data(), "wanted": ["no_steps"]}
    made = office.browser("advocate").post(f"{client}/adjustments/new", data=sent).location
    assert made.startswith(f"{client}/adjustments/")
