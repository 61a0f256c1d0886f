"""What every page has, whoever made it: its shell, its language, its headers, and an answer when things go wrong."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask, abort, flash
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from casework.records.database import make_engine, migrate
from casework.records.missing import NotFoundError
from tests.web import fuzzing
from tests.web.inspect import Page, faults, inspect
from translations import LANGUAGES, catalogue
from web import pages
from web.access import anyone
from web.database import reading
from web.forms import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateParts,
    FilesField,
    Form,
    LongTextField,
    PhoneField,
    TextField,
    longest,
    needed,
)
from web.language import current_language
from web.settings import read
from wsgi import create_app

BROWSER_OF = {
    "cy": "cy-GB,cy;q=0.9,en;q=0.5", "pl": "pl", "ar": "ar-SY,ar;q=0.9", "zh": "zh-CN,zh;q=0.9", "en": "en-GB",
    "fr": "fr",
}  # fmt: skip
MEGABYTE = 1024 * 1024

FORM_PAGE = """{% extends "page.html" %}
{% set heading = "Appeal against this decision" %}
{% block content %}
{% call ui.form_of(form) %}
{{ ui.field(form.name) }}{{ ui.field(form.grounds) }}{{ ui.field(form.happened) }}{{ ui.field(form.wants) }}
{{ ui.field(form.ways) }}{{ ui.field(form.phone) }}{{ ui.field(form.evidence) }}{{ ui.button("Continue") }}
{% endcall %}
{% endblock %}"""


class AppealForm(Form):
    name = TextField("Your name")
    grounds = LongTextField(
        "Why do you disagree?", [needed("Tell us why you disagree"), longest(40)], hint="In your words."
    )
    happened = DateParts("When did it happen?", [needed("Enter the date")])
    wants = ChoiceField("What do you want?", choices=[Choice("lift", "End it"), Choice("change", "Change it")])
    ways = ChoicesField("How may we reach you?", choices=[("email", "Email"), ("letter", "Letter")])
    phone = PhoneField("Phone number")
    evidence = FilesField("Add files", limit_mb=1)


@anyone
def appeal() -> str:
    form = AppealForm()
    if form.validate_on_submit():
        return "sent"
    language = current_language()
    return pages.draw(pages.environment(language).from_string(FORM_PAGE), language, {"form": form})


@anyone
def fails(how: str) -> str:
    if how == "crash":
        raise RuntimeError("the telephone number of Amal is 01632 960999")
    if how == "database":
        reading().execute(text("select 1"))
    if how == "not-yours":
        raise NotFoundError
    if how.isdigit():
        abort(int(how))
    flash("We have your appeal", "success")
    return pages.render("error.html", heading="Sent", advice="Thank you.", status=200, number="")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The shell without its rooms, and as it runs for people: an unforeseen error becomes a page."""
    given = {"DATA_DIR": str(tmp_path_factory.mktemp("shell")), "MAX_UPLOAD_MB": "3"}
    settings = read(given)
    migrate(settings.database_url)  # a database without its tables counts as gone
    made = create_app(replace(settings, testing=False), parts=())
    made.add_url_rule("/test/appeal", view_func=appeal, methods=["GET", "POST"])
    made.add_url_rule("/test/fails/<how>", view_func=fails)
    return made


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as found:
        yield found


def sent(client: FlaskClient, **values: object) -> Page:
    page = inspect(client.get("/test/appeal"))
    # Encoded here: the client would write a big file to disk and leave it open.
    boundary, body = encode_multipart({**page.form_data(), **values})
    return inspect(client.post("/test/appeal", data=body, content_type=f"multipart/form-data; boundary={boundary}"))


# The shell


def test_a_page_says_whose_it_is_and_what_is_always_open(client: FlaskClient, app: Flask) -> None:
    page = inspect(client.get("/test/appeal"))
    pack = app.extensions["pack"]
    assert page.title == f"Appeal against this decision – {pack.name}"
    always = " ".join("".join(box.itertext()) for box in page.of_class("od-always")).replace("\u00a0", " ")
    for number in (pack.contact.emergency_phone, pack.contact.gas_phone, "999"):
        assert number.replace(" ", "") in always.replace(" ", "")


def test_one_may_leave_quickly_without_script(client: FlaskClient) -> None:
    page = inspect(client.get("/test/appeal"))
    [leave] = page.of_class("od-leave")
    assert leave.attrib["href"] == "https://www.bbc.co.uk/weather"
    assert "<script" not in page.html


def test_what_was_done_is_said_on_the_next_page(client: FlaskClient) -> None:
    page = inspect(client.get("/test/fails/flash"))
    assert "We have your appeal" in page.main


# Language


