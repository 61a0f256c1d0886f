"""Each form of customers and advocates, whatever is typed into it and whenever it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from casework.records.base import Base
from tests.web.inspect import TYPED, Page
from tests.web.walking import page_of, signed_in, walk

WALKS = [("resident", "/arrangements"), ("advocate", "/clients")]
WORDS = 'Nobody rang. O\'Brien & <b>Söhne</b> "said" so; 1=1 -- „Łódź“ بيت 漢字'
ABSURD = "'\"><script>alert(1)</script>\u202e\u0000 " + "й" * 30_000
PLAIN_ANSWERS = (200, 303, 400, 404, 409, 413, 422)
FOR_ANYBODY = ("/emergency/report", "/appeal")
# What may grow when the same thing is sent again: that somebody came by.
NOT_DONE = {"access_look", "attempt", "held_form", "one_time_link"}
SIXTEEN = datetime.now(UTC) + timedelta(days=16)
DATE = {"day": str(SIXTEEN.day), "month": str(SIXTEEN.month), "year": str(SIXTEEN.year)}


def forms(browser: FlaskClient, start: str) -> list[tuple[str, int]]:
    """Every form within reach that sends something: the address of its page, and which of the page's it is."""
    found = [(path, page) for path, _, page in walk(browser, start)]
    return [
        (path, number)
        for path, page in found
        if not path.startswith("/sign-in")  # they let nobody ask for many codes; tests/web/test_sign_in.py
        for number, form in enumerate(next(page.all("main")).iter("form"))
        if form.get("method") == "post"
    ]


def form_of(page: Page, number: int) -> Element:
    return list(next(page.all("main")).iter("form"))[number]


def filled_in(page: Page, number: int, words: str) -> dict[str, Any]:
    """What somebody sends who puts ``words`` into every field for words, and takes the first of each choice."""
    sent: dict[str, Any] = dict(page.form_data(number))
    for control in form_of(page, number).iter():
        name, kind = control.get("name", ""), control.get("type", control.tag)
        if control.tag not in TYPED or not name or kind in ("hidden", "submit", "file"):
            continue
        if kind in ("radio", "checkbox"):
            sent.setdefault(name, control.get("value", "on"))
        elif kind == "select":
            sent[name] = next((one.get("value") for one in control.iter("option") if one.get("value")), "")
        else:
            sent[name] = _typed(name, kind, words)
    return sent


def _typed(name: str, kind: str, words: str) -> str:
    if words == ABSURD:
        return words
    if name == "code":
        return "K7F39QPM2RTV"
    if name.rpartition("-")[2] in DATE:
        return DATE[name.rpartition("-")[2]]
    return {"email": "o.brien@example.org", "tel": "01632 960777"}.get(kind, words)


def free_words(page: Page, number: int) -> dict[str, str]:
    """The fields for a person's own words, and what stands in them."""
    now = page.form_data(number)
    controls = form_of(page, number).iter()
    return {
        one.attrib["name"]: now[one.attrib["name"]].strip()
        for one in controls
        if one.get("name") in now and one.get("type", one.tag) in ("text", "textarea") and not short(one.attrib["name"])
    }


def short(name: str) -> bool:
    """A code, or a part of a date: nobody types sentences there, and what is too long is cut."""
    return name == "code" or name.rpartition("-")[2] in DATE


def address_of(page: Page, number: int, path: str) -> str:
    return form_of(page, number).get("action") or path


def rows(app: Flask) -> dict[str, int]:
    """How much is on record, table by table."""
    with app.extensions["database"].reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name not in NOT_DONE
        }


def each(browser: FlaskClient, start: str) -> Iterator[tuple[str, int, Page]]:
    """Each form, with its page as it is now."""
    for path, number in forms(browser, start):
        answer = browser.get(path)
        if answer.status_code == 200:
            page = page_of(answer)
            if number < len(list(next(page.all("main")).iter("form"))):
                yield path, number, page


@pytest.mark.parametrize(("who", "start"), WALKS)
def test_what_was_typed_into_any_form_when_the_session_ended_is_there_after_signing_in(
    demo_app: Flask, who: str, start: str
) -> None:
    browser, seen = signed_in(demo_app, who, "en"), 0
    for path, number, page in each(browser, start):
        typed = filled_in(page, number, WORDS)
        if WORDS not in typed.values():
            continue
        with browser.session_transaction() as session:
            session["at"] = session["since"] = 0
        answer = browser.post(address_of(page, number, path), data=typed)
        signed_in(demo_app, who, "en", browser)
        assert answer.status_code == 303, path
        if path in FOR_ANYBODY:
            continue
        assert answer.location.startswith("/sign-in"), path
        back = page_of(browser.get(parse_qs(urlsplit(answer.location).query)["next"][0]))
        lost = [name for name, words in typed.items() if words == WORDS and words not in everything(back)]
        assert not lost, f"{path} loses {lost}"
        seen += 1
    assert seen >= (20 if who == "resident" else 1)


def everything(page: Page) -> str:
    """All that stands in the fields of a page."""
    count = len(list(next(page.all("main")).iter("form")))
    return "\n".join(value for number in range(count) for value in page.form_data(number).values())


@pytest.mark.parametrize(("who", "start"), WALKS)
def test_absurd_words_break_no_form_and_are_still_there(demo_app: Flask, who: str, start: str) -> None:
    browser, refused_fields = signed_in(demo_app, who, "en"), 0
    for path, number, page in each(browser, start):
        typed = filled_in(page, number, ABSURD)
        answer = browser.post(address_of(page, number, path), data=typed)
        assert answer.status_code in PLAIN_ANSWERS, f"{path} answers {answer.status}"
        if answer.status_code == 303:
            continue
        refused = page_of(answer)
        if refused.errors and number < len(list(next(refused.all("main")).iter("form"))):
            kept = [words for name, words in free_words(refused, number).items() if typed.get(name) == ABSURD]
            assert all(len(words) >= 30_000 for words in kept), path
            refused_fields += len(kept)
    assert refused_fields >= (20 if who == "resident" else 3)


@pytest.mark.parametrize(("who", "start"), WALKS)
def test_a_form_that_is_sent_empty_says_what_is_missing_in_the_order_of_the_page(
    demo_app: Flask, who: str, start: str
) -> None:
    browser, told = signed_in(demo_app, who, "en"), 0
    for path, number, page in each(browser, start):
        hidden = {name: value for name, value in page.form_data(number).items() if name in ("csrf_token", "form_key")}
        answer = browser.post(address_of(page, number, path), data=hidden)
        assert answer.status_code in PLAIN_ANSWERS, f"{path} answers {answer.status}"
        told += answer.status_code != 303 and bool(page_of(answer).errors)
    assert told >= (15 if who == "resident" else 2)


@pytest.mark.parametrize(("who", "start"), WALKS)
def test_what_is_sent_twice_is_done_once(demo_app: Flask, who: str, start: str) -> None:
    browser, taken = signed_in(demo_app, who, "en"), 0
    for path, number, page in each(browser, start):
        typed, address = filled_in(page, number, WORDS), address_of(page, number, path)
        if browser.post(address, data=typed).status_code != 303:
            continue
        before = rows(demo_app)
        again = browser.post(address, data=typed)
        assert again.status_code in PLAIN_ANSWERS, f"{path} answers {again.status}"
        assert rows(demo_app) == before, f"{path} was done twice"
        taken += 1
    assert taken >= (20 if who == "resident" else 2)
