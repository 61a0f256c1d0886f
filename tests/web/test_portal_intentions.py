"""What residents see of a plan, of an appeal that is not heard again, and of one that another body hears."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from casework.actions import announcing, decisions, hearings, sent_on
from casework.actions.decisions import RestrictionFacts
from tests.web.office import Office, reference, settings_of

STATUS = RestrictionFacts("ineligible_status", {"scheme": "Sample Homes"}, "False papers.", "For a year only.")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(settings_of(database_url, tmp_path, "one-vision-housing"))
    for who in ("resident", "applicant"):
        made.browser(who).set_cookie("language", "en")
    yield made
    made.close()


def announced(office: Office) -> str:
    town = office.town
    decision = town.draft(town.case(), starts_on=town.today + timedelta(days=21))
    town.sign(decision)
    return town.act("officer", announcing.announce, decision)


def sent(office: Office, who: str, start: str, **check: str) -> str:
    """An appeal through all its pages; its address."""
    draft = office.done(who, start, {})
    office.done(who, f"{draft}/why", {"grounds": "Nobody came."})
    office.done(who, f"{draft}/want", {"wanted": "End it."})
    office.done(who, f"{draft}/new-evidence", {"new_evidence": "no"})
    office.done(who, f"{draft}/complaint", {"complaint_too": "no"})
    office.done(who, f"{draft}/check", check)
    return draft


@pytest.mark.clause("OVH-3.4.1")
def test_a_plan_is_shown_as_not_in_force_and_can_be_appealed_at_once(office: Office) -> None:
    announced(office)
    page = office.get("resident", "/arrangements")
    assert "This is a plan. It does not apply yet." in page.main
    assert "Not in force yet" in page.main
    assert "Not before" in page.main
    start = page.links["Appeal against this"]
    assert "tell us before it starts" in office.get("resident", start).main
    appeal = sent(office, "resident", start)
    assert "Our plan does not start while we look at your first appeal." in office.get("resident", appeal).main
    office.town.act("hearer", hearings.decide, office.town.taken(reference(appeal)), "uphold", "It is not needed.")
    assert "Nothing limits how you contact us" in office.get("resident", "/arrangements").main
    assert "It never started." in office.get("resident", "/arrangements/ended").main


def test_a_plan_closes_no_way_and_one_that_is_given_up_says_so(office: Office) -> None:
    before = office.get("resident", "/arrangements").main.partition("These pages")[0]
    decision = announced(office)
    page = office.get("resident", "/arrangements").main
    assert [way for way in ("Telephone", "Email") if way in before and way not in page] == []
    office.town.act("officer", decisions.withdraw, decision, "Another way was found.")
    assert "We gave this plan up on" in office.get("resident", "/arrangements/ended").main


@pytest.mark.clause("OVH-3.4.2")
def test_a_repeated_appeal_is_told_before_sending_and_answered_if_sent_all_the_same(office: Office) -> None:
    town = office.town
    decision = town.decided()
    town.act("hearer", hearings.decide, town.taken(town.appealed(decision)), "dismiss", "It was needed.")
    draft = office.done("resident", f"/appeals/new?decision={decision}", {})
    office.done("resident", f"{draft}/why", {"grounds": "Still."})
    check = office.get("resident", f"{draft}/check")
    assert "One Vision Housing 3.4.2" in check.main
    assert check.links["I have something new"] == f"{draft}/new-evidence?then=check"
    assert office.done("resident", f"{draft}/check", {"anyway": "yes"}) == draft
    page = office.get("resident", draft)
    assert page.h1 == "We do not look at your appeal again"
    assert "Housing Ombudsman" in page.main
    assert "Not looked at again" in office.get("resident", "/appeals").main
    assert "We do not look at your appeal again" in office.get("resident", "/letters").main


@pytest.mark.clause("OVH-3.7.2")
def test_an_applicant_appeals_to_the_scheme_board_through_us(office: Office) -> None:
    office.town.decided("applicant", "form-1", STATUS)
    start = office.get("applicant", "/arrangements").links["Appeal against this"]
    assert "We send it to the Scheme Board. They hear it, not we." in office.get("applicant", start).main
    appeal = sent(office, "applicant", start)
    assert "Who hears itScheme Board" in office.get("applicant", appeal).main
    office.town.act("officer", sent_on.send_on, reference(appeal))
    assert office.get("applicant", appeal).h1 == "We have sent your appeal on"
    assert "We sent your appeal to the Scheme Board." in office.get("applicant", "/arrangements").main
    assert "Sent to the Scheme Board" in office.get("applicant", "/appeals").main
    office.town.act("officer", sent_on.note_answer, reference(appeal), "uphold", "The papers were real.")
    assert "The papers were real." in office.get("applicant", appeal).main
    assert "Nothing limits how you contact us" in office.get("applicant", "/arrangements").main


@pytest.mark.clause("OVH-3.7.2")
def test_each_page_about_bidding_for_homes_names_both_who_may_hear_a_complaint(office: Office) -> None:
    decision = office.town.decided("applicant", "form-1", STATUS)
    both = ("Housing Ombudsman Service", "Local Government and Social Care Ombudsman", "0300 061 0614")

    def read(address: str) -> str:
        page = office.get("applicant", address).main
        assert [body for body in both if body not in page] == [], address
        return page

    read(f"/complaints/new?decision={decision}")
    form = {"what": "It is not fair.", "wanted": "", "decision": decision}
    read(office.done("applicant", f"/complaints/new?decision={decision}", form))
    appeal = sent(office, "applicant", f"/appeals/new?decision={decision}")
    office.town.act("officer", sent_on.send_on, reference(appeal))
    assert "We have sent your appeal on" in office.get("applicant", appeal).h1
    read(appeal)
    office.town.act("officer", sent_on.note_answer, reference(appeal), "dismiss", "The papers were false.")
    assert "The papers were false." in read(appeal)


def test_a_page_about_anything_else_names_our_own_ombudsman_alone(office: Office) -> None:
    town, decision = office.town, office.town.decided()
    appeal = town.appealed(decision)
    town.act("hearer", hearings.decide, town.taken(appeal), "dismiss", "It was needed.")
    for address in (f"/appeals/{appeal}", f"/complaints/new?decision={decision}", "/complaints/new"):
        page = office.get("resident", address).main
        assert "Housing Ombudsman Service" in page
        assert "Local Government" not in page
