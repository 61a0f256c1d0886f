"""An appeal in the portal: question by question, with files, left and come back to, sent once, and followed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from casework.actions import appeals, hearings
from casework.actions.work import RefusedError
from casework.records.appeals import Appeal, Evidence
from tests.web.inspect import inspect
from tests.web.office import Office, reference, settings_of

AWKWARD = "O'Brien & <b>Söhne</b>"
PDF = b"%PDF-1.4\n%a small file"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"
PAGES = ("why", "want", "new-evidence", "evidence", "complaint", "check", "withdraw")
WHY = "Why do you think our decision is wrong?"
ARABIC = "لم يأتِ أحد، لذلك كان عليّ أن أتصل."


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(settings_of(database_url, tmp_path, "one-vision-housing"))
    for who in ("resident", "neighbour", "advocate"):
        made.browser(who).set_cookie("language", "en")
    yield made
    made.app.extensions["database"].engine.dispose()


@pytest.fixture
def draft(office: Office) -> str:
    """The address of an appeal that the resident has started."""
    decision = office.town.decided()
    return office.done("resident", f"/appeals/new?decision={decision}", {})


def row(office: Office, draft: str) -> Appeal:
    with office.app.extensions["database"].reading() as session:
        found: Appeal = session.scalars(select(Appeal).where(Appeal.ref == reference(draft))).one()
        return found


def answered(office: Office, draft: str, **grounds: str) -> None:
    """Every question answered, short of sending it."""
    assert (
        office.done("resident", f"{draft}/why", {"grounds": grounds.get("grounds", "Nobody came.")}) == f"{draft}/want"
    )
    assert office.done("resident", f"{draft}/want", {"wanted": "Let me call."}) == f"{draft}/new-evidence"
    assert office.done("resident", f"{draft}/new-evidence", {"new_evidence": "no"}) == f"{draft}/complaint"
    assert office.done("resident", f"{draft}/complaint", {"complaint_too": "yes"}) == f"{draft}/check"


def send_file(office: Office, path: str, form: dict[str, str], content: bytes, name: str) -> TestResponse:
    """A file as a browser sends it. (Given a large one, the test client itself would leave a file open.)"""
    boundary, body = encode_multipart({**form, "files": FileStorage(BytesIO(content), name)})
    kind = f'multipart/form-data; boundary="{boundary}"'
    return office.browser("resident").post(path, data=body, content_type=kind)


@pytest.mark.clause("CARD-2")
def test_a_resident_appeals_from_the_arrangements_to_the_receipt(office: Office) -> None:
    office.town.decided()
    arrangements = office.get("resident", "/arrangements")
    start = office.get("resident", arrangements.links["Appeal against this"])
    assert "Somebody who had no part in the decision reads everything" in start.main
    assert "10 working days" in start.main
    draft = office.done("resident", arrangements.links["Appeal against this"], {})
    answered(office, draft, grounds=AWKWARD)
    check = office.get("resident", f"{draft}/check")
    assert AWKWARD in check.main
    assert "Let me call." in check.main
    assert office.done("resident", f"{draft}/check", {}) == draft
    receipt = office.get("resident", draft)
    assert receipt.h1 == "We have your appeal"
    assert reference(draft) in receipt.main
    due = row(office, draft).due_on
    assert due is not None
    assert f"{due.day} {due:%B %Y}" in receipt.main
    assert "Nobody yet" in receipt.main
    assert "We treat it as a complaint too" in receipt.main
    after = office.get("resident", "/arrangements")
    assert after.links["See your appeal"] == draft
    assert "Appeal against this" not in after.links


def test_sending_twice_makes_one_appeal_and_one_receipt(office: Office, draft: str) -> None:
    answered(office, draft)
    form = office.get("resident", f"{draft}/check").form_data()
    first, again = (office.browser("resident").post(f"{draft}/check", data=form) for _ in range(2))
    assert first.location == again.location == draft
    assert office.town.count(Appeal) == 1
    assert row(office, draft).state == "received"


def test_starting_twice_goes_on_with_the_same_draft(office: Office, draft: str) -> None:
    assert office.get("resident", "/arrangements").links["Go on with your appeal"] == draft
    with office.app.extensions["database"].reading() as session:
        ref = session.scalars(select(Appeal)).one().decision.ref
    assert office.done("resident", f"/appeals/new?decision={ref}", {}) == draft
    assert office.town.count(Appeal) == 1


def test_answers_are_kept_and_the_appeal_can_be_left_and_come_back_to(office: Office, draft: str) -> None:
    away = office.done("resident", f"{draft}/why", {"grounds": ARABIC, "then": "later"})
    assert away == "/appeals"
    listed = office.get("resident", away)
    assert "Your answers are saved" in listed.main
    assert "Not sent yet" in listed.main
    assert office.get("resident", f"{draft}/why").field(WHY).value.strip() == ARABIC
    went_on = office.get("resident", draft)
    assert went_on.h1 == "What would you like to happen?"


@pytest.mark.parametrize(("question", "field"), [("why", "grounds"), ("want", "wanted")])
def test_one_window_does_not_write_over_another_unseen(office: Office, draft: str, question: str, field: str) -> None:
    path = f"{draft}/{question}"
    first, second = (office.get("resident", path).form_data() for _window in range(2))
    browser = office.browser("resident")
    assert browser.post(path, data={**first, field: "Nobody rang me back."}).status_code == 303
    asked = inspect(browser.post(path, data={**second, field: "They rang once."}))
    assert asked.errors == ["You wrote something else in another window. Send this again to put it in its place"]
    assert "Nobody rang me back." in asked.main
    assert getattr(row(office, draft), field) == "Nobody rang me back."
    assert asked.form_data()[field].strip() == "They rang once."
    assert browser.post(path, data=asked.form_data()).status_code == 303
    assert getattr(row(office, draft), field) == "They rang once."


def test_somebody_may_leave_before_writing_anything(office: Office, draft: str) -> None:
    assert office.done("resident", f"{draft}/why", {"grounds": "", "then": "later"}) == "/appeals"


def test_an_appeal_without_a_reason_is_asked_for_it(office: Office, draft: str) -> None:
    page = office.refused("resident", f"{draft}/why", {"grounds": "   "})
    assert page.errors == ["Write why you think our decision is wrong"]
    check = office.get("resident", f"{draft}/check")
    assert check.links["Tell us why"] == f"{draft}/why?then=check"
    assert office.done("resident", f"{draft}/check", {}, at=f"{draft}/want") == f"{draft}/why?then=check"


def test_ten_thousand_characters_are_taken_and_one_more_loses_nothing(office: Office, draft: str) -> None:
    page = office.refused("resident", f"{draft}/why", {"grounds": "a" * 10_001})
    assert "1 character too long" in page.errors[0]
    assert page.field(WHY).value.strip() == "a" * 10_001
    assert office.done("resident", f"{draft}/why", {"grounds": "a" * 10_000}) == f"{draft}/want"


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("new-evidence", "Choose whether you have something to show us"),
        ("complaint", "Choose yes or no"),
    ],
)
def test_a_question_without_an_answer_says_what_to_do(office: Office, draft: str, question: str, message: str) -> None:
    assert office.refused("resident", f"{draft}/{question}", {}).errors == [message]


def test_a_changed_answer_leads_back_to_the_answers(office: Office, draft: str) -> None:
    answered(office, draft)
    change = f"{draft}/want?then=check"
    assert change in office.get("resident", f"{draft}/check").links.values()
    assert office.done("resident", change, {"wanted": "End it."}) == f"{draft}/check"


def test_files_are_added_one_by_one_and_taken_away_again(office: Office, draft: str) -> None:
    assert office.done("resident", f"{draft}/new-evidence", {"new_evidence": "yes"}) == f"{draft}/evidence"
    for name in ("note.pdf", f"{AWKWARD}.pdf"):
        file = (BytesIO(PDF + name.encode()), name)
        assert office.done("resident", f"{draft}/evidence", {"files": file}) == f"{draft}/evidence"
    page = office.get("resident", f"{draft}/evidence")
    assert "2 files added" in page.main
    assert "note.pdf" in page.main
    opened = office.browser("resident").get(page.links["note.pdf"])
    assert opened.data == PDF + b"note.pdf"
    assert opened.headers["Content-Disposition"].startswith("attachment")
    removing = next(form.get("action", "") for form in page.all("form") if "/remove" in form.get("action", ""))
    assert office.done("resident", removing, {}, at=f"{draft}/evidence") == f"{draft}/evidence"
    assert "1 file added" in office.get("resident", f"{draft}/evidence").main
    assert office.done("resident", f"{draft}/evidence", {}, form=1) == f"{draft}/complaint"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (PROGRAM, "We cannot open note.pdf"),
        (b"", "note.pdf is empty"),
        (PDF + b"0" * 10 * 1024 * 1024, "note.pdf is too big. A file can have at most 10 MB"),
    ],
    ids=["a program with another ending", "an empty file", "a file over the limit"],
)
def test_a_file_that_cannot_be_taken_is_named_with_the_reason(
    office: Office, draft: str, content: bytes, message: str
) -> None:
    office.done("resident", f"{draft}/why", {"grounds": ARABIC})
    form = office.get("resident", f"{draft}/evidence").form_data()
    page = inspect(send_file(office, f"{draft}/evidence", form, content, "note.pdf"))
    assert message in page.errors[0]
    assert office.town.count(Evidence) == 0
    assert row(office, draft).grounds == ARABIC


def test_a_recording_may_be_larger_than_a_photo(office: Office, draft: str) -> None:
    form = office.get("resident", f"{draft}/evidence").form_data()
    large = b"0" * 12 * 1024 * 1024
    assert "at most 10 MB" in inspect(send_file(office, f"{draft}/evidence", form, PDF + large, "note.pdf")).errors[0]
    answer = send_file(office, f"{draft}/evidence", form, b"ID3\x03" + large, "call.mp3")
    assert (answer.status_code, office.town.count(Evidence)) == (303, 1)


def test_more_than_a_request_may_carry_is_answered_on_the_page_of_the_files(office: Office, draft: str) -> None:
    answer = send_file(office, f"{draft}/evidence", {"csrf_token": "x"}, b"0" * 61 * 1024 * 1024, "film.mp4")
    assert (answer.status_code, answer.location) == (303, f"{draft}/evidence")
    assert "at most 50 MB" in office.get("resident", f"{draft}/evidence").main


@pytest.mark.parametrize("page", ["", *(f"/{page}" for page in PAGES)])
def test_a_neighbour_finds_nothing_of_an_appeal(office: Office, draft: str, page: str) -> None:
    found = office.get("neighbour", f"{draft}{page}", status=404)
    assert reference(draft) not in found.main


def test_a_neighbour_can_neither_start_nor_send_for_somebody_else(office: Office, draft: str) -> None:
    with office.app.extensions["database"].reading() as session:
        decision = session.scalars(select(Appeal)).one().decision.ref
    inspect(office.browser("neighbour").get(f"/appeals/new?decision={decision}"), status=404)
    with pytest.raises(Exception, match=reference(draft)):
        office.town.act("neighbour", appeals.submit, reference(draft))
    assert "There is no decision of ours" in office.get("neighbour", "/appeals/new").main


def test_an_appeal_that_was_sent_is_changed_no_more(office: Office, draft: str) -> None:
    answered(office, draft)
    office.done("resident", f"{draft}/check", {})
    for question in ("why", "evidence", "check"):
        answer = office.browser("resident").get(f"{draft}/{question}")
        assert (answer.status_code, answer.location) == (303, draft)


def test_a_draft_is_deleted_and_a_sent_appeal_withdrawn_only_after_being_asked(office: Office, draft: str) -> None:
    assert office.get("resident", f"{draft}/withdraw").h1 == "Delete this draft?"
    answered(office, draft)
    office.done("resident", f"{draft}/check", {})
    assert office.get("resident", f"{draft}/withdraw").h1 == "Withdraw this appeal?"
    assert office.done("resident", f"{draft}/withdraw", {}) == "/appeals"
    assert "Withdrawn" in office.get("resident", "/appeals").main
    assert office.get("resident", draft).h1 == "This appeal was withdrawn"


@pytest.mark.parametrize(
    ("outcome", "heading", "now"),
    [("uphold", "We agree with your appeal", "ended on"), ("dismiss", "We do not agree with your appeal", "stays")],
)
def test_the_answer_is_shown_with_its_reasons_and_what_applies_now(
    office: Office, draft: str, outcome: Literal["uphold", "dismiss"], heading: str, now: str
) -> None:
    answered(office, draft)
    office.done("resident", f"{draft}/check", {})
    ref = office.town.taken(reference(draft))
    assert "Nobody yet" not in office.get("resident", draft).main
    office.town.act("hearer", hearings.decide, ref, outcome, AWKWARD)
    page = office.get("resident", draft)
    assert page.h1 == heading
    assert AWKWARD in page.main
    assert now in page.main
    assert "Housing Ombudsman" in page.main
    nothing_left = "Nothing limits how you contact us" in office.get("resident", "/arrangements").main
    assert nothing_left == (outcome == "uphold")


def test_an_advocate_appeals_for_a_client_and_the_client_sees_it(office: Office) -> None:
    office.town.decided()
    base = f"/clients/{office.town.ref('resident')}"
    start = office.get("advocate", f"{base}/arrangements").links["Appeal against this"]
    assert start.startswith(f"{base}/appeals/new")
    draft = office.done("advocate", start, {})
    assert draft.startswith(f"{base}/appeals/")
    office.done("advocate", f"{draft}/why", {"grounds": "My client was ill."})
    office.done("advocate", f"{draft}/want", {"wanted": ""})
    office.done("advocate", f"{draft}/new-evidence", {"new_evidence": "no"})
    office.done("advocate", f"{draft}/complaint", {"complaint_too": "no"})
    ref = draft.rpartition("/")[2]
    office.get("resident", f"/appeals/{ref}", status=404)
    assert office.done("advocate", f"{draft}/check", {}) == draft
    assert "My client was ill." in office.get("resident", f"/appeals/{ref}").main
    assert ref in office.get("advocate", "/clients").main


def test_what_was_typed_is_kept_when_the_session_has_lapsed(office: Office, draft: str) -> None:
    browser = office.browser("resident")
    with browser.session_transaction() as session:  # as signing in leaves it: a form names whose it is
        session["csrf_token"] = f"{'0' * 40}.customer:{office.town.known['resident'].id}"
    form = office.get("resident", f"{draft}/why").form_data()
    with browser.session_transaction() as session:
        session["at"] -= 31 * 60
    answer = browser.post(f"{draft}/why", data={**form, "grounds": AWKWARD})
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")
    with browser.session_transaction() as session:
        session["at"] += 31 * 60
    page = office.get("resident", f"{draft}/why")
    assert page.field(WHY).value.strip() == AWKWARD


def test_a_second_appeal_while_one_is_heard_leads_to_the_first(office: Office, draft: str) -> None:
    answered(office, draft)
    office.done("resident", f"{draft}/check", {})
    with office.app.extensions["database"].reading() as session:
        decision = session.scalars(select(Appeal)).one().decision.ref
    assert office.done("resident", f"/appeals/new?decision={decision}", {}) == draft
    assert "There is an appeal against this decision already" in office.get("resident", draft).main


def test_a_repeated_appeal_without_anything_new_is_told_why_and_where_to_go(office: Office, draft: str) -> None:
    answered(office, draft)
    office.done("resident", f"{draft}/check", {})
    ref = office.town.taken(reference(draft))
    office.town.act("hearer", hearings.decide, ref, "dismiss", "It was needed.")
    with office.app.extensions["database"].reading() as session:
        decision = session.scalars(select(Appeal)).one().decision.ref
    again = office.done("resident", f"/appeals/new?decision={decision}", {})
    answered(office, again)
    answer = office.post("resident", f"{again}/check", {})
    page = inspect(answer, status=409)
    assert page.h1 == "We cannot take this here"
    assert "Housing Ombudsman" in page.main
    assert row(office, again).grounds == "Nobody came."
    with pytest.raises(RefusedError):
        office.town.act("resident", appeals.submit, reference(again))
