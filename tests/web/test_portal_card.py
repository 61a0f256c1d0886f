"""What could end an arrangement and how far along that is, a card to print, and an applicant's status."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.actions import missed
from casework.actions.decisions import RestrictionFacts
from casework.records import desk
from casework.rules.calendar import months_after
from letters import words
from tests.web.office import Office, open_office

STATUS = RestrictionFacts("ineligible_status", {"scheme": "Sampletown Homes"}, "Shouted at viewings.", "A year.")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as made:
        for who in ("resident", "neighbour", "advocate", "applicant"):
            made.browser(who).set_cookie("language", "en")
        yield made


def test_a_card_says_in_few_words_how_this_person_reaches_us(office: Office) -> None:
    town = office.town
    town.decided()
    card = office.get(
        "resident", office.get("resident", "/arrangements").links["A card with this, to print or keep on your phone"]
    )
    assert town.ref("resident") in card.main
    assert "10" in card.main  # the hour of the calls
    assert "repairs" in card.main
    assert "43 times" not in card.main  # the reasons are nobody's business who is shown a card
    assert len(card.main.split()) < 160
    assert office.get("advocate", f"/clients/{town.ref('resident')}/arrangements/card").main == card.main
    assert office.browser("advocate").get(f"/clients/{town.ref('neighbour')}/arrangements/card").status_code == 404


def test_each_arrangement_says_what_could_end_it_and_how_far_that_is(office: Office) -> None:
    office.town.decided()
    page = office.get("resident", "/arrangements")
    assert "What could end it sooner" in page.main
    assert "with no new incident" in page.main
    assert "An appeal can end it too, and so can a change in your life." in page.main


def test_an_applicant_sees_until_when_their_status_lasts_and_who_hears_an_appeal(office: Office) -> None:
    town = office.town
    decision = town.decided("applicant", "form-1", STATUS)
    page = office.get("applicant", "/arrangements")
    with office.app.extensions["database"].reading() as session:
        first = desk.decision(session, decision).starts_on
    assert first is not None
    assert f"It ends by itself after {words.date(months_after(first, 12), 'en')}." in page.main
    assert "Sampletown Homes" in page.main
    assert "The Scheme Board hears it" in page.main


def test_a_suspended_line_says_why_and_is_not_on_the_card(office: Office) -> None:
    town = office.town
    town.decided()
    town.later(days=190)
    town.act("system", missed.look_after, town.known["resident"].id)
    assert "We did not look at it again in time." in office.get("resident", "/arrangements").main
    assert "Nothing limits how you contact us." in office.get("resident", "/arrangements/card").main
