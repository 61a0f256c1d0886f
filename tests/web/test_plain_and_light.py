"""What every page of customers and advocates is held to: read at the age of eleven or so, and light on an old phone."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.databases import Databases
from tests.people import LANDLORDS
from tests.readability import HIGHEST_GRADE, grade
from tests.web.inspect import Page, faults, inspect
from tests.web.office import settings_of
from tests.web.test_portal_static import STATIC
from translations import LANGUAGES
from web.demo import pages, stories
from wsgi import create_app

KILOBYTE = 1024
FIRST_VISIT, LATER = 40 * KILOBYTE, 12 * KILOBYTE
GZIP = {"Accept-Encoding": "gzip"}
MOST = 80  # pages for each person
FAR = pytest.mark.matrix
# Who walks, and from where.
WALKS = [("resident", "/arrangements"), ("advocate", "/clients"), pytest.param("applicant", "/arrangements", marks=FAR)]
NO_PAGE = re.compile(
    r"^/(language|demo|static|staff)\b|/(evidence|files?)/|/(pdf|docx|large_print|text|html|download)$"
)
REFERENCE = re.compile(r"[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_page_for_everybody_can_be_read_by_everybody(tmp_path: Path, landlord: str) -> None:
    app = create_app(settings_of("sqlite://", tmp_path, landlord))
    browser, pack = app.test_client(), app.extensions["pack"]
    found = {path: grade(inspect(browser.get(path)), pack) for path in STATIC}
    assert {path: round(height, 1) for path, height in found.items() if height > HIGHEST_GRADE} == {}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Iterator[Flask]:
    """One landlord's portal with the demo's stories in it."""
    url = databases.new("sqlite")
    made = create_app(replace(settings_of(url, tmp_path_factory.mktemp("demo"), "one-vision-housing"), demo=True))
    stories.load(made.extensions["database"], made.extensions["pack"], datetime.now(UTC))
    yield made
    made.extensions["database"].engine.dispose()
    databases.drop(url)


def signed_in(app: Flask, who: str, language: str) -> FlaskClient:
    browser = app.test_client()
    assert browser.get(pages.make_link(app.extensions["database"], who, "")).status_code == 303
    browser.set_cookie("language", language)
    return browser


def page_of(answer: TestResponse) -> Page:
    """The page of an answer that travelled small, with nothing wrong with it."""
    data = answer.get_data()
    page = Page((gzip.decompress(data) if answer.headers.get("Content-Encoding") == "gzip" else data).decode())
    assert list(faults(page)) == [], answer.request.path
    return page


def walk(browser: FlaskClient, start: str) -> Iterator[tuple[str, int, Page]]:
    """Every kind of page within reach by links: its address, what it weighs as it travels, and itself."""
    waiting, seen = [start], {REFERENCE.sub("*", start)}
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path, headers=GZIP)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = page_of(answer)
        yield path, len(answer.get_data()) + len(str(answer.headers)), page
        for address in (link.partition("#")[0] for link in page.links.values()):
            shape = REFERENCE.sub("*", address.partition("?")[0])
            if address.startswith("/") and not NO_PAGE.search(address) and shape not in seen and len(seen) < MOST:
                seen.add(shape)
                waiting.append(address)


@pytest.mark.parametrize(("who", "start"), WALKS)
def test_the_pages_of_a_person_can_be_read_by_everybody(app: Flask, who: str, start: str) -> None:
    found = {path: grade(page, app.extensions["pack"]) for path, _, page in walk(signed_in(app, who, "en"), start)}
    assert len(found) > 10
    assert {path: round(height, 1) for path, height in found.items() if height > HIGHEST_GRADE} == {}


@pytest.mark.parametrize("language", ["pl", *(pytest.param(one, marks=FAR) for one in LANGUAGES if one != "pl")])
def test_a_first_visit_weighs_40_kilobytes_at_most_and_each_page_after_it_12(app: Flask, language: str) -> None:
    heavy: dict[str, int] = {}
    for number, (path, weight, page) in enumerate(walk(signed_in(app, "resident", language), "/arrangements")):
        if not number:
            around = [link.get("href", "") for link in page.all("link")]
            around += [script.get("src", "") for script in page.all("script")]
            first = weight + sum(_weight(app, address) for address in around)
            assert first <= FIRST_VISIT, f"{first} bytes"
        if weight > LATER:
            heavy[path] = weight
    assert heavy == {}


def _weight(app: Flask, address: str) -> int:
    answer = app.test_client().get(address, headers=GZIP)
    assert answer.status_code == 200, address
    return len(answer.get_data()) + len(str(answer.headers))
