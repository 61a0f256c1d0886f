"""Coming in without a password: customers and advocates, and nobody by guessing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, update

from casework.actions.people import CustomerFacts, register_customer
from casework.records.events import Event, read
from casework.records.people import Advocate, Customer
from casework.records.signin import Attempt, LetterCode, SignInCode
from tests.web.doorway import Doorway, letter_code

RESIDENT = "samira.exemplar@example.org"
BIRTHDAY: dict[str, Any] = {"birthday__day": "4", "birthday__month": "3", "birthday__year": "1979"}
OTHER_BIRTHDAY: dict[str, Any] = {"birthday__day": "5", "birthday__month": "3", "birthday__year": "1979"}


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
    assert page.errors[0].startswith("Several codes were asked for. Ask again after ")
    assert page.field("Your email address or phone number").value == address
    door.earlier(Attempt, "at", timedelta(hours=1))
    assert door.send("/sign-in", address=address).location == "/sign-in/code"


def elsewhere(door: Doorway, number: int) -> Doorway:
    """A browser in another network."""
    found = Doorway(door.office)
    found.browser.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
    return found


@pytest.mark.parametrize("address", [RESIDENT, "nobody@example.org"])
def test_who_asks_for_codes_on_purpose_does_not_shut_the_customer_out(door: Doorway, address: str) -> None:
    stranger = elsewhere(door, 1)
    for _ in range(5):
        stranger.send("/sign-in", address=address)
    assert stranger.refused("/sign-in", address=address).errors
    for _ in range(20):
        stranger.send("/sign-in", address=address)
    assert door.send("/sign-in", address=address).location == "/sign-in/code"


@pytest.mark.parametrize("address", [RESIDENT, "nobody@example.org"])
def test_one_mailbox_gets_fifteen_codes_an_hour_and_no_more_from_anywhere(door: Doorway, address: str) -> None:
    for number in range(15):
        assert elsewhere(door, number).send("/sign-in", address=address).location == "/sign-in/code"
    assert door.refused("/sign-in", address=address).errors


def test_where_no_more_codes_are_sent_the_last_one_still_opens_the_door(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    for _ in range(4):
        door.send("/sign-in/code/again", at="/sign-in/code", form=1)
    answer = door.send("/sign-in/code/again", at="/sign-in/code", form=1)
    assert answer.location == "/sign-in/code"
    assert "Several codes were asked for." in door.get("/sign-in/code").main
    page = door.refused("/sign-in", address=RESIDENT)
    assert "I have the code that was sent" in page.main
    assert door.send("/sign-in/code", code=door.code()).location == "/arrangements"


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


def test_the_code_sent_again_and_again_allows_no_more_guesses(door: Doorway, couple: str) -> None:
    door.send("/sign-in", address=couple)
    sent = {**door.get("/sign-in/code").form_data(), "code": door.code()}
    door.browser.post("/sign-in/code", data=sent)
    for _ in range(5):
        door.refused("/sign-in/who", **OTHER_BIRTHDAY)
        assert door.browser.post("/sign-in/code", data=sent).location == "/sign-in/who"
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


def test_signing_in_is_on_record_and_holds_no_address(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    door.send("/sign-in/code", code=door.code())
    with door.database.reading() as session:
        last = session.scalars(select(Event).order_by(Event.number.desc()).limit(1)).one()
        assert (last.name, last.actor, last.subject) == ("signed_in", "customer", door.office.town.ref("resident"))
        assert set(read(session, last)) == {"salt", "how", "mark", "version"}


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
        assert session.scalar(select(func.count()).select_from(Attempt)) == 3
    assert all(len(one) == 64 for one in kept)
