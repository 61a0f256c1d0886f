"""What a resident, and an advocate for them, sees of the arrangements: what stays open first, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from casework.actions import adjustments, decisions
from casework.actions.decisions import RestrictionFacts
from casework.records.decisions import Decision, Restriction
from letters import words
from tests.people import LANDLORDS, USUAL
from tests.web.office import Office, settings_of
from translations import LANGUAGES

AWKWARD = "O'Brien & <b>Söhne</b>"
LETTERS_ONLY = RestrictionFacts("only_channels", {"channels": ["letter"]}, "41 calls in a week.", "A letter is enough.")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(settings_of(database_url, tmp_path, "one-vision-housing"))
    for who in ("resident", "neighbour", "advocate"):
        made.browser(who).set_cookie("language", "en")
    yield made
    made.app.extensions["database"].engine.dispose()


def change(office: Office, model: type[Decision] | type[Restriction], **values: Any) -> None:
    with office.app.extensions["database"].writing() as session:
        session.execute(update(model).values(**values))


def names(office: Office) -> list[str]:
    return [known.name for known in office.town.known.values() if known.kind == "staff"]


@pytest.mark.clause("CARD-1")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_resident_sees_what_why_who_until_when_and_how_to_appeal(
    database_url: str, tmp_path: Path, landlord: str
) -> None:
    office = Office(settings_of(database_url, tmp_path, landlord))
    office.browser("resident").set_cookie("language", "en")
    decision = office.town.decided()
    page, usual, pack = office.get("resident", "/arrangements"), USUAL[landlord], office.town.pack
    assert page.main.index("What stays open to you") < page.main.rindex("What we changed")
    assert words.restriction(usual.kind, usual.terms, "en", pack) in page.main
    assert usual.reason in page.main
    for fact in ("Who decided", "Since", "Until", "Who looks at it again", "Where it is written", pack.name, decision):
        assert fact in page.main
    assert words.date(office.town.today, "en") in page.main
    assert f"{pack.appeal_days} working days" in page.main
    assert page.links["Appeal against this"] == f"/appeals/new?decision={decision}"
    for name in names(office):
        assert name not in page.main
    office.app.extensions["database"].engine.dispose()


def test_a_resident_without_restrictions_is_told_so_plainly(office: Office) -> None:
    page = office.get("neighbour", "/arrangements")
    assert "Nothing limits how you contact us. Every way is open to you." in page.main
    assert "What we changed" not in page.main


def test_a_way_that_is_closed_is_not_offered_and_emergencies_always_are(office: Office) -> None:
    office.town.decided("resident", "form-1", LETTERS_ONLY)
    page = office.get("resident", "/arrangements")
    contact = office.town.pack.contact
    offered = page.main.partition("These pages, day and night.")[0]
    assert contact.address[0] in offered
    assert contact.email not in offered
    assert words.phone(contact.phone, "en") not in offered
    assert " ".join(words.phone(contact.emergency_phone, "en").split()) in page.main


def test_a_way_that_this_person_cannot_use_is_not_offered(office: Office) -> None:
    ref = office.town.ref("neighbour")
    adjustment = adjustments.AdjustmentFacts("We do not call.", office.town.today, "telephone")
    before = office.get("neighbour", "/arrangements").main
    office.town.act("officer", adjustments.agree, ref, adjustment)
    after = office.get("neighbour", "/arrangements").main
    assert "Telephone" in before.partition("These pages")[0]
    assert "Telephone" not in after.partition("These pages")[0]


def test_every_essential_service_stands_on_the_page(office: Office) -> None:
    office.town.decided("resident", "form-1", LETTERS_ONLY)
    page = office.get("resident", "/arrangements")
    for service in office.town.pack.essential_services:
        assert words.service(service, "en") in page.main


def test_what_staff_wrote_is_shown_as_they_wrote_it(office: Office) -> None:
    office.town.decided("resident", "form-1", replace(USUAL["one-vision-housing"], reason=AWKWARD))
    assert AWKWARD in office.get("resident", "/arrangements").main


def test_the_page_is_in_the_readers_language_and_marks_what_is_not(office: Office) -> None:
    office.town.decided()
    usual = USUAL["one-vision-housing"]
    for language in LANGUAGES:
        office.browser("resident").set_cookie("language", language)
        page = office.get("resident", "/arrangements")
        assert page.language == language
        assert words.restriction(usual.kind, usual.terms, language) in page.main
        marked = [element.get("lang") for element in page.of_class("od-words")]
        assert marked == ([None] if language == "en" else ["en"])


def test_a_decision_that_was_rightly_not_told_does_not_show(office: Office) -> None:
    office.town.decided()
    change(office, Decision, notice={"preferred": False, "letter": False, "withheld": {"reason": "risk"}})
    assert "Nothing limits how you contact us" in office.get("resident", "/arrangements").main
    assert "There is no decision of ours" in office.get("resident", "/appeals/new").main


@pytest.mark.parametrize(
    ("values", "said"), [({"state": "suspended"}, "Not applied at the moment"), ({"state": "ended"}, "Nothing limits")]
)
def test_a_restriction_that_does_not_apply_says_so(office: Office, values: dict[str, str], said: str) -> None:
    office.town.decided()
    change(office, Restriction, **values)
    assert said in office.get("resident", "/arrangements").main


def test_what_has_ended_is_kept_on_a_page_of_its_own(office: Office) -> None:
    office.town.decided()
    assert "There are none." in office.get("resident", "/arrangements/ended").main
    change(office, Restriction, state="ended", ended_on=office.town.today, ended_why="appeal_upheld")
    assert "It ended because your appeal was upheld." in office.get("resident", "/arrangements/ended").main


@pytest.mark.clause("CARD-5")
def test_an_advocate_sees_a_clients_pages_and_nobody_elses(office: Office) -> None:
    office.town.decided()
    listed = office.get("advocate", "/clients")
    base = f"/clients/{office.town.ref('resident')}"
    assert office.town.known["resident"].name in listed.main
    assert office.town.known["neighbour"].name not in listed.main
    page = office.get("advocate", f"{base}/arrangements")
    assert office.town.known["resident"].name in page.h1
    assert page.links["Letters"] == f"{base}/letters"
    stranger = f"/clients/{office.town.ref('neighbour')}"
    for path in ("/arrangements", "/letters", "/appeals", "/appeals/new"):
        office.get("advocate", f"{stranger}{path}", status=404)
        office.get("advocate", path, status=404)


def test_a_resident_cannot_read_by_an_advocates_address(office: Office) -> None:
    office.town.decided()
    for who in ("resident", "neighbour"):
        office.get(who, f"/clients/{office.town.ref('resident')}/arrangements", status=404)


def test_nobody_is_shown_what_was_drawn_for_another(office: Office) -> None:
    """The frame of the page is kept between readers: nothing of a reader may stay in it."""
    office.town.decided()
    with office.browser("resident").session_transaction() as session:
        session["csrf_token"] = "of the resident"
    with office.browser("neighbour").session_transaction() as session:
        session["csrf_token"] = "of the neighbour"
    first, second = office.get("resident", "/arrangements"), office.get("neighbour", "/arrangements")
    assert "What we changed" in first.main
    assert "What we changed" not in second.main
    assert first.html.count('name="csrf_token"') == second.html.count('name="csrf_token"') == 1
    for who, page in (("resident", first), ("neighbour", second)):
        token = next(field.get("value", "") for field in page.all("input") if field.get("name") == "csrf_token")
        assert office.browser(who).post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert office.browser("resident").get("/arrangements").status_code == 303


def test_somebody_who_has_not_signed_in_is_asked_to(office: Office) -> None:
    for path in ("/arrangements", "/letters", "/appeals", "/clients", "/appeals/new"):
        answer = office.app.test_client().get(path)
        assert answer.status_code == 303
        assert answer.location.startswith("/sign-in")


def test_what_else_was_decided_is_said_and_can_be_appealed(office: Office) -> None:
    decision = office.town.draft(
        office.town.case(), actions=("tenancy_action",), action_reason="It breaks the tenancy."
    )
    office.town.sign(decision)
    office.town.act("officer", decisions.issue, decision)
    page = office.get("resident", "/arrangements")
    assert "What else we decided Action about your tenancy" in page.main
    draft = office.done("resident", page.links["Appeal against this"], {})
    assert draft.startswith("/appeals/A-")
