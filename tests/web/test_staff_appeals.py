"""Hearing appeals: who may, the answer in one step or two, files that were sent, and two hearers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casework.actions import appeals, evidence, taking_in
from casework.records import desk
from letters import words
from staff.evidence import safe_name
from tests.web.inspect import Page, inspect
from tests.web.office import Office, open_office

REASONS = "Nobody came, so she had to call."
CHANGES = {"outcome": "vary", "reasons": REASONS, "x0_what": "changes"}


def appealed(office: Office, taken: bool = True) -> str:
    ref = office.town.appealed(office.town.decided())
    if taken:
        office.town.taken(ref)
    return f"/staff/appeals/{ref}"


def found(office: Office, appeal: str) -> Any:
    with office.town.database.reading() as session:
        return desk.appeal(session, appeal.rpartition("/")[2])


def test_an_appeal_waits_with_its_last_day_in_words(office: Office) -> None:
    appeal = appealed(office, taken=False)
    page = office.get("hearer", "/staff/appeals")
    assert "Waiting for a hearer (1)" in page.main
    assert "in 10 working days" in page.main
    assert "You may hear it" in page.main
    assert "Someone else has to hear it" in office.get("decider", "/staff/appeals").main
    assert "Appeals to hear (1)" in office.get("hearer", "/staff/").main
    assert "Appeals to hear (1)" not in office.get("decider", "/staff/").main
    assert "Nobody came, so I had to call." in office.get("hearer", appeal).main


def test_an_appeal_that_was_written_down_later_stands_under_the_day_on_which_it_came(office: Office) -> None:
    decision, came = office.town.decided(), office.town.today
    office.town.later(days=3)
    told = taking_in.TakenIn("telephone", came, "Nobody came.")
    ref = office.town.act("officer", taking_in.take_in, decision, told, "taken-1")
    assert words.date(came, "en") in office.get("hearer", "/staff/appeals?sort=received").main
    assert (
        f"It reached us by telephone. Received on {words.date(came, 'en')}"
        in office.get("hearer", f"/staff/appeals/{ref}").main
    )


@pytest.mark.parametrize(("outcome", "state"), [("uphold", "ended"), ("dismiss", "in_force")])
def test_the_answer_changes_the_arrangement_at_once(office: Office, outcome: str, state: str) -> None:
    appeal = appealed(office)
    office.done("hearer", f"{appeal}/decide", {"outcome": outcome, "reasons": REASONS})
    with office.town.database.reading() as session:
        decision = desk.decision(session, found(office, appeal).decision.ref)
        assert [row.state for row in decision.restrictions] == [state]
    assert REASONS in office.get("officer", appeal).main


def test_a_restriction_that_changes_asks_for_its_new_terms_in_a_second_step(office: Office) -> None:
    appeal = appealed(office)
    path = f"{appeal}/decide"
    first = office.get("hearer", path)
    page = inspect(office.browser("hearer").post(path, data={**first.form_data(), **CHANGES}))
    assert not page.errors
    assert "Write the new terms below" in page.main
    sent = page.form_data()
    assert (sent["x0_from"], sent["x0_to"], sent["reasons"].strip()) == ("10:00", "11:00", REASONS)
    assert page.field("Tuesday").value == "tue"
    again = {**sent, **CHANGES, "x0_days": ["mon", "thu"], "x0_to": "1pm"}
    assert office.browser("hearer").post(path, data=again).location == appeal
    page = office.get("officer", appeal)
    assert "You may telephone us on Mondays and on Thursdays, from 10 am to 1 pm." in page.main
    assert "As changed on this appeal." in page.main


def test_new_terms_that_cannot_be_read_are_said_at_their_field(office: Office) -> None:
    path = f"{appealed(office)}/decide"
    sent = {**office.get("hearer", path).form_data(), **CHANGES}
    page = inspect(office.browser("hearer").post(path, data=sent))
    wrong = {**page.form_data(), **CHANGES, "x0_days": "mon", "x0_to": "9am"}
    page = inspect(office.browser("hearer").post(path, data=wrong))
    assert page.errors == ["Enter a time that is later than the start"]
    assert page.field("Until what time?").value == "9am"


def test_an_arrangement_that_closes_every_door_is_refused_on_appeal_too(office: Office) -> None:
    with_advocate_gone = office.town.appealed(office.town.decided("neighbour"), by="neighbour")
    office.town.taken(with_advocate_gone)
    path = f"/staff/appeals/{with_advocate_gone}/decide"
    wanted = {**CHANGES, "x0_kind": "third_party_only"}
    page = inspect(office.browser("hearer").post(path, data={**office.get("hearer", path).form_data(), **wanted}))
    page = inspect(office.browser("hearer").post(path, data={**page.form_data(), **wanted}))
    assert any("No way to contact the landlord would be left" in error for error in page.errors)
    assert found(office, path.removesuffix("/decide")).state == "hearing"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Choose your answer"),
        ({"outcome": "dismiss"}, "Write your reasons"),
        ({"outcome": "vary", "reasons": REASONS}, "Choose what happens to this restriction"),
        ({"outcome": "vary", "reasons": REASONS, "x0_what": "stands"}, "Nothing would change"),
        ({"outcome": "vary", "reasons": REASONS, "x0_what": "ends"}, "Everything would end"),
    ],
)
def test_an_answer_that_is_not_whole_is_not_taken(office: Office, typed: dict[str, str], says: str) -> None:
    page = office.refused("hearer", f"{appealed(office)}/decide", typed)
    assert any(says in error for error in page.errors), page.errors
    assert page.form_data().get("reasons", "").strip() == typed.get("reasons", "")


def test_of_two_who_take_an_appeal_one_has_it_and_the_other_is_told(database_url: str, tmp_path: Path) -> None:
    with open_office(database_url, tmp_path, "octavia") as office:
        appeal = appealed(office, taken=False)
        sent = {who: office.get(who, appeal).form_data() for who in ("hearer", "hearer-2")}
        for who, data in sent.items():
            office.browser(who).post(f"{appeal}/take", data=data)
        assert found(office, appeal).hearer_id == office.town.known["hearer"].id
        page = office.get("hearer-2", appeal)
        assert "Someone else took this appeal while you were reading." in page.text
        assert "Hana Hearer hears this appeal" in page.main


def test_an_answer_to_an_appeal_that_was_decided_meanwhile_keeps_its_text(office: Office) -> None:
    appeal = appealed(office)
    path = f"{appeal}/decide"
    sent = office.get("hearer", path).form_data()
    office.done("hearer", path, {"outcome": "uphold", "reasons": REASONS})
    answer = office.browser("hearer").post(path, data={**sent, "outcome": "dismiss", "reasons": "Other words."})
    page = inspect(answer)
    assert "This appeal was decided while you were reading" in page.errors[0]
    assert "Other words." in page.html
    assert found(office, appeal).outcome == "uphold"


def released(office: Office, appeal: str) -> str:
    """The address of the appeal's one file, after somebody has let it through: until then there is no way to it."""
    page = office.get("hearer", f"/staff/appeals/{appeal}")
    assert "Not scanned yet" in page.main
    with office.town.database.reading() as session:
        address = f"/staff/evidence/{desk.appeal(session, appeal).evidence[0].ref}"
    assert office.browser("hearer").get(address).status_code == 404
    office.done("hearer", f"{address}/release", {}, at=f"/staff/appeals/{appeal}", form=release_form(page))
    assert address in office.get("hearer", f"/staff/appeals/{appeal}").links.values()
    return address


