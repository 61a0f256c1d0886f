"""Whoever runs the portal finds in its log what went wrong, by the number on the page, and nothing about a person."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.people import PASSWORD
from tests.web.doorway import Doorway
from tests.web.inspect import inspect
from tests.web.office import Office, settings_of
from web import logs, security_events

SECRET = "Jane Fictional, 12 Nowhere Road"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(replace(settings_of(database_url, tmp_path, "octavia"), testing=False))
    yield made
    made.close()


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[dict[str, Any]]]:
    """What is written from now on, as a collector of logs reads it."""
    written: list[dict[str, Any]] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(self.format(record)))

    collector = Collector()
    collector.setFormatter(logs.Lines("json"))
    root = logging.getLogger()
    root.addHandler(collector)
    for name in (logs.access.name, security_events.log.name):
        caplog.set_level(logging.INFO, name)
    yield written
    root.removeHandler(collector)


def test_the_number_on_the_error_page_finds_the_fault_in_the_log_and_no_word_of_the_person(
    office: Office, lines: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError(SECRET) from KeyError(SECRET)

    monkeypatch.setitem(office.app.view_functions, "portal.help_page", fails)
    answer = office.app.test_client().get(f"/help?words={SECRET}")
    number = answer.headers[logs.HEADER]
    assert number in inspect(answer, status=500).main
    fault, answered = (line for line in lines if line.get("request") == number)
    assert fault["level"] == "error"
    assert [kinds.split(" ")[0] for kinds in fault["fault"]] == ["ValueError", "KeyError"]
    assert fault["fault"][0].endswith(" fails")
    assert (answered["page"], answered["status"], answered["method"]) == ("portal.help_page", 500, "GET")
    assert "Jane" not in json.dumps(lines)


def test_each_answer_has_a_number_of_its_own_and_takes_none_from_outside(office: Office) -> None:
    browser = office.app.test_client()
    numbers = {browser.get("/help", headers={logs.HEADER: "forged"}).headers[logs.HEADER] for _ in range(3)}
    assert len(numbers) == 3
    assert "forged" not in numbers


def test_the_log_never_says_which_address_or_whose(office: Office, lines: list[dict[str, Any]]) -> None:
    resident = office.town.known["resident"]
    office.browser("officer").get(f"/staff/customers/{resident.ref}?found={SECRET}")
    office.browser("officer").open("/nowhere/Jane", method="JANE")
    assert [line["page"] for line in lines] == ["staff.customer", "none"]
    written = json.dumps(lines)
    assert resident.ref not in written
    assert "Jane" not in written
    assert "JANE" not in written


def test_each_try_to_come_in_and_each_refusal_is_a_line_that_names_nobody(
    office: Office, lines: list[dict[str, Any]]
) -> None:
    def told(says: str) -> list[dict[str, Any]]:
        return [line for line in lines if line["logger"] == security_events.log.name and line["says"] == says]

    door, far = Doorway(office), Doorway(office)
    far.browser.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    for one in (door, far):
        one.refused("/staff/sign-in", email="officer@staff.example.org", password="wrong")
    door.send("/staff/sign-in", email="officer@staff.example.org", password=PASSWORD)
    door.send("/sign-in", address="samira.exemplar@example.org")
    door.refused("/sign-in/code", code="000000")
    outcomes = [("password", "wrong"), ("password", "wrong"), ("password", "right"), ("code", "wrong")]
    assert [(line["door"], line["became"]) for line in told("sign-in")] == outcomes
    first, second, third, _ = told("sign-in")
    assert first["from"] == third["from"] != second["from"]
    office.browser("officer").get("/staff/people")
    office.browser("resident").get("/letters/L-2222-2222")
    office.browser("resident").post("/sign-out", data={"csrf_token": "forged"})
    assert [(line["page"], line["status"], line["who"]) for line in told("refused")] == [
        ("staff.people", 403, "staff"), ("portal.letter", 404, "customer"), ("sign_in.sign_out", 400, "customer"),
    ]  # fmt: skip
    written = json.dumps(lines)
    assert not any(word in written for word in ("samira", "officer@", "198.51.100", "127.0.0.1", "L-2222"))


def test_of_a_warning_of_the_server_only_the_numbers_stay() -> None:
    """gunicorn quotes the address and the visitor of a request that it cannot read."""
    record = logging.LogRecord(
        "gunicorn.error", logging.WARNING, "", 0, "Invalid request from ip=%s: %s %s", ("192.0.2.7", SECRET, 400), None
    )
    assert logs.facts(record)["says"] == "Invalid request from ip=…: … 400"


def test_a_line_for_people_is_one_line() -> None:
    record = logging.LogRecord("a", logging.ERROR, "", 0, "two\nlines of %s", ("one",), None)
    line = logs.Lines().format(record)
    assert " error two lines of one logger=a" in line
    assert "\n" not in line


def test_a_fault_of_the_database_never_says_what_was_to_be_written(office: Office) -> None:
    with office.app.extensions["database"].reading() as session, pytest.raises(DBAPIError) as fault:
        session.execute(text("SELECT :said FROM nowhere"), {"said": SECRET})
    assert "nowhere" in str(fault.value)
    assert "Jane" not in str(fault.value)
