"""The back office: plans that are announced, appeals that reached somebody or go elsewhere, the day a letter came."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from casework.actions.decisions import RestrictionFacts
from casework.records import desk
from letters import words
from tests.web.inspect import inspect
from tests.web.office import Office, open_office, reference

STATUS = RestrictionFacts("ineligible_status", {"scheme": "Sample Homes"}, "False papers.", "For a year only.")
SAID = {"how": "telephone", "grounds": "O'Brien & <b>Söhne</b> never came.", "wanted": "End it."}


def signed_plan(office: Office) -> str:
    town = office.town
    decision = town.draft(town.case(), starts_on=town.today + timedelta(days=30))
    town.sign(decision)
    return f"/staff/decisions/{decision}"


@pytest.mark.clause("OVH-3.4.1")
def test_a_plan_is_announced_from_its_page_and_waits_for_its_day(office: Office) -> None:
    plan = signed_plan(office)
    page = office.get("officer", plan)
    assert "One Vision Housing 3.4.1" in page.main
    assert [one for one in page.all("form") if one.get("action", "") == f"{plan}/announce"]
    form = page.form_data()
    for _ in range(2):  # a button pressed twice
        assert office.browser("officer").post(f"{plan}/announce", data=form).location == plan
    page = office.get("officer", plan)
    first = words.date(office.town.today + timedelta(days=30), "en")
    assert "This is a plan: it does not apply yet" in page.main
    assert f"It can be issued from {first} on." in page.main
    assert "A plan was announced" in office.get("officer", page.links[page_case(page.links)]).main
    again = office.browser("officer").post(f"{plan}/issue", data=form, follow_redirects=True)
    assert "It was announced for a later day" in inspect(again).text


def page_case(links: dict[str, str]) -> str:
    return next(text for text, href in links.items() if href.startswith("/staff/cases/"))


def test_a_plan_without_a_day_of_its_own_cannot_be_announced(office: Office) -> None:
    town = office.town
    decision = town.draft(town.case())
    town.sign(decision)
    page = office.get("officer", f"/staff/decisions/{decision}")
    assert "To announce it first, give it a first day." in page.main
    assert not [one for one in page.all("form") if "announce" in one.get("action", "")]


def test_a_landlord_whose_policy_has_no_plans_is_not_offered_them(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "calico-homes") as office:
        page = office.get("officer", signed_plan(office))
        assert "Issue this decision" in page.main
        assert "nnounce" not in page.main


def test_the_first_day_is_asked_for_and_kept_with_the_proposal(office: Office) -> None:
    town = office.town
    decision = town.draft(town.case())
    first = town.today + timedelta(days=40)
    parts = {"day": first.day, "month": first.month, "year": first.year}
    typed = {f"starts_on-{part}": str(number) for part, number in parts.items()}
    office.done("officer", f"/staff/decisions/{decision}/edit", {**typed, "do": "save"})
    assert words.date(first, "en") in office.get("officer", f"/staff/decisions/{decision}").main
    past = {"starts_on-day": "1", "starts_on-month": "1", "starts_on-year": "2020", "do": "save"}
    page = office.refused("officer", f"/staff/decisions/{decision}/edit", past)
    assert page.errors == ["Enter a day that is still to come"]


@pytest.mark.clause("OVH-3.4.2")
def test_an_appeal_by_telephone_is_written_down_for_whoever_may_only_write(office: Office) -> None:
    only_letters = RestrictionFacts("only_channels", {"channels": ["letter"]}, "41 calls in a week.", "Letters do.")
    decision = office.town.decided("resident", "form-1", only_letters)
    start = office.get("officer", f"/staff/decisions/{decision}").links["Write down an appeal"]
    page = office.refused("officer", start, {"how": "telephone", "grounds": " ", "wanted": "End it."})
    assert page.errors == ["Write what the customer says"]
    assert "End it." in page.html
    form = {**office.get("officer", start).form_data(), **SAID}
    places = {office.browser("officer").post(start, data=form).location for _ in range(2)}
    (place,) = places
    page = office.get("hearer", place)
    assert SAID["grounds"] in page.main
    assert "It reached us by telephone." in page.main
    assert "To ask the customer something: by letter" in page.main
    assert "Who may hear it: " in page.main
    assert "Hana Hearer, Director" in page.main
    assert "Daria Decider" not in page.main.partition("Who may hear it")[2].partition("To ask")[0]
    with office.town.database.reading() as session:
        assert len(desk.appeals_waiting(session)) == 1


@pytest.mark.clause("OVH-3.7.2")
def test_an_appeal_of_an_applicant_is_sent_on_and_its_answer_carried_out(office: Office) -> None:
    appeal = office.town.appealed(office.town.decided("applicant", "form-1", STATUS), by="applicant")
    path = f"/staff/appeals/{appeal}"
    assert "Appeals to send on (1)" in office.get("officer", "/staff/").main
    page = office.get("hearer", path)
    assert "The Scheme Board hears this appeal" in page.main
    assert "Take this appeal" not in page.main
    assert office.done("officer", f"{path}/send-on", {}, at=path) == path
    assert "Sent on" in office.get("officer", "/staff/appeals").main
    answer = office.get("officer", path).links["Write down their answer"]
    assert office.refused("officer", answer, {"outcome": "uphold"}).errors == ["Write their reasons"]
    office.done("officer", answer, {"outcome": "uphold", "reasons": "The papers were real."})
    page = office.get("officer", path)
    assert "The Scheme Board answered." in page.main
    assert "The papers were real." in page.main
    assert "Scheme Board" in office.get("officer", "/staff/appeals").main


@pytest.mark.clause("CARD-4")
def test_the_day_on_which_a_letter_came_moves_the_first_day(office: Office) -> None:
    town = office.town
    decision = town.decided()
    with town.database.writing() as session:
        (letter,) = [
            one
            for one in desk.customers_letters(session, town.known["resident"].id)
            if one.deliveries[0].reader == "customer"
        ]
        for copy in letter.deliveries:
            copy.state = "sent"
        ref, number = letter.ref, letter.deliveries[0].id
        found = desk.decision(session, decision)
        found.starts_on = found.restrictions[0].starts_on = town.today - timedelta(days=3)
    page = office.get("officer", f"/staff/letters/{ref}")
    office.done("officer", page.links["Write down when it came"], {"copy": str(number)})
    assert "came on" in office.get("officer", f"/staff/letters/{ref}").main
    with town.database.reading() as session:
        assert [one.starts_on for one in desk.decision(session, decision).restrictions] == [town.today]
    assert reference(page.links["Write down when it came"]) == ref
