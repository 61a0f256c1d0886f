"""Reports as staff read them: the numbers are those of the record, a table stands behind each chart, and files open."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import update

from casework.actions import hearings, monitoring, reviews
from casework.records.decisions import Restriction
from casework.rules.reporting import last_whole_month
from staff.reporting import REPORTS
from tests.web.inspect import Page, inspect, words
from tests.web.office import Office
from tests.web.walking import signed_in
from web.access import london_today

TOLD = {"religion": "jewish", "disability": "a_lot"}


def this_month(code: str, more: str = "") -> str:
    return f"/staff/reports/{code}{more}?month={london_today():%Y-%m}"


def begin_today(office: Office) -> None:
    """What was decided applies from today, as if the letter had been there for long."""
    with office.town.database.writing() as session:
        session.execute(update(Restriction).values(starts_on=london_today()))


def rows(page: Page, heading: str) -> dict[str, list[str]]:
    """The rows of the table under a heading, by what stands in their first cell."""
    place = next(number for number, one in enumerate(page.elements) if one.tag == "h2" and words(one) == heading)
    table = next(one for one in page.elements[place:] if one.tag == "table")
    lines = [[words(cell) for cell in row] for row in next(table.iter("tbody")).iter("tr")]
    return {line[0]: line[1:] for line in lines}


@pytest.mark.clause("OCT-5.1")
def test_the_numbers_are_those_of_the_record(office: Office) -> None:
    town = office.town
    first, second = town.decided("resident"), town.decided("neighbour", "form-2")
    appeal = town.taken(town.appealed(first))
    town.act("hearer", hearings.decide, appeal, "uphold", "It was somebody else.")
    begin_today(office)
    assert rows(office.get("officer", this_month("restrictions")), "By kind") == {"Calls at set times": ["1"]}
    assert rows(office.get("officer", this_month("appeals")), "What came of them")["Upheld"] == ["1"]
    alike = rows(office.get("auditor", this_month("consistency")), "By kind")["Calls at set times"]
    assert (alike[0], alike[1], alike[3]) == ("2", "100", "50")
    times = rows(office.get("officer", this_month("time")), "From opening a case to issuing the decision")
    assert list(times.values())[-1] == ["2", "0", "0"]
    town.act("officer", reviews.begin, second)
    assert "Reviews on time" in office.get("officer", this_month("reviews")).h1


def test_a_restricted_person_is_counted_beside_the_others(office: Office) -> None:
    town = office.town
    town.decided("resident")
    begin_today(office)
    for who in ("resident", "neighbour"):
        details = office.done(who, "/repairs/new/other", {"danger": "no"})
        office.done(who, details, {"what": "The tap drips."})
    (line,) = rows(office.get("officer", this_month("services")), "Restricted people and others").values()
    assert (line[0], line[3]) == ("1", "1")


@pytest.mark.clause("OVH-1.10")
def test_no_page_of_staff_shows_what_a_person_said_of_themselves(office: Office) -> None:
    town = office.town
    decision = town.decided("resident")
    town.act("resident", monitoring.tell, town.ref("resident"), TOLD)
    customer = f"/staff/customers/{town.ref('resident')}"
    for path in (customer, f"/staff/decisions/{decision}", this_month("equality"), "/staff/"):
        for who in ("officer", "decider", "auditor"):
            assert "Jewish" not in office.get(who, path).text
    assert "اليهودية" in office.get("resident", "/about-you").text


@pytest.mark.clause("OVH-1.10")
def test_a_person_tells_it_takes_it_back_and_finds_it_in_their_record(office: Office) -> None:
    office.done("resident", "/about-you", {"religion": "sikh", "health": "fair"})
    assert "السيخية" in office.get("resident", "/record/kept/monitoring").text
    office.done("resident", "/about-you/end", {}, form=1, at="/about-you")
    assert "سحب كل الأجوبة" not in office.get("resident", "/about-you").text
    office.get("officer", "/staff/equality/new", status=403)


def test_what_came_on_paper_is_written_down_and_not_read_back(office: Office) -> None:
    ref = office.town.ref("resident")
    form = {"customer": ref.lower(), "how": "letter", "religion": "sikh"}
    where = office.done("equality-monitor", "/staff/equality/new", form)
    page = office.get("equality-monitor", where)
    assert not {"sikh", ref, ref.lower()} & set(page.form_data().values())
    assert "السيخية" in office.get("resident", "/record/kept/monitoring").text
    office.refused("equality-monitor", "/staff/equality/new", {**form, "customer": "C-2222-2222"})


def test_absurd_months_lead_to_the_last_whole_one(office: Office) -> None:
    usual = last_whole_month(london_today()).first_on
    for month in ("0001-01", "9999-12", "x", "2026-13", f"{london_today() + timedelta(days=62):%Y-%m}"):
        page = office.get("officer", f"/staff/reports/reviews?month={month}")
        assert f"{usual:%B %Y}" in page.text
    office.get("officer", "/staff/reports/nothing", status=404)
    office.get("officer", "/staff/reports/papers/2026-1/pdf", status=404)


def test_a_table_is_put_in_order_by_links_and_stays_in_its_month(office: Office) -> None:
    for sort in ("ages.1", "-ages.1", "ages.9", "ages.x", "x", "-", "ages." + "9" * 5000):
        office.get("officer", f"/staff/reports/restrictions?month=2026-10&sort={sort}")
    page = office.get("officer", "/staff/reports/restrictions?month=2026-10")
    assert page.links["How long"] == "?month=2026-10&sort=ages.0"
    turned = office.get("officer", "/staff/reports/restrictions?month=2026-10&sort=-months.0")
    assert next(iter(rows(page, "Twelve months"))) == "November 2025"
    assert next(iter(rows(turned, "Twelve months"))) == "September 2026"


def test_the_board_s_paper_is_made_once_and_stays(office: Office) -> None:
    month = last_whole_month(london_today())
    asked = f"{month.first_on:%Y-%m}"
    token = {"csrf_token": office.get("officer", f"/staff/reports?month={asked}").form_data()["csrf_token"]}
    for _twice in range(2):
        office.browser("officer").post("/staff/reports/papers", data={**token, "month": asked})
    first = office.browser("auditor").get(f"/staff/reports/papers/{asked}/pdf").data
    office.town.decided("resident")
    assert office.browser("auditor").get(f"/staff/reports/papers/{asked}/pdf").data == first
    document = pypdfium2.PdfDocument(first)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    assert all(title in said for title, _make in REPORTS.values())
    office.browser("officer").post("/staff/reports/papers", data={**token, "month": f"{london_today():%Y-%m}"})
    assert "The month is not over yet." in office.get("officer", "/staff/reports").text


@pytest.mark.parametrize("code", REPORTS)
def test_each_report_reads_well_and_can_be_taken_away(demo_app: Flask, code: str) -> None:
    """The demo has a little of everything; each chart has its names in words and its table below it."""
    browser = signed_in(demo_app, "officer", "en")
    page = inspect(browser.get(this_month(code)))
    charts = page.of_class("od-chart")
    for one in charts:
        title, told = (page.ids[name] for name in one.get("aria-labelledby", "").split())
        assert words(title)
        assert words(told)
    assert len(list(page.all("table"))) >= len(charts)
    if "Download as CSV" in page.links:
        listed = browser.get(page.links["Download as CSV"]).data.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(listed)))) > 3
        assert zipfile.ZipFile(io.BytesIO(browser.get(page.links["Download for Excel"]).data)).testzip() is None
