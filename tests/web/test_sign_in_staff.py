"""Staff come in with two proofs, and not after ten wrong ones."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import update

from casework.records.people import StaffMember
from casework.records.signin import Attempt
from tests.people import PASSWORD, totp_secret
from tests.web.doorway import Doorway

RESIDENT = "samira.exemplar@example.org"


def staff_code(who: str, at: float | None = None) -> str:
    return pyotp.TOTP(totp_secret(who)).at(int(at or time.time()))


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


def test_staff_see_in_which_other_browsers_they_are_signed_in(door: Doorway) -> None:
    other = Doorway(door.office)
    sign_in_as(door, "officer")
    assert "Signed in since" not in door.get("/staff/account").main
    other.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD)
    assert other.send("/staff/sign-in/code", code=staff_code("officer", time.time() + 30)).location == "/staff/"
    assert door.get("/staff/account").main.count("Signed in since") == 1
    door.send("/staff/account/sign-out", at="/staff/account", form=-1)
    assert "Signed in since" not in door.get("/staff/account").main, "it was ended"
    assert other.browser.get("/staff/account").status_code == 303


@pytest.mark.parametrize("second", ["code", "recovery"])
def test_who_was_signed_out_everywhere_halfway_in_begins_again(door: Doorway, second: str) -> None:
    door.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD)
    form = door.get(f"/staff/sign-in/{second}").form_data()
    door.office.force("administrator", f"/staff/people/{door.office.town.ref('officer')}/sign-out", {})
    answer = door.browser.post(f"/staff/sign-in/{second}", data={**form, "code": staff_code("officer")})
    assert answer.location == "/staff/sign-in"
    sign_in_as(door, "officer")
    assert door.browser.get("/staff/").status_code == 200, "the code had been used up"


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
