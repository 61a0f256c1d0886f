"""A marker lives as long as what it tells of: on the page about a customer, and in what the letter says is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from casework.actions import hearings
from casework.actions.decisions import RestrictionFacts
from casework.records.decisions import Restriction
from tests.web.office import open_office

IN_PAIRS = RestrictionFacts("visits_in_pairs", {}, "You threatened a worker.", "Two of us come, so visits go on.")
FOR_SAFETY = "Marker for safety (Active H)"
ABOUT_CONTACT = "Marker about contact (Active H)"


@pytest.mark.clause("CAL-5.1", "CAL-5.2b")
def test_a_marker_ends_when_its_restriction_does(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "calico-homes") as office:
        decision = office.town.decided("resident", "form-1", IN_PAIRS)
        page = f"/staff/customers/{office.town.ref('resident')}"
        assert FOR_SAFETY in office.get("officer", page).text
        appeal = office.town.taken(office.town.appealed(decision))
        office.town.act("hearer", hearings.decide, appeal, "uphold", "It was somebody else.")
        assert FOR_SAFETY not in office.get("officer", page).text


@pytest.mark.clause("CAL-5.3")
def test_a_limit_on_calls_has_a_marker_of_its_own_kind(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "calico-homes") as office:
        office.town.decided("resident")
        text = office.get("officer", f"/staff/customers/{office.town.ref('resident')}").text
        assert ABOUT_CONTACT in text
        assert FOR_SAFETY not in text


@pytest.mark.clause("WCH-4.4")
def test_the_record_holds_what_was_decided_and_a_marker_without_a_last_day(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "watford-community-housing") as office:
        decision = office.town.decided("resident")
        with office.town.database.writing() as session:  # its letter has come
            session.execute(update(Restriction).values(starts_on=office.town.today))
        page = office.get("officer", f"/staff/customers/{office.town.ref('resident')}")
        assert "Marker about contact (Orchard)" in page.main
        assert "Those who visit do not. Valid from" in page.main
        assert "No last day: it lasts until it is reviewed." in page.main
        assert decision in page.links
