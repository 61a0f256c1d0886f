"""The steps of a case before a decision, through the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from casework.actions import incidents
from casework.rules.finding import Finding
from letters.words import findings
from tests.web.office import Office, reference


def case_of(office: Office, **facts: Any) -> str:
    """The address of a case on one incident."""
    town = office.town
    return f"/staff/cases/{town.act('officer', incidents.open_case, town.incident(**facts))}"


@pytest.mark.clause("OVH-3.2.2")
def test_the_panels_enquiries_are_listed_and_ticked_off_one_by_one(office: Office) -> None:
    case = case_of(office)
    page = office.get("officer", case)
    assert page.main.count("Not done yet") == 4
    office.done("officer", f"{case}/enquiries", {"phone_records": "Nineteen calls on Monday."})
    page = office.get("officer", case)
    assert page.main.count("Not done yet") == 3
    assert "Nineteen calls on Monday." in page.main
    assert (
        office.get("officer", f"{case}/enquiries").form_data()["phone_records"].strip() == "Nineteen calls on Monday."
    )
    office.enquiries(case)
    assert "Not done yet" not in office.get("officer", case).main


def test_staff_read_of_the_persons_needs_and_the_person_of_their_own(office: Office) -> None:
    case = case_of(office)
    for page in (office.get("officer", case), office.get("officer", f"{case}/enquiries")):
        assert "Look at what is known about the person's needs" in page.main
        assert "your needs" not in page.main
    missing = Finding("enquiries_missing", "stop", "x", None, {"steps": ("customer_profile",)})
    said = findings.says(missing, "en", office.town.pack) + findings.unlocks(missing, "en", office.town.pack)
    assert "the person's needs" in said
    office.browser("resident").set_cookie("language", "en")
    assert "look at what is known about your needs" in office.get("resident", "/policy").main


@pytest.mark.clause("OVH-1.7")
def test_support_is_offered_written_down_and_may_be_all_that_a_case_comes_to(office: Office) -> None:
    case = case_of(office)
    assert office.refused("officer", f"{case}/support", {"what": "A support worker."}).form_data()["what"].strip()
    office.done("officer", f"{case}/support", {"kind": "support", "what": "A support worker, every Tuesday."})
    page = office.get("officer", case)
    outcome = next(href for href in page.links.values() if href.startswith("/staff/support/"))
    office.done("officer", outcome, {"outcome": "helps", "said": "She calls less."})
    office.done("officer", f"{case}/end", {"outcome": "support", "why": "The support worker helps."})
    page = office.get("officer", case)
    assert "Support was enough: nothing is restricted" in page.main
    assert "Propose a restriction" not in page.main
    page = office.refused("officer", f"{case}/end", {"outcome": "nothing_more", "why": "Over."})
    assert "This case has ended. Nothing more can be added to it." in page.errors


def test_the_customer_is_asked_by_letter_and_the_answer_stands_beside_the_question(office: Office) -> None:
    case = case_of(office)
    asked = {"asks": "What were the calls about?", "why": "To know first.", **on("answer_by", office.town.today, 1)}
    page = office.refused("officer", f"{case}/question", asked)
    assert page.errors == ["Choose a later day: the letter has to come first"]
    assert page.form_data()["asks"].strip() == asked["asks"]
    office.done("officer", f"{case}/question", asked | on("answer_by", office.town.today, 14))
    page = office.get("officer", case)
    assert "Not answered yet" in page.main
    letter = next(href for href in page.links.values() if href.startswith("/staff/letters/"))
    assert asked["asks"] in office.get("officer", letter).main
    answer = next(href for href in page.links.values() if href.startswith("/staff/questions/"))
    office.done("officer", answer, {"how": "telephone", "said": "Nobody came."})
    page = office.get("officer", case)
    assert "Nobody came." in page.main
    assert "Not answered yet" not in page.main


def on(field: str, today: date, days: int) -> dict[str, str]:
    """The three boxes of a day to come."""
    day = today + timedelta(days=days)
    return {f"{field}-day": str(day.day), f"{field}-month": str(day.month), f"{field}-year": str(day.year)}


def test_a_letter_of_warning_goes_out_from_the_case(office: Office) -> None:
    case = case_of(office)
    page = office.refused("officer", f"{case}/warning-letter", {"change": "", "consequences": None})
    assert len(page.errors) == 2
    office.done("officer", f"{case}/warning-letter", {"change": "Please call once a day."})
    page = office.get("officer", case)
    assert "The customer was asked to stop." in page.main
    letter = next(href for href in page.links.values() if href.startswith("/staff/letters/"))
    assert "Please call once a day." in office.get("officer", letter).main


@pytest.mark.clause("OVH-3.2.5t")
def test_a_file_of_a_serious_matter_offers_an_action_and_no_proposal(office: Office) -> None:
    case = case_of(office, serious=True)
    page = office.get("decider", case)
    assert "File of a serious matter" in page.main
    assert "Propose a restriction" not in page.main
    assert "You reported this" in office.refused(
        "officer", f"{case}/action", {"code": "injunction", "why": "A threat."}
    ).errors[0] or "does not let this role" in "".join(
        office.refused("officer", f"{case}/action", {"code": "injunction", "why": "A threat."}).errors
    )
    office.done("decider", f"{case}/action", {"code": "injunction", "why": "A threat at the door."})
    assert "A threat at the door." in office.get("decider", case).main


@pytest.mark.clause("WCH-5.2")
def test_a_report_to_the_police_is_shown_with_its_reference(watford: Office) -> None:
    case = case_of(watford)
    watford.done("officer", f"{case}/police", {"reference": "AB/123", "said": "The threat, word by word."})
    page = watford.get("officer", case)
    assert "AB/123" in page.main
    assert "The threat, word by word." in page.main


@pytest.mark.clause("WCH-4.1")
def test_a_referral_waits_with_the_caution_leads_and_its_answer_with_whoever_asked(watford: Office) -> None:
    incident = f"/staff/incidents/{watford.town.incident()}"
    assert "Ask for a decision" in watford.get("officer", incident).links
    referral = watford.done("officer", f"{incident}/refer", {"why": "It is the fourth time."})
    assert "Nobody has answered yet" in watford.get("officer", referral).main
    lead = next(key for key in ("decider", "decider-2") if "caution_lead" in watford.town.known[key].roles)
    assert reference(referral) in watford.get(lead, "/staff/").main
    page = watford.refused(lead, f"{referral}/answer", {"answer": "case"}, at=referral)
    assert "Write why" in page.errors
    case = watford.done(lead, f"{referral}/answer", {"answer": "case", "why": "We look into it."}, at=referral)
    assert case.startswith("/staff/cases/")
    assert reference(referral) in watford.get("officer", "/staff/").main
    assert "We look into it." in watford.get("officer", referral).main
    assert reference(referral) not in watford.get(lead, "/staff/").main


def test_what_was_done_at_once_makes_the_assessment_due(office: Office) -> None:
    incident = f"/staff/incidents/{office.town.incident(immediate_risk=True)}"
    assert "Write down what was done at once" in office.get("officer", incident).links
    sent = {"codes": ["end_the_contact"], "said": "We left, and locked the door."}
    case = office.done("officer", f"{incident}/at-once", sent)
    assert "Look at the circumstances by" in office.get("officer", case).main
    assert reference(case) in office.get("officer", "/staff/").main
