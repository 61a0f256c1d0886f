"""Residents who read and submit, and go on as soon as they are answered.

    residents = move_in(app, town, 100)
    residents[0].visit(Line(port))

One visit reads what people read, and may then hand in a repair or, every other time, an appeal that is withdrawn once
its receipt was seen. What the portal said that it has stands in ``receipts``; `astray` compares that with the database.
"""

from __future__ import annotations

import gzip
import http.client
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bench.pages import cookies_of
from casework.actions import people
from casework.records.appeals import Appeal
from casework.records.database import Database
from casework.records.people import Customer
from casework.records.services import ServiceRequest
from tests.people import Town
from web.demo.people import CUSTOMERS, Known

LANGUAGES: Final = ("en", "pl", "ar", "cy")
READ: Final = ("/arrangements", "/letters", "/appeals", "/services", "/record", "/preferences", "/help")
PATIENCE: Final = 30.0  # seconds for one answer
_FIELDS: Final = re.compile(r'name="(csrf_token|form_key)"[^>]*value="([^"]+)"')


class UnexpectedAnswerError(Exception):
    """An answer that is not the one which the step has where all is well."""


class Browser(Protocol):
    """What a visit needs. Each raises UnexpectedAnswerError where there is no page, or the form was not taken."""

    def get(self, path: str, cookies: str = "") -> str:
        """The page."""

    def send(self, path: str, cookies: str, typed: Mapping[str, str]) -> str:
        """Send a form; the address that follows."""


class Line:
    """One connection to a server, kept open. ``waited``: seconds for each answer."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.waited: list[float] = []

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str, cookies: str = "") -> str:
        return self._ask(200, "GET", path, cookies)[1]

    def send(self, path: str, cookies: str, typed: Mapping[str, str]) -> str:
        return self._ask(303, "POST", path, cookies, urlencode(typed))[0]

    def _ask(self, wanted: int, method: str, path: str, cookies: str, body: str | None = None) -> tuple[str, str]:
        headers = {"Cookie": cookies, "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        data = answer.read()
        self.waited.append(time.monotonic() - began)
        if answer.status != wanted:
            raise UnexpectedAnswerError(f"{method} {path}: {answer.status}")
        packed = answer.headers.get("Content-Encoding") == "gzip"
        return answer.headers.get("Location", ""), (gzip.decompress(data) if packed else data).decode()


@dataclass
class Resident:
    """Somebody with a decision to appeal against. ``receipts``: reference to the words that were sent."""

    name: str
    cookies: str
    decision: str
    visits: int = 0
    receipts: dict[str, str] = field(default_factory=dict)

    def visit(self, browser: Browser, one_in: int = 1) -> None:
        """Read; at one in so many visits hand one thing in. What is begun is ended: nothing is under way after it."""
        self.visits += 1
        for path in READ:
            browser.get(path, self.cookies)
        if self.visits % one_in == 0:
            said = f"{self.name}, visit {self.visits}: nobody came."
            (self._repair if len(self.receipts) % 2 else self._appeal)(browser, said)

    def _repair(self, browser: Browser, said: str) -> None:
        path = "/repairs/new/other/details"
        typed = self._form(browser, path)
        self._received(browser, browser.send(path, self.cookies, {**typed, "what": said}), said)

    def _appeal(self, browser: Browser, said: str) -> None:
        path = f"/appeals/new?decision={self.decision}"
        token = self._form(browser, path)
        draft = browser.send(path, self.cookies, token)
        browser.send(f"{draft}/why", self.cookies, {**token, "grounds": said})
        self._received(browser, browser.send(f"{draft}/check", self.cookies, token), said)
        browser.send(f"{draft}/withdraw", self.cookies, token)

    def _form(self, browser: Browser, path: str) -> dict[str, str]:
        return dict(_FIELDS.findall(browser.get(path, self.cookies)))

    def _received(self, browser: Browser, receipt: str, said: str) -> None:
        """From the moment at which the receipt is shown it counts."""
        browser.get(receipt, self.cookies)
        self.receipts[receipt.rpartition("/")[2]] = said


def move_in(app: Flask, town: Town, many: int) -> list[Resident]:
    """So many residents on record, each with a decision in force and signed in, reading different languages."""
    return [_resident(app, town, f"resident-{number}", LANGUAGES[number % len(LANGUAGES)]) for number in range(many)]


def _resident(app: Flask, town: Town, key: str, language: str) -> Resident:
    number = len(town.known)
    like = CUSTOMERS["neighbour"]
    facts = replace(
        like,
        name=key,
        email=f"{key}@example.org",
        phone=f"+4470{number:08}",
        tenancy_ref=f"B-{number}",
        language=language,
    )
    ref = town.act("system", people.register_customer, facts)
    with town.database.reading() as session:
        row = session.scalars(select(Customer).where(Customer.ref == ref)).one()
        town.known[key] = Known("customer", row.id, ref, row.name)
    return Resident(key, cookies_of(browser_of(app, town, key, language)), town.decided(key, key))


def browser_of(app: Flask, town: Town, key: str, language: str) -> FlaskClient:
    """The browser of a customer, signed in as the sign-in pages do it at their end."""
    browser, now = app.test_client(), int(time.time())
    with browser.session_transaction() as session:
        session["_user_id"], session["since"], session["at"] = f"customer:{town.known[key].id}:1", now, now
    browser.set_cookie("language", language)
    browser.get("/appeals")  # puts into the session what its forms are protected with
    return browser


def astray(database: Database, residents: list[Resident]) -> list[str]:
    """References and words that are not exactly once on record, or that nobody got a receipt for."""
    names = tuple(f"{one.name}, visit " for one in residents)
    with database.reading() as session:
        appeals = session.execute(select(Appeal.ref, Appeal.grounds).where(Appeal.submitted_at.is_not(None)))
        repairs = session.execute(select(ServiceRequest.ref, ServiceRequest.what))
        on_record = [(ref, said) for ref, said in (*appeals, *repairs) if said.startswith(names)]
    received = {(ref, said) for one in residents for ref, said in one.receipts.items()}
    twice = [said for said, many in Counter(said for _ref, said in on_record).items() if many > 1]
    return [*(f"{ref} {said}" for ref, said in received ^ set(on_record)), *twice]
