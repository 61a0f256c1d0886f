"""Complaints, requests and what is told in confidence, as residents, advocates and staff use the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.records import complaints as records
from casework.records.complaints import Complaint
from casework.records.letters import Letter
from casework.records.outbox import Job
from casework.records.requests import EssentialRequest
from casework.records.signin import Message
from casework.rules.calendar import working_days_after
from casework.rules.requests import ASKED
from letters import words
from tests.readability import HIGHEST_GRADE, grade
from tests.web.office import Office, open_office, reference
from web.access import london_today

AWKWARD = "O'Brien & <b>Söhne</b> لم يأتِ أحد"
FEW = ("decider", "hearer")  # roles of rank 2 and above


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path, "octavia") as made:
        for who in ("resident", "neighbour", "advocate", "applicant"):
            made.browser(who).set_cookie("language", "en")
        yield made


def html(office: Office, who: str, path: str) -> str:
    return office.browser(who).get(path).text


def later(office: Office, ref: str, count: int) -> date:
    """So many working days after the day on which the answer is due."""
    with office.app.extensions["database"].reading() as session:
        return working_days_after(records.complaint(session, ref).stage.due_on, count)


def complained(office: Office, who: str = "resident", **typed: str) -> str:
    return reference(office.done(who, "/complaints/new", {"what": AWKWARD, "wanted": "", **typed}))


def told(office: Office, who: str = "resident", at: str = "/safeguarding/domestic_abuse") -> str:
    sent = {"what": AWKWARD, "safe_way": "telephone", "safe_how": "My sister's, after four"}
    return reference(office.done(who, at, sent))


def test_the_page_of_a_complaint_says_that_we_are_late(office: Office) -> None:
    ref, late = complained(office), "We are late with our answer, and we are sorry."
    assert late not in office.get("resident", f"/complaints/{ref}").main
    with office.app.extensions["database"].writing() as session:
        records.complaint(session, ref).stage.due_on = london_today() - timedelta(days=1)
    assert late in office.get("resident", f"/complaints/{ref}").main


@pytest.mark.clause("OCT-3.5")
def test_a_complaint_goes_through_both_stages_and_always_names_the_ombudsman(office: Office) -> None:
    start = office.get("resident", "/complaints")
    new = office.get("resident", start.links["Complain"])
    body = office.town.pack.ombudsman
    assert body.name in new.main
    assert office.refused("resident", "/complaints/new", {"what": " "}).errors == ["Write what went wrong"]
    ref = complained(office)
    page = office.get("resident", f"/complaints/{ref}")
    assert page.h1 == "We have your complaint"
    assert AWKWARD in page.main
    staff = f"/staff/complaints/{ref}"
    office.done("officer", f"{staff}/acknowledge", {"understood": "Nobody came."})
    assert "Nobody came." in office.get("resident", f"/complaints/{ref}").main
    said = {"outcome": "not_upheld", "reasons": "We came.", "remedy": "Nothing.", "to_do": "Nothing is left."}
    missing = office.refused("officer", f"{staff}/answer", {**said, "remedy": ""})
    assert missing.errors == ["Write what we do to put it right"]
    office.done("officer", f"{staff}/answer", said)
    answer = office.get("resident", f"/complaints/{ref}")
    assert answer.h1 == "Our answer"
    assert office.done("resident", f"/complaints/{ref}", {}) == f"/complaints/{ref}"
    assert "2 of 2" in office.get("resident", f"/complaints/{ref}").main
    office.done("officer", f"{staff}/acknowledge", {"understood": "They say again that nobody came."})
    assert "Somebody else answers this one" in office.get("officer", staff).main
    office.done("decider", f"{staff}/answer", said)
    last = office.get("resident", f"/complaints/{ref}")
    assert "This was our last answer" in last.main
    for one in (page, answer, last):
        assert body.name in one.main


def test_a_form_sent_twice_is_one_complaint(office: Office) -> None:
    sent = {**office.get("resident", "/complaints/new").form_data(), "what": AWKWARD}
    first, again = (office.browser("resident").post("/complaints/new", data=sent) for _ in range(2))
    assert first.location == again.location
    assert office.town.count(Complaint) == 1


@pytest.mark.clause("OCT-3.5b")
def test_a_decision_has_a_complaint_of_its_own_beside_the_appeal(office: Office) -> None:
    decision = office.town.decided()
    page = office.get("resident", office.get("resident", "/arrangements").links["Complain about this"])
    assert "You need not appeal" in page.main
    ref = reference(office.done("resident", f"/complaints/new?decision={decision}", {"what": "It is unfair."}))
    assert decision in office.get("officer", f"/staff/complaints/{ref}").main
    assert office.browser("neighbour").get(f"/complaints/new?decision={decision}").status_code == 404


def test_nothing_typed_is_lost_when_the_session_ends(office: Office) -> None:
    for path in ("/complaints/new", "/requests/new/rent", "/safeguarding/child"):
        sent = {**office.get("resident", path).form_data(), "what": AWKWARD, "safe_way": "email"}
        office.lapse("resident")
        assert office.browser("resident").post(path, data=sent).location.startswith("/sign-in")
        office.sign_in("resident")
        kept = office.get("resident", path).form_data()
        assert (kept["what"], kept.get("safe_way", "email")) == (AWKWARD, "email")
    assert office.town.count(Complaint) + office.town.count(EssentialRequest) == 0


def test_what_is_not_yours_is_not_there(office: Office) -> None:
    complaint, harm = complained(office), told(office)
    request = reference(office.done("resident", "/requests/new/rent", {"what": AWKWARD}))
    for path in (f"/complaints/{complaint}", f"/requests/{request}", f"/safeguarding/told/{harm}"):
        assert office.browser("neighbour").get(path).status_code == 404
    client = f"/clients/{office.town.ref('resident')}"
    assert office.get("advocate", f"{client}/complaints/{complaint}").h1 == "We have your complaint"


@pytest.mark.clause("CARD-6")
def test_every_other_service_is_asked_for_in_a_few_words_and_answered(office: Office) -> None:
    office.town.decided()
    for service in ASKED:
        ref = reference(office.done("resident", f"/requests/new/{service}", {"what": AWKWARD}))
        assert office.get("resident", f"/requests/{ref}").h1 == "We have what you told us"
    office.done("officer", f"/staff/requests/{ref}/answer", {"words": "Here it is."})
    assert "Here it is." in office.get("resident", f"/requests/{ref}").main
    assert ref in html(office, "resident", "/requests")


@pytest.mark.parametrize("about", ["domestic_abuse", "child"])
def test_what_is_told_in_confidence_goes_out_nowhere_and_shows_to_few(office: Office, about: str) -> None:
    letters, messages = office.town.count(Letter), office.town.count(Message)
    start = office.get("resident", "/safeguarding")
    assert "999" in start.main
    ref = told(office, at=f"/safeguarding/{about}")
    page = office.get("resident", f"/safeguarding/told/{ref}")
    for hidden in (AWKWARD, "My sister"):
        assert hidden not in page.main
    assert (office.town.count(Letter), office.town.count(Message)) == (letters, messages)
    with office.app.extensions["database"].reading() as session:
        assert not session.scalars(select(Job)).all()
    for path in ("/requests", "/safeguarding", "/arrangements"):
        assert ref not in html(office, "resident", path)
    for path in ("/staff/safeguarding", f"/staff/safeguarding/{ref}"):
        assert office.browser("officer").get(path).status_code == 403
    for path in (f"/staff/requests/{ref}", f"/staff/requests/{ref}/answer"):
        assert office.browser("hearer").get(path).status_code == 404
    assert ref not in html(office, "officer", f"/staff/customers/{office.town.ref('resident')}")
    found = office.get("hearer", f"/staff/safeguarding/{ref}")
    assert AWKWARD in found.main
    assert "My sister's, after four" in found.main
    office.done("hearer", f"/staff/safeguarding/{ref}", {"words": "Spoke with her at her sister's."})
    assert "Spoke with her" not in office.get("resident", f"/safeguarding/told/{ref}").main


def test_an_advocate_never_learns_of_it_unless_the_customer_says_so(office: Office) -> None:
    client = f"/clients/{office.town.ref('resident')}"
    sent = {"what": AWKWARD, "safe_way": "not_at_all"}
    hidden = reference(office.done("resident", "/safeguarding/me", sent))
    open_to = reference(office.done("resident", "/safeguarding/me", {**sent, "advocate_may_see": "y"}))
    assert office.browser("advocate").get(f"{client}/safeguarding/told/{hidden}").status_code == 404
    assert office.get("advocate", f"{client}/safeguarding/told/{open_to}").h1 == "We have what you told us"
    theirs = office.done("advocate", f"{client}/safeguarding/adult", sent)
    assert office.get("advocate", theirs).h1 == "We have what you told us"


def test_staff_fill_in_each_of_these_forms_for_somebody(office: Office) -> None:
    customer = f"/staff/customers/{office.town.ref('neighbour')}"
    page = office.refused("officer", f"{customer}/complaints/new", {"what": "Nobody came."})
    assert page.errors == ["Choose how it reached us"]
    ref = reference(office.done("officer", f"{customer}/complaints/new", {"what": "Nobody came.", "how": "letter"}))
    assert office.get("neighbour", f"/complaints/{ref}").h1 == "We have your complaint"
    asked = reference(office.done("officer", f"{customer}/requests/new/rent", {"what": "A letter.", "how": "letter"}))
    assert office.get("neighbour", f"/requests/{asked}").h1 == "We have what you told us"
    assert office.town.count(Letter) == 2
    sent = {"what": "She is afraid.", "safe_way": "telephone", "how": "telephone"}
    assert office.done("officer", f"{customer}/requests/new/domestic_abuse", sent) == customer
    assert "She is afraid." not in office.get("officer", customer).main
    assert "She is afraid." not in office.get("neighbour", "/requests").main


def test_staff_treat_an_appeal_as_a_complaint_with_one_press(office: Office) -> None:
    appeal = office.town.appealed(office.town.decided())
    path = f"/staff/appeals/{appeal}"
    for _twice in range(2):
        page = office.get("officer", path)
        if "Treat it as a complaint too" in page.main:
            made = office.done("officer", f"{path}/complaint", {}, at=path, form=-1)
    assert made.startswith("/staff/complaints/P-")
    assert office.town.count(Complaint) == 1
    assert "Treat it as a complaint too" not in office.get("officer", path).main


def test_each_clock_stands_on_the_lists_of_staff(office: Office) -> None:
    ref = complained(office)
    for path in ("/staff/complaints", "/staff/"):
        assert ref in html(office, "officer", path)
    office.done("resident", "/requests/new/rent", {"what": "A letter."})
    assert "Rent" in office.get("officer", "/staff/requests").main
    assert ref in html(office, "auditor", "/staff/complaints")


def test_staff_move_the_day_with_a_reason_and_ask_for_stage_two_for_somebody(office: Office) -> None:
    ref = complained(office, "neighbour")
    staff = f"/staff/complaints/{ref}"
    office.done("officer", f"{staff}/acknowledge", {"understood": "Nobody came."})
    until = later(office, ref, 5)
    sent = {"until-day": str(until.day), "until-month": str(until.month), "until-year": str(until.year)}
    assert office.refused("officer", f"{staff}/extend", sent).errors == ["Write why we need longer"]
    office.done("officer", f"{staff}/extend", {**sent, "why": "The report of the builder is late."})
    page = office.get("neighbour", f"/complaints/{ref}")
    assert "The report of the builder is late." in page.main
    assert words.date(until, "en") in page.main
    said = {"outcome": "upheld", "reasons": "Nobody came.", "remedy": "We pay.", "to_do": "Nothing is left."}
    office.done("officer", f"{staff}/answer", said)
    office.done("officer", f"{staff}/stage-two", {"why": "", "how": "telephone"})
    assert "2 of 2" in office.get("neighbour", f"/complaints/{ref}").main


def test_each_page_is_plain_enough(office: Office) -> None:
    ref, harm = complained(office), told(office)
    asked = reference(office.done("resident", "/requests/new/rent", {"what": AWKWARD}))
    paths = ["/complaints", "/complaints/new", f"/complaints/{ref}", "/requests", "/requests/new/rent"]
    paths += [f"/requests/{asked}", "/safeguarding", "/safeguarding/child", f"/safeguarding/told/{harm}"]
    grades = {path: grade(office.get("resident", path), office.town.pack) for path in paths}
    assert {path: found for path, found in grades.items() if found > HIGHEST_GRADE} == {}
