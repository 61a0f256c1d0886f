"""Check before you contact; the contractor's page; the file for the housing system."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.actions import people, preferences, services
from casework.actions.decisions import RestrictionFacts
from casework.records import check_desk
from casework.records.signin import AccessLook
from tests.web.inspect import Page
from tests.web.office import Office, open_office
from web.demo.people import CUSTOMERS

IN_PAIRS = RestrictionFacts("visits_in_pairs", {}, "You threatened a worker.", "Two of us come, so visits go on.")
SECRET = ("Samira", "Exemplar", "Imaginary", "threatened", "Arabic", "07700")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path, "calico-homes") as made:
        yield made


def checked(office: Office, asked: str, who: str = "officer") -> Page:
    return office.get(who, "/staff/check", query_string={"q": asked})


def looks(office: Office) -> list[tuple[int, str]]:
    with office.town.database.reading() as session:
        return [(one.customer_id, one.page) for one in session.scalars(select(AccessLook).order_by(AccessLook.id))]


@pytest.mark.clause("OVH-4.1")
def test_one_line_says_how_what_they_need_and_what_to_offer(office: Office) -> None:
    said = checked(office, "walter").main
    assert "In person, by telephone, by email or through Ada Spokeswell." in said
    assert "Cannot use: Letter" in said
    assert "to speak with Ada Spokeswell there" in said
    office.town.decided("resident", "form-1", IN_PAIRS)
    said = checked(office, "07700 900101").main
    assert "Two people attend." in said
    assert "an interpreter: العربية" in said


@pytest.mark.clause("OVH-4.1")
def test_two_keys_lead_from_any_page_to_the_answer_and_the_look_is_written_down(office: Office) -> None:
    page = office.get("officer", "/staff/reviews")
    assert [link.get("accesskey") for link in page.all("a") if link.get("href") == "/staff/check"] == ["c"]
    box = next(one for one in checked(office, "").all("input") if one.get("name") == "q")
    assert "autofocus" in box.attrib
    assert looks(office) == []
    checked(office, "nina nextdoor")
    assert looks(office) == [(office.town.known["neighbour"].id, "staff.check")]


def test_many_people_are_only_named_and_looked_at_by_nobody(office: Office) -> None:
    for number in range(check_desk.FEW + 1):
        facts = replace(CUSTOMERS["neighbour"], name=f"Amy Alike{number}", email=None, phone=f"07700 90030{number}")
        office.town.act("officer", people.register_customer, facts)
    page = checked(office, "amy")
    assert f"{check_desk.FEW + 1} people found" in page.main
    assert "07700" not in page.main
    assert looks(office) == []
    first = next(link for link in page.all("a") if link.text is None and "q=C-" in link.get("href", ""))
    assert "autofocus" in first.attrib


def test_what_is_safe_comes_before_everything_and_the_unsafe_number_is_not_shown(office: Office) -> None:
    safe = preferences.SafeFacts(phone="07700 900777", days=("mon",), never=("phone",))
    office.town.act("neighbour", preferences.set_safe, office.town.ref("neighbour"), safe)
    said = checked(office, "07700 900777").main
    assert said.index("Only these ways are safe") < said.index("by telephone")
    assert "07700 900105" not in said


@pytest.mark.clause("WCH-3.1")
def test_a_contractor_sees_that_two_attend_and_nothing_of_the_person(office: Office) -> None:
    town = office.town
    town.decided("resident", "form-1", IN_PAIRS)
    job = town.act("resident", services.report, town.ref("resident"), services.Report("other", "no", "A tap."), "tap")
    day = town.today + timedelta(days=5)
    typed = {"contractor": town.ref("contractor"), **days("expires_on", day)}
    office.done("officer", f"/staff/services/{job}/contractors/new", typed)
    page = office.get("contractor", f"/staff/jobs/{job}")
    assert "Two people attend." in page.main
    assert not [word for word in SECRET if word in page.text + office.get("contractor", "/staff/jobs").text]
    assert looks(office)[-1] == (town.known["resident"].id, "staff.job")
    office.done("contractor", f"/staff/jobs/{job}/receipt", {}, at=f"/staff/jobs/{job}")
    assert "Receipt:" in office.get("officer", f"/staff/services/{job}").main
    office.get("contractor", "/staff/jobs/J-2222-2222", status=404)


def test_the_file_for_the_housing_system_holds_no_formula_and_no_reason(office: Office) -> None:
    town = office.town
    facts = replace(CUSTOMERS["neighbour"], name='=HYPERLINK("http://x")', email=None, phone="07700 900300")
    ref = town.act("officer", people.register_customer, facts)
    town.known["formula"] = replace(town.known["neighbour"], ref=ref)
    town.decided("formula", "form-1", IN_PAIRS)
    office.done("officer", "/staff/markers/files", {}, at="/staff/markers")
    link = next(
        one.get("href", "") for one in office.get("officer", "/staff/markers").all("a") if "download" in one.attrib
    )
    sent = office.browser("officer").get(link)
    lines = sent.data.decode("utf-8-sig").splitlines()
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert len(lines) == 2
    assert "'=HYPERLINK" in lines[1]
    assert "Two people attend." in lines[1]
    assert "threatened" not in lines[1]
    assert office.browser("auditor").get(link).status_code == 403


def days(name: str, day: date) -> dict[str, str]:
    """A day as its three boxes send it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
