"""Fairness both ways as people use it: the pages of staff and of the portal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.actions import decisions
from casework.actions.decisions import RestrictionFacts
from tests.web.office import Office, open_office, reference

PAIRS = RestrictionFacts("visits_in_pairs", {}, "A worker was threatened at the door.", "Visits go on as before.")
SECRET = "He said that he would find whoever signed such a letter."


@pytest.fixture
def calico(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path, "calico-homes") as made:
        yield made


def test_a_resident_tells_of_staff_and_reads_the_answer(office: Office) -> None:
    town = office.town
    town.case("resident-blind")
    said = {"what": "She laughed at how I speak.", "about_words": "the woman in the morning"}
    ref = reference(office.done("resident-blind", "/concerns/new", said))
    assert "We have what you told us" in office.get("resident-blind", f"/concerns/{ref}").h1
    office.get("neighbour", f"/concerns/{ref}", status=404)
    where = f"/staff/concerns/{ref}"
    assert "Someone else has to answer it" in office.get("officer", where).text
    office.refused("officer", f"{where}/close", {"outcome": "not_identified", "found": "Nothing in it."})
    office.done("hearer", f"{where}/name", {"about": town.ref("decider")})
    office.done("hearer", f"{where}/close", {"outcome": "upheld", "found": "We heard the recording."})
    page = office.get("resident-blind", f"/concerns/{ref}")
    assert "You are right. We are sorry." in page.text
    assert "We heard the recording." in page.text
    assert ref in office.get("resident-blind", "/concerns").text
    assert ref in office.get("hearer", "/staff/concerns").text


def test_a_counter_allegation_is_kept_with_the_case_that_it_answers(office: Office) -> None:
    case = office.town.case()
    new = f"/staff/concerns/new?customer={office.town.ref('resident')}&case={case}"
    ref = reference(office.done("officer", new, {"what": "They shouted at me first."}))
    assert ref in office.get("officer", f"/staff/cases/{case}").text
    assert ref in office.get("officer", f"/staff/customers/{office.town.ref('resident')}").text


def test_a_proposal_soon_after_a_complaint_asks_for_an_answer_and_shows_it(office: Office) -> None:
    town = office.town
    customer = town.ref("resident")
    office.done("officer", f"/staff/matters/new?customer={customer}", {"kind": "complaint", "known_as": "C-17"})
    assert "C-17" in office.get("officer", f"/staff/customers/{customer}").text
    decision = town.draft(town.case())
    town.sign(decision)
    page = office.get("officer", f"/staff/decisions/{decision}")
    assert "not long before this was proposed" in page.text
    assert "Issue this decision" not in page.text
    said = "The calls began in May, before the complaint."
    office.done("officer", f"/staff/decisions/{decision}/retaliation", {"answer": said})
    page = office.get("officer", f"/staff/decisions/{decision}")
    assert said in page.text
    assert "Issue this decision" in page.text


def test_why_cant_i_says_what_blocks_each_kind_and_what_unlocks_it(office: Office) -> None:
    town = office.town
    case = town.act("officer", __import__("casework.actions.incidents", fromlist=["x"]).open_case, town.incident())
    page = office.get("officer", f"/staff/cases/{case}/options")
    assert "Nobody has looked at the customer's circumstances yet" in page.text
    assert "Look at the customer's circumstances first, and record it." in page.text
    assert "(One Vision Housing 2.5)" in page.text


def test_what_somebody_does_who_acts_for_a_customer_goes_on_a_record_of_their_own(office: Office) -> None:
    path = f"/staff/representatives/{office.town.ref('advocate')}"
    answer = office.force("officer", path, {})
    assert answer.status_code == 303
    assert answer.location.startswith("/staff/incidents/new?customer=C-")
    theirs = answer.location.rpartition("=")[2]
    assert "This person acts for others" in office.get("officer", f"/staff/customers/{theirs}").text


def test_danger_to_a_person_and_danger_from_one_stand_apart(office: Office) -> None:
    town = office.town
    customer, incident = town.ref("resident"), town.incident()
    to = {"code": "abuse_by_another", "keep_safe": "Never ring the landline."}
    office.done("officer", f"/staff/risks-to/new?customer={customer}", to)
    of = {"code": "threats_made", "incident": incident, "seen": "Said that he would wait."}
    office.done("officer", f"/staff/risks-from/new?customer={customer}", of)
    text = office.get("officer", f"/staff/customers/{customer}").text
    safe, danger = text.index("Keep this person safe"), text.index("Dangers to people at work")
    assert safe < text.index("Never ring the landline.") < danger < text.index("Said that he would wait.")


def test_the_points_that_the_record_offers_are_ticked_and_reach_the_hearer(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "watford-community-housing") as office:
        town = office.town
        decision, why = unwarned(office), "Nobody ever warned me."
        appeal = reference(office.done("resident-blind", f"/appeals/new?decision={decision}", {}))
        page = office.get("resident-blind", f"/appeals/{appeal}/why")
        assert "We did not warn you first." in page.text
        assert "Watford Community Housing 6.2" in page.text
        sent = {"points": ["warning_missing", "never_offered"], "grounds": why}
        office.done("resident-blind", f"/appeals/{appeal}/why", sent)
        assert "We did not warn you first." in office.get("resident-blind", f"/appeals/{appeal}/check").text
        town.act("resident-blind", __import__("casework.actions.appeals", fromlist=["x"]).submit, appeal)
        page = office.get("hearer", f"/staff/appeals/{appeal}")
        assert "We did not warn you first." in page.text


def unwarned(office: Office) -> str:
    """A decision issued without a warning, the reason for that on record."""
    from casework.actions import cases, incidents

    town = office.town
    case = town.act("officer", incidents.open_case, town.incident("resident-blind", warned=False))
    town.act("officer", cases.assess, case, cases.AssessmentFacts("Spoke with him."))
    decision = town.draft(case, not_warned_because="He could not be reached.")
    town.sign(decision)
    return town.act("officer", decisions.issue, decision)


@pytest.mark.clause("CAL-5.2c")
def test_the_register_is_for_heads_of_service_and_the_auditor_and_no_page_of_the_customer_tells(
    calico: Office,
) -> None:
    town = calico.town
    decision = town.draft(town.case("resident-blind"), PAIRS, withheld=SECRET)
    town.sign(decision)
    town.act("decider-2", decisions.sign_withholding, decision, "head_of_service")
    town.act("officer", decisions.issue, decision)
    for who in ("decider-2", "auditor"):
        assert SECRET in calico.get(who, "/staff/withheld").text
    calico.get("officer", "/staff/withheld", status=403)
    calico.get("auditor", f"/staff/withheld/{decision}", status=403)
    pages = ["/arrangements", "/arrangements/ended", "/letters", "/appeals", "/appeals/new", "/changes", "/concerns"]
    for path in pages:
        text = calico.get("resident-blind", path).text
        assert decision not in text
        assert "in pairs" not in text.lower()
        assert "two people" not in text.lower()
    calico.get("resident-blind", f"/appeals/new?decision={decision}", status=404)
    calico.done("decider-2", f"/staff/withheld/{decision}", {"outcome": "tell", "reason": "It is safe now."})
    assert "two people" in calico.get("resident-blind", "/arrangements").text.lower()