def release_form(page: Page) -> int:
    """Which of the page's forms lets a file through."""
    forms = [form.get("action", "") for form in next(page.all("main")).iter("form")]
    return next(place for place, action in enumerate(forms) if action.endswith("/release"))


def test_a_file_comes_as_it_was_sent_and_opens_nowhere_by_itself(office: Office) -> None:
    town = office.town
    draft = town.act("resident", appeals.start, town.decided())
    town.act("resident", appeals.answer, draft, grounds="See the photo.", wanted="End it.", new_evidence=True)
    town.act("resident", evidence.attach, draft, "../<b>my</b> photo.png", b"\x89PNG bytes", "image/png")
    town.act("resident", appeals.submit, draft)
    address = released(office, draft)
    answer = office.browser("hearer").get(address)
    assert answer.data == b"\x89PNG bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.mimetype == "application/octet-stream"
    assert office.browser("hearer").get(address[:-4] + "2222").status_code == 404
    assert office.browser("contractor").get(address).status_code == 403


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\bill.pdf", "bill.pdf"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie x.png"),
        ("رسالة.pdf", "رسالة.pdf"),
        ("...", "E-2222-2222"),
    ],
)
def test_a_file_name_is_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name, "E-2222-2222") == safe


def test_a_list_is_sorted_by_its_links(office: Office) -> None:
    appealed(office, taken=False)
    page = office.get("hearer", "/staff/appeals", query_string={"sort": "-customer"})
    [column] = [cell for cell in page.all("th") if cell.get("aria-sort")]
    assert (column.get("aria-sort"), "".join(column.itertext()).strip()) == ("descending", "Customer")


def test_the_outcome_letter_hides_its_code_from_staff(office: Office) -> None:
    appeal = appealed(office)
    office.done("hearer", f"{appeal}/decide", {"outcome": "uphold", "reasons": REASONS})
    letters = {a for a in office.get("officer", appeal).links.values() if a.startswith("/staff/letters/")}
    with office.town.database.reading() as session:
        from casework.actions.letters import frozen_of

        for address in letters:
            frozen = frozen_of(session, desk.letter(session, address.rpartition("/")[2])).decode()
            codes = {part.split('"text":"')[1].split('"')[0] for part in frozen.split("{") if '"kind":"code"' in part}
            page = office.get("officer", address)
            assert not [code for code in codes if code in page.text]
    assert letters
