"""A session begins anew, leads nowhere else, and ends when nobody is there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, update
from werkzeug.wrappers import Response

from casework.records.people import Customer
from tests.web.doorway import Doorway
from tests.web.office import Office, settings_of
from web import cookies, known_browsers

RESIDENT = "samira.exemplar@example.org"


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
def test_a_session_ends_when_nobody_is_there_and_after_half_a_day(door: Doorway, mark: str, minutes: int) -> None:
    browser = door.office.browser("resident")
    assert browser.get("/arrangements").status_code == 200
    with browser.session_transaction() as session:
        session[mark] -= minutes * 60
    assert browser.get("/arrangements").location == "/sign-in?next=/arrangements"


def test_one_more_version_signs_a_person_out_everywhere(door: Doorway) -> None:
    browser = door.office.browser("resident")
    with door.database.writing() as session:
        session.execute(update(Customer).values(session_version=2))
    assert browser.get("/arrangements").status_code == 303


def test_somebody_who_signed_out_has_no_way_back(door: Doorway) -> None:
    browser = door.office.browser("resident")
    form = door.office.get("resident", "/arrangements").html
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    assert browser.post("/sign-out", data={"csrf_token": token}).location == "/signed-out"
    assert browser.get("/arrangements").status_code == 303


def test_a_copy_of_the_cookie_opens_nothing_once_its_person_signed_out(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    door.send("/sign-in/code", code=door.code())
    copied, other = door.browser.get_cookie("open-door-octavia"), door.office.browser("resident")
    assert copied is not None
    token = door.browser.get("/arrangements").text.split('name="csrf_token" value="')[1].split('"')[0]
    assert door.browser.post("/sign-out", data={"csrf_token": token}).status_code == 303
    door.browser.set_cookie("open-door-octavia", copied.value)
    assert door.browser.get("/arrangements").location == "/sign-in?next=/arrangements"
    assert other.get("/arrangements").status_code == 200, "they are signed out at their other browser, too"


def test_who_signs_out_when_their_time_was_over_ends_the_copies_too(door: Doorway) -> None:
    came_in(door)
    copied = door.browser.get_cookie("open-door-octavia")
    assert copied is not None
    token = door.browser.get("/arrangements").text.split('name="csrf_token" value="')[1].split('"')[0]
    with door.browser.session_transaction() as session:
        session["at"] -= 31 * 60
    assert door.browser.post("/sign-out", data={"csrf_token": token}).status_code == 303
    door.browser.set_cookie("open-door-octavia", copied.value)
    assert door.browser.get("/arrangements").location == "/sign-in?next=/arrangements"


def came_in(door: Doorway) -> Doorway:
    door.send("/sign-in", address=RESIDENT)
    assert door.send("/sign-in/code", code=door.code()).location == "/arrangements"
    return door


def test_the_quick_way_out_ends_the_copies_of_the_cookie_too(door: Doorway) -> None:
    came_in(door)
    copied = door.browser.get_cookie("open-door-octavia")
    assert copied is not None
    door.browser.get("/leave").close()
    door.browser.set_cookie("open-door-octavia", copied.value)
    assert door.browser.get("/arrangements").location == "/sign-in?next=/arrangements"


def test_a_person_sees_where_they_are_signed_in_and_ends_one_or_all(door: Doorway) -> None:
    phone, library = came_in(door), came_in(Doorway(door.office))
    lost = came_in(Doorway(door.office))
    assert door.office.get("neighbour", "/sign-ins").html.count('name="mark"') == 0, "another's are shown"
    page = phone.get("/sign-ins")
    assert page.html.count('name="mark"') == 2
    marks = re.findall(r'name="mark" value="([^"]+)"', page.html)
    neighbour = door.office.get("neighbour", "/sign-ins").form_data()
    door.office.browser("neighbour").post("/sign-ins", data={**neighbour, "mark": marks[0]})
    assert lost.browser.get("/arrangements").status_code == 200, "somebody else ended it"
    phone.browser.post("/sign-ins", data={"csrf_token": page.form_data()["csrf_token"], "mark": marks[0]})
    assert lost.browser.get("/arrangements").status_code == 303
    assert library.browser.get("/arrangements").status_code == 200
    assert phone.get("/sign-ins").html.count('name="mark"') == 1
    phone.browser.post("/sign-ins", data={"csrf_token": page.form_data()["csrf_token"]})
    assert [one.browser.get("/arrangements").status_code for one in (phone, library)] == [303, 303]


def test_an_advocate_signs_out_everywhere(door: Doorway) -> None:
    assert "See where you are signed in" in door.office.get("advocate", "/clients").main
    assert door.office.done("advocate", "/sign-ins", {}) == "/signed-out"
    door.office.sign_in("advocate")  # as with a copy of the cookie from before
    assert door.office.browser("advocate").get("/clients").status_code == 303


def test_every_cookie_is_bound_to_this_host_where_the_address_is_secure(database_url: str, tmp_path: Path) -> None:
    given = replace(settings_of(database_url, tmp_path, "octavia"), demo=True, base_url="https://door.example.org")
    office = Office(given)
    door = Doorway(office)
    door.browser = office.app.test_client()
    set_by = [
        door.browser.get("/language/cy", base_url=given.base_url),
        door.browser.get("/sign-in", base_url=given.base_url),
    ]
    with office.app.test_request_context(base_url=given.base_url):
        answer = Response()
        known_browsers.remember(answer, "whose")
        cookies.keep(answer, "held", "token", timedelta(days=1))
        cookies.forget(answer, "language")
    given_out = [one for answered in (*set_by, answer) for one in answered.headers.getlist("Set-Cookie")]
    assert len({one.partition("=")[0] for one in given_out}) == 4
    for one in given_out:
        assert one.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in one.split(";")}
        assert "Domain" not in one
    office.close()


def test_what_a_link_of_ours_opens_and_where_a_code_went_is_kept_by_no_browser(door: Doorway) -> None:
    assert door.browser.get("/sign-in").headers["Cache-Control"] == "no-cache"
    for path in ("/staff/join", "/invitations", "/sign-in/not-me"):
        assert door.browser.get(f"{path}/a-token").headers["Cache-Control"] == "no-store"
    door.send("/sign-in", address=RESIDENT)
    assert RESIDENT in door.browser.get("/sign-in/code").text
    assert door.browser.get("/sign-in/code").headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(door: Doorway) -> None:
    door.send("/sign-in", address=RESIDENT)
    cookies = door.send("/sign-in/code", code=door.code()).headers.getlist("Set-Cookie")
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert any(cookie.startswith("open-door-octavia=") for cookie in cookies)


def test_a_signed_in_page_is_read_and_never_written(door: Doorway) -> None:
    browser, seen = door.office.browser("resident"), []
    browser.get("/arrangements")
    engine = door.database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2].split()[0]))
    assert browser.get("/arrangements").status_code == 200
    assert set(seen) <= {"SELECT", "PRAGMA", "BEGIN"}
    assert seen.count("SELECT") <= 6
