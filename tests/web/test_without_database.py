"""The database comes and goes: what works still works, what does not says so, and nothing typed is lost."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.records.database import make_engine
from letters import words
from tests.web.inspect import Page, inspect
from tests.web.office import Office
from translations import LANGUAGES, catalogue
from web.health import Health

TYPED = "Nobody rang me back. O'Brien & <b>Söhne</b> can say so."


@contextmanager
def gone(office: Office) -> Iterator[None]:
    """The database does not answer; afterwards it does again."""
    database = office.app.extensions["database"]
    kept: tuple[Engine, Engine] = (database.engine, database._writing)
    database.engine = make_engine("postgresql://nobody@127.0.0.1:1/gone")
    database._writing = database.engine.execution_options(writing=True)
    office.app.extensions["health"]._answered = float("-inf")
    try:
        yield
    finally:
        database.engine, database._writing = kept


def away(page: Page) -> str:
    return " ".join("".join(box.itertext()) for box in page.of_class("od-away"))


def test_a_page_for_everybody_says_what_does_not_work_now(office: Office) -> None:
    browser = office.browser("resident")
    assert not away(inspect(browser.get("/help")))
    with gone(office):
        for language in LANGUAGES:
            browser.set_cookie("language", language)
            page = inspect(browser.get("/help"))
            assert catalogue(language).gettext("Part of this service does not work just now.") in away(page)
            assert page.language == language
    assert not away(inspect(browser.get("/help")))


def test_every_other_page_says_so_with_whom_to_ring_and_never_asks_to_sign_in(office: Office) -> None:
    browser = office.browser("resident")
    contact = office.town.pack.contact
    with gone(office):
        for language, path in product(LANGUAGES, ("/arrangements", "/letters", "/appeals", "/sign-in")):
            browser.set_cookie("language", language)
            answer = browser.get(path)
            page = inspect(answer, status=503)
            assert page.h1 == catalogue(language).gettext("This part is not working just now"), path
            for number in (contact.phone, contact.emergency_phone, contact.gas_phone, "999"):
                assert " ".join(words.phone(number, language).split()) in page.text, number
    inspect(browser.get("/arrangements"))


def test_what_was_typed_is_sent_again_from_the_page_that_says_it_was_not_taken(office: Office) -> None:
    browser = office.browser("resident")
    form = office.get("resident", "/changes/new").form_data()
    sent = {**form, "what_changed": TYPED}
    with gone(office):
        page = inspect(browser.post("/changes/new", data=sent), status=503)
        assert "We have not got it yet." in page.main
        again = inspect(browser.post("/changes/new", data=page.form_data()), status=503).form_data()
    assert again == sent
    assert again["what_changed"] == TYPED
    for _ in range(2):  # a double click
        assert browser.post("/changes/new", data=again).status_code == 303
    page = office.get("resident", "/changes")
    assert len([link for link in page.links.values() if link.startswith("/changes/") and link != "/changes/new"]) == 1


def test_a_password_is_never_put_into_a_page(office: Office) -> None:
    browser = office.app.test_client()
    form = inspect(browser.get("/staff/sign-in")).form_data()
    typed = {"email": "officer@example.org", "password": "a secret of mine"}
    with gone(office):
        page = inspect(browser.post("/staff/sign-in", data={**form, **typed}), status=503)
    assert "a secret of mine" not in page.html


def test_a_full_disk_is_said_plainly_and_nothing_counts_as_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = office.get("resident", "/changes/new").form_data()

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("portal.changes.act", full)
    page = inspect(office.browser("resident").post("/changes/new", data={**form, "what_changed": TYPED}), status=503)
    assert page.form_data()["what_changed"] == TYPED


def test_a_database_that_is_silent_keeps_nobody_waiting() -> None:
    answers = Event()

    def ping() -> None:
        answers.wait(30)

    health = Health(ping)
    assert health.is_gone()
    assert health.is_gone()  # and nobody asks a second time meanwhile
    answers.set()
    assert health._asking is not None
    health._asking.join()
    assert not health.is_gone()


def test_one_can_leave_quickly_and_sign_out_all_the_same(office: Office) -> None:
    token = office.get("resident", "/arrangements").root.find(".//input[@name='csrf_token']")
    assert token is not None
    with gone(office):
        assert office.browser("resident").get("/letters").status_code == 503
        answer = office.browser("resident").post("/sign-out", data={"csrf_token": token.get("value")})
        assert answer.status_code == 303
        inspect(office.browser("resident").get(answer.location))
        assert office.browser("resident").get("/leave").status_code == 303