@pytest.mark.parametrize(
    ("browser", "language"), [("cy", "cy"), ("pl", "pl"), ("ar", "ar"), ("zh", "zh"), ("en", "en"), ("fr", "en")]
)
def test_a_first_visit_is_in_the_language_of_the_browser(client: FlaskClient, browser: str, language: str) -> None:
    page = inspect(client.get("/test/appeal", headers={"Accept-Language": BROWSER_OF[browser]}))
    assert (page.language, page.direction) == (language, LANGUAGES[language].direction)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_chosen_by_its_own_name_and_stays(client: FlaskClient, language: str) -> None:
    page = inspect(client.get("/test/appeal?step=2"))
    name = LANGUAGES[language].own_name
    if language != "en":
        answer = client.get(page.links[name])
        assert answer.location == "/test/appeal?step=2"
    for _ in range(2):
        assert inspect(client.get("/test/appeal", headers={"Accept-Language": "pl,en"})).language in (language, "pl")
    if language != "en":
        assert inspect(client.get("/test/appeal")).language == language


def test_a_page_is_never_kept_for_a_reader_of_another_language(client: FlaskClient) -> None:
    answer = client.get("/test/appeal")
    assert {"Cookie", "Accept-Language"} <= set(answer.vary)
    assert answer.headers["Content-Language"] == "en"


def test_an_unknown_language_is_not_found(client: FlaskClient) -> None:
    inspect(client.get("/language/xx"), status=404)


# Forms


def test_every_mistake_is_named_above_the_form_and_at_its_field(client: FlaskClient) -> None:
    page = sent(client, grounds="", **{"happened-day": "31", "happened-month": "2", "happened-year": "2026"})
    no_such_day = "There is no such day in that month. Check the day and the month"
    assert page.title.startswith("Error: Appeal against")
    assert page.errors == ["Tell us why you disagree", no_such_day]
    assert page.field("Why do you disagree?").error == "Error: Tell us why you disagree"
    assert page.links[no_such_day] == "#happened-day"


@pytest.mark.parametrize(
    ("day", "month", "year", "answer"),
    [
        ("", "", "", "Enter the date"),
        ("5", "", "", "Enter a day, a month and a year"),
        ("5", "1", "", "Enter the year as well"),
        ("", "1", "2027", "Enter the day as well"),
        ("5", "", "2027", "Enter the month as well"),
        ("5", "13", "2027", "The month must be a number from 1 to 12"),
        ("5", "1", "27", "The year must have 4 numbers, for example 2026"),
        ("five", "1", "2027", "Write the date in numbers, for example 27 3 2026"),
        ("29", "2", "2027", "There is no such day in that month. Check the day and the month"),
        ("5", "1", "99999999999999999999", "The year must have 4 numbers, for example 2026"),
    ],
)
def test_a_date_that_cannot_be_gets_a_plain_answer_and_stays_typed(
    client: FlaskClient, day: str, month: str, year: str, answer: str
) -> None:
    page = sent(client, grounds="No", **{"happened-day": day, "happened-month": month, "happened-year": year})
    assert page.errors == [answer]
    assert [page.field(part).value for part in ("Day", "Month", "Year")] == [day, month, year]


@pytest.mark.parametrize(
    "parts", [{}, {"happened": "5"}, {"happened": ["1", "2", "3", "4"]}, {"happened-day": ["1", "2"]}]
)
def test_a_date_posted_in_any_number_of_parts_is_answered(client: FlaskClient, parts: dict[str, object]) -> None:
    token = inspect(client.get("/test/appeal")).form_data()["csrf_token"]
    page = inspect(client.post("/test/appeal", data={"csrf_token": token, "grounds": "No", **parts}))
    assert len(page.errors) == 1


def test_what_was_typed_is_shown_again_as_it_was(client: FlaskClient) -> None:
    page = sent(
        client, name="O'Brien & <b>Söhne</b>", grounds="\n one\n<i>two</i>", wants="change", ways=["letter"], phone="12"
    )
    assert page.field("Your name").value == "O'Brien & <b>Söhne</b>"
    assert page.field("Why do you disagree?").value == "one\n<i>two</i>"
    assert page.field("Phone number").value == "12"
    assert 'value="change" checked' in page.html
    assert 'value="letter" checked' in page.html


def test_a_text_that_is_too_long_says_by_how_much(client: FlaskClient) -> None:
    page = sent(client, grounds="x" * 43)
    assert page.errors[0] == "Your text is 3 characters too long. Use at most 40 characters."


def test_a_choice_that_was_never_offered_is_no_answer(client: FlaskClient) -> None:
    page = sent(client, wants="everything", ways=["email", "fax"])
    assert 'value="email" checked' in page.html
    assert page.html.count(" checked") == 1


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("big.pdf", b"%PDF-1.7 " + b"x" * MEGABYTE, "big.pdf is too big. A file can have at most 1 MB"),
        (
            "photo.jpg",
            b"MZ\x90\x00 not a photo",
            "We cannot open photo.jpg. Send one of these: PDF, JPG, PNG, WEBP, HEIC, Word, ODT, TXT, MP3, M4A, OGG, "
            "WAV, MP4, MOV, 3GP",
        ),
        ("../../etc/passwd.pdf", b"", "passwd.pdf is empty. Choose another file"),
    ],
)
def test_a_file_that_we_cannot_take_is_named_with_the_limit(
    client: FlaskClient, name: str, content: bytes, answer: str
) -> None:
    page = sent(client, evidence=FileStorage(BytesIO(content), name))
    assert answer in page.errors


