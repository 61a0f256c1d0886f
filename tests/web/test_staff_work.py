"""The work list and the calendar as staff use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from casework.actions import absences, complaints, keeping
from casework.actions.absences import AbsenceFacts
from casework.actions.complaints import ComplaintFacts
from casework.actions.work import SYSTEM, Work
from staff.task_words import KINDS
from tests.web.office import Office, settings_of
from tests.web.walking import page_of, signed_in

AWKWARD = 'Ring after 3 & ask for <b>"Zoë"</b>'


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(settings_of(database_url, tmp_path, "one-vision-housing"))
    for number in range(2):
        told = ComplaintFacts(f"Nobody came. {number}", "A plumber.")
        made.town.act("resident", complaints.make, made.town.ref("resident"), replace(told), f"complaint-{number}")
    yield made
    made.close()


def keys(office: Office, who: str, path: str = "/staff/") -> list[str]:
    """The boxes that can be ticked."""
    boxes = [one for one in office.get(who, path).all("input") if one.get("name") == "task"]
    return [one.get("value", "") for one in boxes]


def test_a_task_is_taken_and_handed_over_with_a_note_without_any_script(office: Office) -> None:
    first, second = keys(office, "officer")
    page = office.get("officer", "/staff/")
    assert "Complaints (2)" in page.main
    assert "All (2)" in page.main
    office.done("officer", "/staff/tasks", {"task": first, "do": "take"}, at="/staff/", form=1)
    assert keys(office, "officer", "/staff/?whose=mine") == [first]
    assert keys(office, "decider") == [second]
    over = office.done("officer", "/staff/tasks", {"task": first, "do": "hand_over"}, at="/staff/", form=1)
    assert office.refused("officer", over, {"note": AWKWARD}).form_data()["note"].strip() == AWKWARD
    office.done("officer", over, {"to": office.town.ref("decider"), "note": AWKWARD})
    assert AWKWARD in office.get("decider", "/staff/?whose=mine").main
    assert keys(office, "officer", "/staff/?whose=mine") == []


def test_who_comes_second_sees_who_has_it_and_keeps_what_they_typed(office: Office) -> None:
    first, second = keys(office, "officer")
    over = f"/staff/tasks/hand-over?task={first}"
    sent = {**office.get("officer", over).form_data(), "to": office.town.ref("hearer"), "note": AWKWARD}
    office.done("decider", "/staff/tasks", {"task": [first, second], "do": "take"}, at="/staff/", form=1)
    page = page_of(office.browser("officer").post(over, data=sent))
    assert page.errors == ["Someone handed this over while you were reading. See who has it now."]
    assert "Daria Decider" in page.main
    assert page.form_data()["note"].strip() == AWKWARD


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?whose=nobody&sort=-customer", 2),
        ("?q=samira&due=soon", 2),
        ("?q=walter", 0),
        ("?kind=change", 0),
        ("?whose=%3Cb%3E&kind=x&sort=y&page=99999999&due=z", 2),  # nonsense counts as not asked
    ],
)
def test_the_list_is_filtered_by_its_address_alone(office: Office, query: str, found: int) -> None:
    assert len(keys(office, "officer", f"/staff/{query}")) == found


def test_an_absence_is_said_changed_and_taken_back_by_whoever_may(office: Office) -> None:
    today = office.town.today
    facts = AbsenceFacts(office.town.ref("decider"), today, today + timedelta(days=2))
    ref = office.town.act("decider", absences.record, facts, "absence-1")
    page = office.get("officer", "/staff/calendar")
    assert "Daria Decider" in page.main
    assert f"/staff/calendar/absences/{ref}" not in page.links.values()
    assert office.browser("officer").get(f"/staff/calendar/absences/{ref}").status_code == 403
    office.done("decider", f"/staff/calendar/absences/{ref}", {"cover": office.town.ref("hearer")})
    assert "You cover for Daria Decider today." in office.get("hearer", "/staff/").main
    wrong = office.refused("officer", "/staff/calendar/absences/new", {"staff": office.town.ref("hearer")})
    assert "Choose who is away" in wrong.errors
    refused = office.refused("officer", "/staff/calendar/closed", {"day-day": "1", "why": AWKWARD})
    assert refused.form_data()["why"] == AWKWARD


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_what_the_demo_shows_waits_in_the_list_and_is_in_step(demo_app: Flask, who: str) -> None:
    page = page_of(signed_in(demo_app, who, "en").get("/staff/?whose=all"))
    for kind in ("Reviews coming due", "Adjustments to answer", "Complaints"):
        assert kind in page.main
    assert "Sampletown North" in page_of(signed_in(demo_app, who, "en").get("/staff/calendar")).main
    extensions = demo_app.extensions
    with extensions["database"].writing() as session:
        assert keeping.keep_all(Work(session, SYSTEM, extensions["pack"])) == 0


def test_whoever_may_only_read_opens_all_that_their_list_leads_to(demo_app: Flask) -> None:
    browser, opened = signed_in(demo_app, "auditor", "en"), 0
    for kind in KINDS:
        rows = page_of(browser.get(f"/staff/?whose=all&kind={kind}")).all("th")
        for link in [one for row in rows if row.get("scope") == "row" for one in row.iter("a")][:1]:
            assert browser.get(link.get("href", ""), follow_redirects=True).status_code == 200, kind
            opened += 1
    assert opened > 5


def test_a_case_shows_who_was_asked_who_tells_and_whose_it_is(office: Office) -> None:
    case = f"/staff/cases/{office.town.case()}"
    path = office.get("officer", case).links["Who was asked, and who tells the customer"]
    day = {f"asked_on-{part}": str(getattr(office.town.today, part)) for part in ("day", "month", "year")}
    refused = office.refused("officer", f"{path}/new", {"team": AWKWARD, **day})
    assert refused.field("Which team was asked?").value == AWKWARD
    office.done("officer", f"{path}/new", {"team": AWKWARD, "said": AWKWARD, **day})
    office.done("officer", f"{path}/teller", {"staff": office.town.ref("hearer")})
    office.done("officer", f"{path}/legal", {"outcome": "not_needed", "said": "No."})
    page = office.get("auditor", path)
    assert AWKWARD in page.main
    assert "Hana Hearer" in page.main
    office.done("officer", f"{case}/hand-over", {"to": office.town.ref("decider")})
    assert "Owner: Daria Decider" in office.get("officer", case).main
