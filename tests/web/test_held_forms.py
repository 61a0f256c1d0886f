"""Nothing typed is lost: a form sent after the session ended comes back, filled in, to the person who typed it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, redirect
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from casework.records.signin import HeldForm
from tests.people import Town
from tests.web.inspect import inspect
from tests.web.office import settings_of
from web import held_forms, pages
from web.access import anyone, me, resident_or_advocate, start_session
from web.background import make_worker
from web.forms import FilesField, Form, LongTextField, TextField, needed
from web.language import current_language
from wsgi import create_app

PAGE = """{% extends "page.html" %}{% set heading = "Tell us" %}{% block content %}
{% call ui.form_of(form) %}{{ ui.field(form.words) }}{{ ui.field(form.password_of_wifi) }}{{ ui.field(form.papers) }}
{{ ui.button("Send") }}{% endcall %}{% endblock %}"""
KEPT = "We kept what you typed. Check it and send it again."
TYPED = "I called because O'Brien & <b>Söhne</b> never came."
room = Blueprint("room", __name__)
taken: list[dict[str, Any]] = []


class TellForm(Form):
    words = LongTextField("Your words", [needed("Say something")])
    password_of_wifi = TextField("A password")
    papers = FilesField("Papers")


@room.route("/tell", methods=["GET", "POST"])
@resident_or_advocate
def tell() -> Any:
    form = TellForm()
    if form.validate_on_submit():
        taken.append({"who": me().ref, "words": form.words.data, "papers": form.papers.data})
        return redirect("/told", 303)
    page = pages.environment(current_language()).from_string(PAGE)
    return pages.draw(page, current_language(), {"form": form})


@room.get("/told")
@anyone
def told() -> str:
    return "taken"


@room.post("/only-sent-to")
@resident_or_advocate
def only_sent_to() -> str:
    return "done"


@room.get("/come-in/<kind>/<int:number>")
@anyone
def come_in(kind: str, number: int) -> str:
    """Signing in, without what test_sign_in.py is about."""
    start_session(kind, number, 1)
    return "in"


class House:
    """A portal with one form, and browsers."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.app = create_app(replace(settings_of(database_url, folder, "octavia"), testing=True), parts=())
        self.app.register_blueprint(room)
        self.database = self.app.extensions["database"]
        self.town = Town(self.database, "octavia")
        self.browser = self.app.test_client()

    def sign_in(self, who: str = "resident", browser: FlaskClient | None = None) -> None:
        person = self.town.known[who]
        (browser or self.browser).get(f"/come-in/{person.kind}/{person.id}")
        (browser or self.browser).set_cookie("language", "en")

    def token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.browser.get("/tell").get_data(as_text=True))
        assert found
        return found[1]

    def lapse(self) -> None:
        with self.browser.session_transaction() as session:
            session["at"] -= 31 * 60

    def send(
        self, token: str, path: str = "/tell", headers: dict[str, str] | None = None, **typed: Any
    ) -> TestResponse:
        return self.browser.post(path, data={"csrf_token": token, **typed}, headers=headers)

    def held(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(HeldForm)) or 0


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    taken.clear()
    made = House(database_url, tmp_path)
    yield made
    made.database.engine.dispose()


def lapsed(house: House, **typed: Any) -> TestResponse:
    """Somebody types for longer than the session lasts, and sends it."""
    house.sign_in()
    token = house.token()
    house.lapse()
    return house.send(token, **{"words": TYPED, **typed})


def test_what_was_typed_comes_back_after_signing_in(house: House) -> None:
    answer = lapsed(house)
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/tell")
    assert taken == []
    house.sign_in()
    page = inspect(house.browser.get("/tell"))
    assert page.field("Your words").value.strip() == TYPED
    assert KEPT in page.main


def test_it_comes_back_when_the_session_cookie_is_gone_altogether(house: House) -> None:
    house.sign_in()
    token = house.token()
    house.browser.delete_cookie("open-door-octavia")
    assert house.send(token, words=TYPED).location == "/sign-in?next=/tell"
    house.sign_in()
    assert inspect(house.browser.get("/tell")).field("Your words").value.strip() == TYPED


def test_it_is_shown_until_it_is_sent_and_not_after(house: House) -> None:
    lapsed(house)
    house.sign_in()
    for _ in range(2):
        assert KEPT in inspect(house.browser.get("/tell")).main
    assert house.send(house.token(), words=TYPED).location == "/told"
    assert [one["words"] for one in taken] == [TYPED]
    assert house.held() == 0
    page = inspect(house.browser.get("/tell"))
    assert page.field("Your words").value == ""
    assert KEPT not in page.main


