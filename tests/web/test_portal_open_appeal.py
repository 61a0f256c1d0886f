"""An appeal with a letter and without signing in, and what follows once it is with us: more, later, overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from casework.actions import evidence, extending
from casework.records import files, own
from casework.records.appeals import Appeal, Evidence, HeldAppeal
from tests.web.inspect import Page, inspect
from tests.web.office import Office, Typed, open_office, reference
from tests.web.test_portal_appeals import AWKWARD, PDF, send_file

TYPED: Typed = {"letter": "D-2222-2222", "name": AWKWARD, "grounds": AWKWARD, "complaint_too": "yes"}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(database_url, tmp_path) as made:
        for who in ("resident", "advocate"):
            made.browser(who).set_cookie("language", "en")
        yield made


def sent(office: Office, typed: Typed) -> TestResponse:
    """The form as a stranger sends it, who keeps no cookies: nothing of it can lapse."""
    browser = office.app.test_client(use_cookies=False)
    form = inspect(browser.get("/appeal")).form_data()
    return browser.post("/appeal", data={**form, **typed})


def receipt(office: Office, answer: TestResponse) -> Page:
    assert answer.status_code == 303, inspect(answer).errors
    return inspect(office.app.test_client().get(answer.location))


@pytest.mark.clause("OVH-3.4.2")
@pytest.mark.clause("CARD-2")
def test_a_stranger_appeals_with_a_letter_and_gets_a_reference(office: Office) -> None:
    decision = office.town.decided()
    answer = sent(office, {**TYPED, "letter": decision})
    page = receipt(office, answer)
    assert page.h1 == "We have your appeal"
    assert reference(answer.location) in page.main
    assert AWKWARD not in page.main
    assert "Samira" not in page.main


def test_the_answer_is_the_same_whether_there_is_such_a_letter_or_not(office: Office) -> None:
    decision = office.town.decided()
    pages = [receipt(office, sent(office, {**TYPED, "letter": letter})) for letter in (decision, "D-9999-9999")]
    assert len({page.main.replace(page.text.split("Appeal ")[1][:11], "") for page in pages}) == 1


def test_pressing_twice_holds_one_appeal(office: Office) -> None:
    browser = office.app.test_client(use_cookies=False)
    form = {**inspect(browser.get("/appeal")).form_data(), **TYPED}
    assert browser.post("/appeal", data=form).location == browser.post("/appeal", data=form).location
    assert office.town.count(HeldAppeal) == 1


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(office: Office) -> None:
    page = inspect(sent(office, {**TYPED, "letter": ""}))
    assert page.errors == ["Enter the reference that stands in our letter"]
    assert page.field("Your full name").value == AWKWARD
    assert office.town.count(HeldAppeal) == 0


def test_staff_compare_it_with_the_record_and_match_it(office: Office) -> None:
    decision = office.town.decided()
    ref = reference(sent(office, {**TYPED, "letter": decision.lower()}).location)
    assert ref in office.get("officer", "/staff/").main
    page = office.get("officer", office.get("officer", "/staff/appeals").links[ref])
    assert AWKWARD in page.main
    assert "Samira Exemplar" in page.main
    forms = [form.get("action") or "" for form in next(page.all("main")).iter("form")]
    place = next(number for number, action in enumerate(forms) if action.endswith("/match"))
    appeal = office.done("officer", f"/staff/appeals/held/{ref}/match", {}, at=f"/staff/appeals/held/{ref}", form=place)
    assert AWKWARD in office.get("officer", appeal).main
    assert AWKWARD in office.get("resident", f"/appeals/{reference(appeal)}").main
    assert ref not in office.get("officer", "/staff/appeals").main


def test_staff_settle_one_that_belongs_to_no_decision(office: Office) -> None:
    ref = reference(sent(office, TYPED).location)
    assert "This reference leads to no decision" in office.get("officer", f"/staff/appeals/held/{ref}").main
    office.refused("officer", f"/staff/appeals/held/{ref}/close", {"why": ""})
    office.done("officer", f"/staff/appeals/held/{ref}/close", {"why": "We rang. It was another landlord's letter."})
    assert "another landlord's" in office.get("auditor", f"/staff/appeals/held/{ref}").main


@pytest.fixture
def appeal(office: Office) -> str:
    """The address of an appeal that was sent and is being heard."""
    return f"/appeals/{office.town.taken(office.town.appealed(office.town.decided()))}"


def test_more_is_added_while_we_look_at_it(office: Office, appeal: str) -> None:
    assert office.refused("resident", f"{appeal}/more", {}).errors == ["Write something, or add a file"]
    form = office.get("resident", f"{appeal}/more").form_data()
    answer = send_file(office, f"{appeal}/more", {**form, "words": AWKWARD}, PDF, "note.pdf")
    assert answer.location == appeal
    page = office.get("resident", appeal)
    assert AWKWARD in page.main
    assert office.browser("resident").get(page.links["note.pdf"]).data == PDF
    assert AWKWARD in office.get("hearer", f"/staff{appeal}").main


def test_staff_add_what_the_customer_brought(office: Office, appeal: str) -> None:
    office.done("officer", f"/staff{appeal}/more", {"how": "in_person", "words": AWKWARD})
    assert AWKWARD in office.get("resident", appeal).main


def test_a_file_of_an_advocate_waits_in_quarantine_for_the_customer(office: Office, appeal: str) -> None:
    ref = office.town.act("advocate", evidence.attach, reference(appeal), "note.pdf", PDF, "application/pdf")
    page = office.get("resident", appeal)
    assert "note.pdf" in page.main
    assert "note.pdf" not in page.links
    assert office.browser("resident").get(f"{appeal}/evidence/{ref}").status_code == 404
    base = f"/clients/{office.town.ref('resident')}"
    assert office.browser("advocate").get(f"{base}{appeal}/evidence/{ref}").data == PDF


def test_a_disk_that_is_full_loses_no_word(office: Office, appeal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "put", full)
    form = office.get("resident", f"{appeal}/more").form_data()
    page = inspect(send_file(office, f"{appeal}/more", {**form, "words": AWKWARD}, PDF, "note.pdf"))
    assert page.errors == ["We could not keep note.pdf. Try again later, or post it to us."]
    assert page.field("What else do you want to tell us?").value.strip() == AWKWARD


@pytest.mark.clause("CAL-2")
def test_an_answer_that_comes_later_says_by_when_and_why(office: Office, appeal: str) -> None:
    with office.town.database.reading() as session:
        due = own.own_appeal(session, own.reader(session, office.town.known["resident"].id), reference(appeal)).due_on
    assert due is not None
    later = due + timedelta(days=3)
    office.town.act("hearer", extending.extend, reference(appeal), later, AWKWARD)
    page = office.get("resident", appeal)
    assert AWKWARD in page.main
    assert f"{later.day} {later:%B %Y}" in page.main
    assert "Housing Ombudsman" in page.main
    assert AWKWARD in office.get("hearer", f"/staff{appeal}").main


def test_an_answer_that_is_late_is_owned_up_to(office: Office, appeal: str) -> None:
    assert "We are late" not in office.get("resident", appeal).main
    with office.town.database.writing() as session:
        session.execute(update(Appeal).values(due_on=office.town.today - timedelta(days=1)))
    page = office.get("resident", appeal)
    assert "We are late with our answer, and we are sorry" in page.main
    assert "Housing Ombudsman" in page.main


def test_our_letters_about_an_appeal_stand_with_it(office: Office, appeal: str) -> None:
    page = office.get("resident", appeal)
    [letter] = [href for href in page.links.values() if href.startswith("/letters/L-")]
    assert office.get("resident", letter).h1


def test_a_promise_that_we_did_not_keep_is_a_point_of_appeal(database_url: str, tmp_path: Path) -> None:
    from casework.actions import promises
    from casework.actions.promises import BrokenFacts

    with open_office(database_url, tmp_path, "notting-hill-genesis") as office:
        office.browser("resident").set_cookie("language", "en")
        town, decision = office.town, office.town.decided()
        with town.database.reading() as session:
            mine = own.arrangements(session, town.known["resident"].id, town.today).restrictions[0]
        broken = BrokenFacts("We answer within two days", town.today, "Nobody answered for a week.")
        town.act("resident", promises.report, town.ref("resident"), mine.ref, broken, "broken-1")
        draft = office.done("resident", f"/appeals/new?decision={decision}", {})
        assert "We did not keep what we promised you" in office.get("resident", f"{draft}/why").main
        told = {"how": "telephone", "grounds": AWKWARD, "points": "promises_broken"}
        appeal = office.done("officer", f"/staff/appeals/new?decision={decision}", told)
        assert "We did not keep what we promised you" in office.get("resident", f"/appeals/{reference(appeal)}").main


def test_files_go_with_a_change_of_circumstances(office: Office) -> None:
    form = office.get("resident", "/changes/new").form_data()
    answer = send_file(office, "/changes/new", {**form, "what_changed": AWKWARD}, PDF, "note.pdf")
    page = office.get("resident", answer.location)
    assert office.browser("resident").get(page.links["note.pdf"]).data == PDF
    staff = office.get("officer", f"/staff{answer.location}")
    assert "note.pdf" in staff.main
    assert "Not scanned yet" in staff.main
    assert office.browser("neighbour").get(page.links["note.pdf"]).status_code == 404
    with office.town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Evidence)) == 1
