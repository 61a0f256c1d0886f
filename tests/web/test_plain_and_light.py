"""What every page of customers and advocates is held to: read at the age of eleven or so, and light on an old phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.people import LANDLORDS
from tests.readability import HIGHEST_GRADE, grade
from tests.web.inspect import inspect
from tests.web.office import settings_of
from tests.web.test_portal_static import STATIC
from tests.web.walking import GZIP, signed_in, walk
from translations import LANGUAGES
from wsgi import create_app

KILOBYTE = 1024
FIRST_VISIT, LATER = 40 * KILOBYTE, 12 * KILOBYTE
FAR = pytest.mark.matrix
# Who walks, and from where.
WALKS = [("resident", "/arrangements"), ("advocate", "/clients"), pytest.param("applicant", "/arrangements", marks=FAR)]


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_a_page_for_everybody_can_be_read_by_everybody(tmp_path: Path, landlord: str) -> None:
    app = create_app(settings_of("sqlite://", tmp_path, landlord))
    browser, pack = app.test_client(), app.extensions["pack"]
    found = {path: grade(inspect(browser.get(path)), pack) for path in STATIC}
    assert {path: round(height, 1) for path, height in found.items() if height > HIGHEST_GRADE} == {}


@pytest.mark.parametrize(("who", "start"), WALKS)
def test_the_pages_of_a_person_can_be_read_by_everybody(demo_app: Flask, who: str, start: str) -> None:
    pack, browser = demo_app.extensions["pack"], signed_in(demo_app, who, "en")
    found = {path: grade(page, pack) for path, _, page in walk(browser, start)}
    assert len(found) > 25
    assert {path: round(height, 1) for path, height in found.items() if height > HIGHEST_GRADE} == {}


@pytest.mark.parametrize("language", ["pl", *(pytest.param(one, marks=FAR) for one in LANGUAGES if one != "pl")])
def test_a_first_visit_weighs_40_kilobytes_at_most_and_each_page_after_it_12(demo_app: Flask, language: str) -> None:
    heavy: dict[str, int] = {}
    for number, (path, weight, page) in enumerate(walk(signed_in(demo_app, "resident", language), "/arrangements")):
        if not number:
            around = [link.get("href", "") for link in page.all("link")]
            around += [script.get("src", "") for script in page.all("script")]
            first = weight + sum(_weight(demo_app, address) for address in around)
            assert first <= FIRST_VISIT, f"{first} bytes"
        if weight > LATER:
            heavy[path] = weight
    assert heavy == {}


def _weight(demo_app: Flask, address: str) -> int:
    answer = demo_app.test_client().get(address, headers=GZIP)
    assert answer.status_code == 200, address
    return len(answer.get_data()) + len(str(answer.headers))
