"""The pages for everybody: in every language, true to the landlord, and there when the database is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from letters import words
from tests.people import LANDLORDS
from tests.web.inspect import inspect
from tests.web.office import settings_of
from translations import LANGUAGES
from wsgi import create_app

STATIC = ("/", "/policy", "/help", "/emergency", "/accessibility", "/privacy", "/cookies", "/formats", "/languages")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", STATIC)
def test_a_page_for_everybody_is_there_without_a_database(tmp_path: Path, path: str, language: str) -> None:
    settings = replace(settings_of("postgresql://nobody@127.0.0.1:9/nothing", tmp_path, "octavia"), testing=True)
    browser = create_app(settings).test_client()
    browser.set_cookie("language", language)
    with browser.session_transaction() as session:
        session["_user_id"], session["since"], session["at"] = "customer:1:1", 4_000_000_000, 4_000_000_000
    assert inspect(browser.get(path)).language == language


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_emergencies_and_help_name_the_landlords_own_numbers(tmp_path: Path, landlord: str) -> None:
    app = create_app(settings_of("sqlite://", tmp_path, landlord))
    contact = app.extensions["pack"].contact
    emergency = inspect(app.test_client().get("/emergency"))
    for number in (contact.emergency_phone, contact.gas_phone, "999"):
        assert " ".join(words.phone(number, "en").split()) in emergency.main
    assert contact.email in inspect(app.test_client().get("/help")).main


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_policy_page_gives_the_source_of_every_line(tmp_path: Path, landlord: str) -> None:
    app = create_app(settings_of("sqlite://", tmp_path, landlord))
    page = inspect(app.test_client().get("/policy"))
    lines = [line for box in page.of_class("od-policy") for line in box.iter("li")]
    assert len(lines) > 20
    for line in lines:
        assert any("od-quiet" in part.get("class", "") for part in line), "".join(line.itertext())