# Headers


def test_nothing_but_our_own_style_sheets_may_run_or_show(client: FlaskClient) -> None:
    answer = client.get("/test/appeal")
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "script-src" not in policy
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Strict-Transport-Security" not in answer.headers


def test_what_was_sent_is_never_kept_by_the_browser(client: FlaskClient) -> None:
    token = inspect(client.get("/test/appeal")).form_data()["csrf_token"]
    assert client.post("/test/appeal", data={"csrf_token": token}).headers["Cache-Control"] == "no-store"


def test_a_page_travels_small_and_says_the_same(client: FlaskClient) -> None:
    small = client.get("/test/appeal", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    page = Page(gzip.decompress(small.data).decode())
    assert list(faults(page)) == []
    assert len(small.data) < len(page.html) / 2


def test_style_sheets_are_kept_for_ever_under_a_name_that_changes(client: FlaskClient) -> None:
    page = inspect(client.get("/test/appeal"))
    addresses = [link.attrib["href"] for link in page.all("link")]
    assert len(addresses) == 3
    for address in addresses:
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert re.search(r"-[0-9a-f]{10}\.", address)
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_first_visit_weighs_at_most_40_kilobytes(client: FlaskClient) -> None:
    takes = {"Accept-Encoding": "gzip"}
    first = client.get("/test/appeal", headers=takes)
    page = Page(gzip.decompress(first.data).decode())
    answers = [first, *(client.get(link.attrib["href"], headers=takes) for link in page.all("link"))]
    weight = sum(len(answer.data) + len(str(answer.headers)) for answer in answers)
    assert weight <= 40 * 1024


# When something goes wrong


@pytest.mark.parametrize(
    ("how", "status", "heading"),
    [
        ("400", 400, "We could not read what was sent"),
        ("403", 403, "You cannot open this page"),
        ("404", 404, "We cannot find this page"),
        ("not-yours", 404, "We cannot find this page"),
        ("405", 405, "This page cannot be used in that way"),
        ("418", 418, "We could not read what was sent"),
        ("429", 429, "You have tried too many times"),
        ("500", 500, "Something went wrong on our side"),
        ("crash", 500, "Something went wrong on our side"),
        ("503", 503, "This part is not working just now"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_has_a_plain_page_in_the_readers_language(
    client: FlaskClient, how: str, status: int, heading: str, language: str
) -> None:
    client.set_cookie("language", language)
    page = inspect(client.get(f"/test/fails/{how}"), status=status)
    assert page.h1 == catalogue(language).gettext(heading)
    assert page.language == language


def test_an_error_page_shows_nothing_of_a_person_or_of_our_insides(client: FlaskClient) -> None:
    page = inspect(client.get("/test/fails/crash"), status=500)
    assert "Amal" not in page.html
    assert "Traceback" not in page.html
    assert "RuntimeError" not in page.html


def test_an_error_page_that_cannot_be_drawn_is_still_a_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_more: object) -> str:
        raise RuntimeError("Amal")

    monkeypatch.setattr("web.pages.render", broken)
    client.set_cookie("language", "ar")
    answer = client.get("/test/fails/crash")
    assert list(fuzzing.faults(answer)) == ["answers 500 INTERNAL SERVER ERROR"]
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert "Amal" not in answer.text


def test_an_address_that_is_not_there_is_answered_plainly(client: FlaskClient) -> None:
    inspect(client.get("/no/such/page"), status=404)


def test_a_page_used_in_the_wrong_way_says_how_it_may_be_used(client: FlaskClient) -> None:
    answer = client.delete("/test/fails/404")
    inspect(answer, status=405)
    assert "GET" in answer.headers["Allow"]


def test_pages_without_data_are_there_while_the_database_is_gone(app: Flask, client: FlaskClient) -> None:
    database = app.extensions["database"]
    whole, database.engine = database.engine, make_engine("postgresql://nobody@127.0.0.1:1/gone")
    try:
        with client.session_transaction() as session:
            session.update(_user_id="customer:1:1", since=time.time(), at=time.time())
        inspect(client.get("/test/appeal"))
        page = inspect(client.get("/test/fails/database"), status=503)
        assert page.h1 == "This part is not working just now"
    finally:
        database.engine = whole


def test_too_much_at_once_is_read_to_its_end_and_answered_with_the_limit(client: FlaskClient) -> None:
    body = BytesIO(b"x" * (4 * MEGABYTE))
    answer = client.post(
        "/test/appeal", input_stream=body, content_type="multipart/form-data; boundary=b", content_length=4 * MEGABYTE
    )
    page = inspect(answer, status=413)
    assert "at most 3 MB" in page.main
    assert body.read() == b""