def test_a_mistake_on_the_second_sending_loses_nothing(house: House) -> None:
    lapsed(house, papers=(io.BytesIO(b"a letter of mine"), "letter.txt"))
    house.sign_in()
    assert inspect(house.send(house.token(), words="")).errors == ["Say something"]
    house.send(house.token(), words=TYPED)
    assert [file.content for file in taken[0]["papers"]] == [b"a letter of mine"]


def test_files_wait_and_go_with_the_form(house: House) -> None:
    lapsed(house, papers=(io.BytesIO(b"a letter of mine"), "letter.txt"))
    house.sign_in()
    assert "We also kept your files: letter.txt" in inspect(house.browser.get("/tell")).main
    house.send(house.token(), words=TYPED)
    assert [(file.filename, file.content) for file in taken[0]["papers"]] == [("letter.txt", b"a letter of mine")]


def test_a_file_chosen_anew_takes_the_place_of_the_one_that_waited(house: House) -> None:
    lapsed(house, papers=(io.BytesIO(b"old"), "old.txt"))
    house.sign_in()
    house.send(house.token(), words=TYPED, papers=(io.BytesIO(b"new"), "new.txt"))
    assert [file.filename for file in taken[0]["papers"]] == ["new.txt"]


def test_it_is_given_to_nobody_else_who_signs_in_on_that_device(house: House) -> None:
    lapsed(house)
    house.sign_in("neighbour")
    page = inspect(house.browser.get("/tell"))
    assert page.field("Your words").value == ""
    assert KEPT not in page.main
    house.sign_in("resident")
    assert inspect(house.browser.get("/tell")).field("Your words").value.strip() == TYPED


def test_it_is_given_to_nobody_on_another_device(house: House) -> None:
    """Not to the person either: what their browser typed, that browser gets back."""
    lapsed(house)
    other = house.app.test_client()
    house.sign_in(browser=other)
    assert inspect(other.get("/tell")).field("Your words").value == ""


def test_a_form_of_an_earlier_sign_in_is_kept_and_not_done(house: House) -> None:
    """Signed in again in another tab: the token of the first one is stale."""
    house.sign_in()
    token = house.token()
    house.sign_in()
    answer = house.send(token, words=TYPED)
    assert (answer.status_code, answer.location, taken) == (303, "/tell", [])
    assert inspect(house.browser.get("/tell")).field("Your words").value.strip() == TYPED


def test_a_form_of_somebody_else_is_not_done_and_says_so(house: House) -> None:
    house.sign_in("neighbour")
    token = house.token()
    house.sign_in()
    page = inspect(house.send(token, words=TYPED), status=400)
    assert "what you typed is still there" in page.main
    assert (taken, house.held()) == ([], 0)


@pytest.mark.parametrize("token", ["", "made-up", "IjEyMyI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_nothing_is_kept_for_a_form_that_is_not_ours(house: House, token: str) -> None:
    assert house.send(token, words=TYPED).status_code == 303
    assert house.held() == 0


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_nothing_is_kept_that_another_site_sent(house: House, headers: dict[str, str]) -> None:
    house.sign_in()
    token = house.token()
    house.lapse()
    house.send(token, words=TYPED, headers=headers)
    assert house.held() == 0


def test_nothing_is_kept_for_an_address_that_has_no_page(house: House) -> None:
    house.sign_in()
    token = house.token()
    house.lapse()
    assert house.send(token, path="/only-sent-to", words=TYPED).location == "/sign-in"
    assert house.held() == 0


def test_what_is_kept_cannot_be_read_in_the_database_and_holds_no_password(house: House) -> None:
    lapsed(house, password_of_wifi="open sesame")
    with house.database.reading() as session:
        row = session.scalars(select(HeldForm)).one()
        assert b"Brien" not in row.fields
    house.sign_in()
    assert inspect(house.browser.get("/tell")).field("A password").value == ""


def test_one_person_can_leave_no_more_than_five_forms(house: House) -> None:
    house.sign_in()
    token = house.token()
    house.lapse()
    for _ in range(8):
        house.send(token, words=TYPED)
    assert house.held() == 5


def test_after_a_day_it_is_gone(house: House) -> None:
    lapsed(house)
    worker = make_worker(house.app)
    worker.tidy()
    assert house.held() == 1
    tomorrow = datetime.now(UTC) + held_forms.KEPT_FOR + timedelta(minutes=1)
    replace(worker, clock=lambda: tomorrow).tidy()
    assert house.held() == 0
