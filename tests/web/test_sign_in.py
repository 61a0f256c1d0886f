"""Coming in: customers and advocates without a password, staff with two proofs, and nobody by guessing."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from sqlalchemy import event, func, select, update

from casework.actions import sign_in
from casework.actions.people import CustomerFacts, register_customer
from casework.actions.work import Work
from casework.records.events import Event, read
from casework.records.letters import Letter
from casework.records.people import Advocate, Customer, StaffMember
from casework.records.signin import Attempt, LetterCode, SignInCode
from tests.people import PASSWORD, totp_secret
from tests.web.doorway import Doorway
from tests.web.office import Office, settings_of

RESIDENT = "samira.exemplar@example.org"
BIRTHDAY: dict[str, Any] = {"birthday__day": "4", "birthday__month": "3", "birthday__year": "1979"}
OTHER_BIRTHDAY: dict[str, Any] = {"birthday__day": "5", "birthday__month": "3", "birthday__year": "1979"}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Where mails and texts can be sent."""
    made = Office(replace(settings_of(database_url, tmp_path, "octavia"), demo=True))
    yield made
    made.app.extensions["database"].engine.dispose()


@pytest.fixture
def door(office: Office) -> Doorway:
    return Doorway(office)


def letter_code(door: Doorway, who: str = "resident") -> str:
    """The access code of a letter to that person."""
    customer_id = door.office.town.known[who].id

    def write(work: Work) -> str:
        code = sign_in.new_letter_code()
        letter = Letter(
            ref="L-TEST-TEST", kind="decision", customer_id=customer_id, language="en", content=b"", sha256="",
            issued_at=datetime.now(UTC),
        )  # fmt: skip
        work.session.add(letter)
        work.session.flush()
        sign_in.keep_letter_code(work, code, letter.id, customer_id)
        return code

    return door.office.town.act("system", write)


def staff_code(who: str, at: float | None = None) -> str:
    return pyotp.TOTP(totp_secret(who)).at(int(at or time.time()))


# A code by email or text


@pytest.mark.parametrize(
    ("address", "who", "home"),
    [
        (RESIDENT, "resident", "/arrangements"),
        (" Samira.Exemplar@Example.org ", "resident", "/arrangements"),
        ("07700 900101", "resident", "/arrangements"),
        ("+44 7700-900101", "resident", "/arrangements"),
        ("ada.spokeswell@advice.example.org", "advocate", "/clients"),
    ],
)
def test_a_code_to_the_address_on_record_opens_the_door(door: Doorway, address: str, who: str, home: str) -> None:
    assert door.send("/sign-in", address=address).location == "/sign-in/code"
    answer = door.send("/sign-in/code", code=door.code())
    assert answer.location == home
    person = door.office.town.known[who]
    assert door.who() == f"{person.kind}:{person.id}"


