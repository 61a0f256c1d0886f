"""The pages for everybody: in every language, true to the landlord, and there when the database is not."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from casework.rules.pack import Pack
from casework.rules.retention import clocks
from letters import words
from tests.people import LANDLORDS
from tests.web.inspect import Page, inspect
from tests.web.office import settings_of
from translations import LANGUAGES
from wsgi import create_app

STATIC = (
    "/",
    "/policy",
    "/help",
    "/emergency",
    "/accessibility",
    "/privacy",
    "/cookies",
    "/formats",
    "/languages",
    "/without-us",
)


def test_every_page_for_everybody_is_there_in_every_language_without_a_database(tmp_path: Path) -> None:
    settings = replace(settings_of("postgresql://nobody@127.0.0.1:9/nothing", tmp_path, "octavia"), testing=True)
    browser = create_app(settings).test_client()
    with browser.session_transaction() as session:
        session["_user_id"], session["since"], session["at"] = "customer:1:1", 4_000_000_000, 4_000_000_000
    for language, path in product(LANGUAGES, STATIC):
        browser.set_cookie("language", language)
        page = inspect(browser.get(path))
        assert (page.language, page.direction) == (language, LANGUAGES[language].direction), path


def test_the_page_about_privacy_says_how_long_things_are_kept(tmp_path: Path) -> None:
    page = inspect(create_app(settings_of("sqlite://", tmp_path, "octavia")).test_client().get("/privacy"))
    kept = {clock.kind: clock.months for clock in clocks()}
    assert f"for {kept['case'] // 12} years" in page.main
    assert f"after {kept['incident']} months" in page.main


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
    lines = [line for box in page.of_class("od-policy") for line in box]
    assert len(lines) > 20
    for line in lines:
        assert any("od-quiet" in part.get("class", "") for part in line), "".join(line.itertext())


def policy_page(tmp_path: Path, landlord: str) -> tuple[Page, Pack]:
    app = create_app(settings_of("sqlite://", tmp_path, landlord))
    return inspect(app.test_client().get("/policy")), app.extensions["pack"]


@pytest.mark.clause("OVH-3.3.1")
def test_what_calls_are_recorded_for_is_published_with_its_clause(tmp_path: Path) -> None:
    page, _ = policy_page(tmp_path, "one-vision-housing")
    line = said_under(page, "One Vision Housing 3.3.1")
    for purpose in ("training", "facts", "agreed", "tenancy"):
        assert purpose in line


@pytest.mark.clause("NHG-5.0d")
def test_that_calls_may_be_listened_to_and_why_is_published_with_its_clause(tmp_path: Path) -> None:
    page, _ = policy_page(tmp_path, "notting-hill-genesis")
    assert "listen to calls, for: checking how we deal with behaviour" in said_under(page, "Notting Hill Genesis 5.0")


@pytest.mark.clause("NHG-7.0")
def test_a_copy_of_the_policys_assessments_can_be_asked_for_at_the_address_it_names(tmp_path: Path) -> None:
    page, pack = policy_page(tmp_path, "notting-hill-genesis")
    assert pack.assessments_from == "policy@notting-hill-genesis.example"
    assert page.links[pack.assessments_from] == f"mailto:{pack.assessments_from}"
    assert "You can have a copy of both checks." in page.main
    _, other = policy_page(tmp_path, "octavia")
    assert other.assessments_from is None


@pytest.mark.clause("WCH-1.2")
@pytest.mark.parametrize("landlord", LANDLORDS)
def test_what_the_landlord_can_and_cannot_do_stands_first_in_plain_words(tmp_path: Path, landlord: str) -> None:
    page, pack = policy_page(tmp_path, landlord)
    [box] = [one for one in page.of_class("od-open") if one.get("id") == "limits"]
    limits = " ".join("".join(box.itertext()).split())
    for kind in pack.kinds_in_policy:
        assert words.restriction_name(kind, "en", pack) in limits
    assert "Complaints process" not in limits
    assert "We cannot stop repairs, safety checks, complaints or any other essential service." in limits
    assert f"We cannot go on for more than {pack.review_months} months and not look at it again." in limits
    assert page.html.index('id="limits"') < page.html.index('id="restrictions"')


def said_under(page: Page, clause: str) -> str:
    """The lines of the policy page with this clause."""
    lines = [" ".join("".join(line.itertext()).split()) for box in page.of_class("od-policy") for line in box]
    return " ".join(line for line in lines if f"({clause})" in line)