def test_a_code_may_be_typed_with_spaces(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    code = door.code()
    assert door.send("/sign-in/code", code=f" {code[:3]} {code[3:]} ").location == "/arrangements"


def test_nobody_learns_whether_somebody_is_on_record(door: Doorway) -> None:
    """The same page and the same rows written, whoever it is; only the post differs."""

    def ask(address: str) -> tuple[str, Counter[str]]:
        stranger, rows = Doorway(door.office), Counter[str]()

        def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.startswith(("INSERT", "UPDATE", "DELETE")):
                rows[" ".join(statement.split()[:3])] += 1

        event.listen(door.database.engine, "before_cursor_execute", count)
        stranger.send("/sign-in", address=address)
        event.remove(door.database.engine, "before_cursor_execute", count)
        return stranger.get("/sign-in/code").main.replace(address, "ADDRESS"), rows

    known, unknown = ask(RESIDENT), ask("nobody@example.org")
    assert known == unknown
    assert [message.to for message in door.post_box()] == [RESIDENT]


def test_a_wrong_code_says_how_many_tries_are_left_and_keeps_the_address(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    wrong = "111111" if door.code() != "111111" else "222222"
    page = door.refused("/sign-in/code", code=wrong)
    assert page.errors == ["This code is not right. Check it and type it again. You have 4 tries left."]
    assert RESIDENT in page.main
    assert door.get("/sign-in").field("Your email address or phone number").value == RESIDENT
    assert door.send("/sign-in/code", code=door.code()).location == "/arrangements"


def test_five_wrong_tries_end_a_code_even_for_who_then_knows_it(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    wrong = "111111" if door.code() != "111111" else "222222"
    said = [door.refused("/sign-in/code", code=wrong).errors[0] for _ in range(5)]
    assert said[4] == "That was the last try with this code. Ask for a new code."
    assert door.refused("/sign-in/code", code=door.code()).errors == [said[4]]
    assert door.who() is None


def test_a_code_works_once(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    code = door.code()
    with door.browser.session_transaction() as session:
        handle = session["asked"]
    door.send("/sign-in/code", code=code)
    door.earlier(SignInCode, "used_at", timedelta(seconds=11))
    thief = Doorway(door.office)
    with thief.browser.session_transaction() as session:
        session["asked"] = handle
    assert thief.refused("/sign-in/code", code=code).errors == [
        "This code has been used. Each code works once. Ask for a new code."
    ]


def test_a_button_pressed_twice_still_signs_in(door: Doorway) -> None:
    """The browser drops the first answer, and sends the second with the cookie from before."""
    door.send("/sign-in", address=RESIDENT)
    typed = {**door.get("/sign-in/code").form_data(), "code": door.code()}
    with door.browser.session_transaction() as session:
        before = dict(session)
    assert door.browser.post("/sign-in/code", data=typed).location == "/arrangements"
    with door.browser.session_transaction() as session:
        session.clear()
        session.update(before)
    assert door.browser.post("/sign-in/code", data=typed).location == "/arrangements"
    with door.browser.session_transaction() as session:
        session.clear()
        session.update(before)
    wrong = "111111" if typed["code"] != "111111" else "222222"
    assert "has been used" in door.refused("/sign-in/code", code=wrong).errors[0]


def test_a_code_is_too_old_after_ten_minutes(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    door.earlier(SignInCode, "expires_at", timedelta(minutes=10))
    assert door.refused("/sign-in/code", code=door.code()).errors == [
        "This code is too old: a code works for 10 minutes. Ask for a new code."
    ]


def test_a_code_works_only_in_the_browser_that_asked_for_it(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    assert "Ask for a new code" in Doorway(door.office).refused("/sign-in/code", code=door.code()).errors[0]


@pytest.mark.parametrize("address", [RESIDENT, "nobody@example.org"])
def test_codes_can_be_asked_for_five_times_an_hour(door: Doorway, address: str) -> None:
    for _ in range(5):
        assert door.send("/sign-in", address=address).location == "/sign-in/code"
    page = door.refused("/sign-in", address=address)
    assert page.errors[0].startswith("You have asked for several codes. Ask again after ")
    assert page.field("Your email address or phone number").value == address
    door.earlier(Attempt, "at", timedelta(hours=1))
    assert door.send("/sign-in", address=address).location == "/sign-in/code"


@pytest.mark.parametrize("typed", ["", "samira", "samira@", "12"])
def test_what_is_no_address_is_answered_beside_the_field(door: Doorway, typed: str) -> None:
    assert door.refused("/sign-in", address=typed).field("Your email address or phone number").error


def test_another_code_goes_to_the_same_address(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    assert door.send("/sign-in/code/again", at="/sign-in/code", form=1).location == "/sign-in/code"
    assert [message.to for message in door.post_box()] == [RESIDENT, RESIDENT]
    assert door.send("/sign-in/code", code=door.code()).location == "/arrangements"


# One address, two people


@pytest.fixture
def couple(door: Doorway) -> str:
    """The address of two customers and an advocate."""
    address = "home@example.org"
    town = door.office.town
    town.act("system", register_customer, CustomerFacts("tenant", "Pat", datetime(1960, 1, 2).date(), email=address))  # noqa: DTZ001
    with door.database.writing() as session:
        session.execute(update(Customer).where(Customer.id == town.known["resident"].id).values(email=address))
        session.execute(update(Advocate).values(email=address))
    return address


def test_a_shared_address_asks_which_of_them_it_is(door: Doorway, couple: str) -> None:
    door.send("/sign-in", address=couple)
    assert door.send("/sign-in/code", code=door.code()).location == "/sign-in/who"
    assert door.who() is None
    page = door.refused("/sign-in/who", **OTHER_BIRTHDAY)
    assert page.errors == ["That does not match anybody with this address. Check it and try again."]
    assert door.send("/sign-in/who", **BIRTHDAY).location == "/arrangements"
    assert door.who() == f"customer:{door.office.town.known['resident'].id}"


def test_an_advocate_at_a_shared_address_says_their_name(door: Doorway, couple: str) -> None:
    door.send("/sign-in", address=couple)
    door.send("/sign-in/code", code=door.code())
    assert door.send("/sign-in/who", name="ada spokeswell").location == "/clients"


def test_the_birthday_alone_opens_nothing(door: Doorway, couple: str) -> None:
    """Who was sent a code and has not proved it is asked for nothing else."""
    door.send("/sign-in", address=couple)
    assert "Ask for a new code" in door.refused("/sign-in/who", **BIRTHDAY).errors[0]


def test_guessing_who_somebody_is_ends_after_five_tries(door: Doorway, couple: str) -> None:
    door.send("/sign-in", address=couple)
    door.send("/sign-in/code", code=door.code())
    for _ in range(5):
        door.refused("/sign-in/who", **OTHER_BIRTHDAY)
    assert door.refused("/sign-in/who", **BIRTHDAY).errors == ["That was the last try. Ask for a new code."]


# The code in a letter


@pytest.mark.parametrize(
    "spelled", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")]
)
def test_the_code_in_a_letter_and_the_birthday_open_the_door(door: Doorway, spelled: Callable[[str], str]) -> None:
    code = letter_code(door)
    assert len(code) == 14
    assert door.send("/sign-in/letter", code=spelled(code), **BIRTHDAY).location == "/arrangements"


def test_a_letter_is_good_for_more_than_one_visit(door: Doorway) -> None:
    code = letter_code(door)
    for _ in range(12):
        assert Doorway(door.office).send("/sign-in/letter", code=code, **BIRTHDAY).location == "/arrangements"


def test_a_wrong_code_and_a_wrong_birthday_are_answered_alike(door: Doorway) -> None:
    code = letter_code(door)
    wrong_birthday = door.refused("/sign-in/letter", code=code, **OTHER_BIRTHDAY).errors
    assert wrong_birthday == door.refused("/sign-in/letter", code="2222-2222-2222", **BIRTHDAY).errors
    assert door.who() is None


def test_the_code_in_a_letter_rests_for_an_hour_after_ten_tries(door: Doorway) -> None:
    code = letter_code(door)
    for _ in range(10):
        door.refused("/sign-in/letter", code=code, **OTHER_BIRTHDAY)
    assert (
        "There were too many tries. Try again after" in door.refused("/sign-in/letter", code=code, **BIRTHDAY).errors[0]
    )
    door.earlier(Attempt, "at", timedelta(hours=1))
    assert door.send("/sign-in/letter", code=code, **BIRTHDAY).location == "/arrangements"


def test_fifty_wrong_birthdays_end_the_code_of_a_letter(door: Doorway) -> None:
    code = letter_code(door)
    with door.database.writing() as session:
        session.execute(update(LetterCode).values(wrong_tries=49))
    door.refused("/sign-in/letter", code=code, **OTHER_BIRTHDAY)
    assert "no longer works" in door.refused("/sign-in/letter", code=code, **BIRTHDAY).errors[0]


def test_an_old_letter_says_what_to_do_instead(door: Doorway) -> None:
    code = letter_code(door)
    door.earlier(LetterCode, "expires_at", timedelta(days=180))
    page = door.refused("/sign-in/letter", code=code, **BIRTHDAY)
    assert page.errors == ["This code no longer works. Sign in with a code by email or text, or telephone us."]


def test_31_february_is_no_birthday_and_stays_in_the_boxes(door: Doorway) -> None:
    page = door.refused(
        "/sign-in/letter", code="2222-2222-2222", birthday__day="31", birthday__month="2", birthday__year="1979"
    )
    assert (page.field("Day").value, page.field("Month").value) == ("31", "2")


def test_somebody_without_code_and_letter_is_told_whom_to_ring(door: Doorway) -> None:
    page = door.get("/sign-in/help")
    assert "tel:+441632960300" in page.links.values()
    assert "/sign-in/help" in door.get("/sign-in").links.values()


# Sessions


def test_after_signing_in_the_person_goes_where_they_were_going(door: Doorway) -> None:
    asked = door.browser.get("/letters")
    assert asked.location == "/sign-in?next=/letters"
    door.get(asked.location)
    door.send("/sign-in", at=asked.location, address=RESIDENT)
    assert door.send("/sign-in/code", code=door.code()).location == "/letters"


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/staff/", "/sign-in"],
)
def test_nobody_is_led_away_by_a_forged_link(door: Doorway, wanted: str) -> None:
    door.browser.get("/sign-in", query_string={"next": wanted})
    door.send("/sign-in", at="/sign-in?next=" + wanted.replace("\\", "%5C"), address=RESIDENT)
    assert door.send("/sign-in/code", code=door.code()).location == "/arrangements"


def test_signing_in_begins_a_new_session(door: Doorway) -> None:
    with door.browser.session_transaction() as session:
        session["planted"] = session["csrf_token"] = "planted"
    door.send("/sign-in", address=RESIDENT)
    door.send("/sign-in/code", code=door.code())
    with door.browser.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != "planted"


@pytest.mark.parametrize(("mark", "minutes"), [("at", 31), ("since", 12 * 60 + 1)])
def test_a_session_ends_when_nobody_is_there_and_after_half_a_day(office: Office, mark: str, minutes: int) -> None:
    browser = office.browser("resident")
    assert browser.get("/arrangements").status_code == 200
    with browser.session_transaction() as session:
        session[mark] -= minutes * 60
    assert browser.get("/arrangements").location == "/sign-in?next=/arrangements"


def test_one_more_version_signs_a_person_out_everywhere(office: Office) -> None:
    browser = office.browser("resident")
    with office.app.extensions["database"].writing() as session:
        session.execute(update(Customer).values(session_version=2))
    assert browser.get("/arrangements").status_code == 303


def test_somebody_who_signed_out_has_no_way_back(office: Office) -> None:
    browser = office.browser("resident")
    form = office.get("resident", "/arrangements").html
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    assert browser.post("/sign-out", data={"csrf_token": token}).location == "/signed-out"
    assert browser.get("/arrangements").status_code == 303


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    cookies = door.send("/sign-in/code", code=door.code()).headers.getlist("Set-Cookie")
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert any(cookie.startswith("open-door-octavia=") for cookie in cookies)


def test_a_signed_in_page_is_read_and_never_written(office: Office) -> None:
    browser, seen = office.browser("resident"), []
    browser.get("/arrangements")
    engine = office.app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2].split()[0]))
    assert browser.get("/arrangements").status_code == 200
    assert set(seen) <= {"SELECT", "PRAGMA", "BEGIN"}
    assert seen.count("SELECT") <= 6


# Staff


def sign_in_as(door: Doorway, who: str) -> str:
    assert (
        door.send("/staff/sign-in", email=f"{who}@staff.example.org", password=PASSWORD).location
        == "/staff/sign-in/code"
    )
    return str(door.send("/staff/sign-in/code", code=staff_code(who)).location)


def test_staff_need_a_password_and_the_authenticator(door: Doorway) -> None:
    assert (
        door.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD).location
        == "/staff/sign-in/code"
    )
    assert door.who() is None
    assert door.browser.get("/staff/").status_code == 303
    wrong = "000000" if staff_code("officer") != "000000" else "111111"
    assert "This code is not right" in door.refused("/staff/sign-in/code", code=wrong).errors[0]
    assert door.send("/staff/sign-in/code", code=staff_code("officer")).location == "/staff/"
    assert door.browser.get("/staff/").status_code == 200


def test_an_authenticator_code_works_once(door: Doorway) -> None:
    at = time.time()
    for who in (door, Doorway(door.office)):
        who.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD)
    second = who
    assert door.send("/staff/sign-in/code", code=staff_code("officer", at)).location == "/staff/"
    assert "has been used" in second.refused("/staff/sign-in/code", code=staff_code("officer", at)).errors[0]


@pytest.mark.parametrize(("seconds", "works"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_clock_may_be_half_a_minute_off(door: Doorway, seconds: int, works: bool) -> None:
    door.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD)
    answer = door.send("/staff/sign-in/code", code=staff_code("officer", time.time() + seconds))
    assert (answer.location == "/staff/") is works


def test_an_unknown_email_and_a_wrong_password_are_answered_alike(door: Doorway) -> None:
    unknown = door.refused("/staff/sign-in", email="nobody@staff.example.org", password="wrong")
    wrong = door.refused("/staff/sign-in", email="officer@staff.example.org", password="wrong")
    assert unknown.errors == wrong.errors
    assert wrong.field("Work email address").value == "officer@staff.example.org"
    assert wrong.field("Password").value == ""


@pytest.mark.parametrize("email", ["officer@staff.example.org", "nobody@staff.example.org"])
def test_ten_tries_close_the_door_for_a_quarter_of_an_hour(door: Doorway, email: str) -> None:
    for _ in range(10):
        door.refused("/staff/sign-in", email=email, password="wrong")
    said = door.refused("/staff/sign-in", email=email, password=PASSWORD).errors
    assert said[0].startswith("There were too many tries, so signing in is closed for now. Try again after ")
    door.earlier(Attempt, "at", timedelta(minutes=15))
    if email.startswith("officer"):
        assert sign_in_as(door, "officer") == "/staff/"


def test_signing_in_as_staff_ends_the_customers_session(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    door.send("/sign-in/code", code=door.code())
    door.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD)
    assert door.who() is None
    door.send("/staff/sign-in/code", code=staff_code("officer"))
    assert door.who() == f"staff:{door.office.town.known['officer'].id}"
    assert door.browser.get("/arrangements").location == "/sign-in?next=/arrangements"


def test_who_has_left_cannot_come_in(door: Doorway) -> None:
    sign_in_as(door, "officer")
    with door.database.writing() as session:
        session.execute(update(StaffMember).values(left_on=datetime.now(UTC).date() - timedelta(days=2)))
    assert door.browser.get("/staff/").status_code == 303
    assert door.refused("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD).errors


def test_signing_in_is_on_record_and_holds_no_address(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    door.send("/sign-in/code", code=door.code())
    with door.database.reading() as session:
        last = session.scalars(select(Event).order_by(Event.number.desc()).limit(1)).one()
        assert (last.name, last.actor, last.subject) == ("signed_in", "customer", door.office.town.ref("resident"))
        assert set(read(session, last)) == {"salt", "how"}


def test_addresses_codes_and_names_stay_out_of_log_and_urls(door: Doorway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visited = []
    for answer in (
        door.send("/sign-in", address=RESIDENT),
        door.send("/sign-in/code", code="123456"),
        door.send("/sign-in/letter", code="K7F3-9QPM-2RTV", **BIRTHDAY),
        door.send("/staff/sign-in", email="officer@staff.example.org", password="wrong"),
    ):
        visited += [answer.request.url, answer.location or ""]
    told = caplog.text + " ".join(visited)
    for secret in (RESIDENT, "123456", door.code(), "K7F3", "officer@staff", "1979"):
        assert secret not in told


def test_limits_hold_for_every_process(door: Doorway) -> None:
    """They are counted in the database, under keyed hashes: not a number in memory, and not an address to read."""
    door.send("/sign-in", address=RESIDENT)
    with door.database.reading() as session:
        kept = session.scalars(select(Attempt.key_hash)).all()
        assert session.scalar(select(func.count()).select_from(Attempt)) == 2
    assert all(len(one) == 64 for one in kept)
