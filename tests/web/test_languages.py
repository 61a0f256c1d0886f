"""Eleven languages: every page of customers and advocates in each, the back office in those that it has."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.inspect import LEFTOVERS
from tests.web.office import Office
from tests.web.walking import signed_in, walk
from translations import LANGUAGES, catalogue

MISSED = "This part is not in your language. It is in English."


@pytest.mark.parametrize(("who", "start"), [("resident", "/arrangements"), ("advocate", "/clients")])
def test_every_page_of_a_person_is_there_in_every_language(
    demo_app: Flask, who: str, start: str, pytestconfig: pytest.Config
) -> None:
    """Each page in every language with --matrix; else in two, and every language somewhere."""
    browser, every = signed_in(demo_app, who, "en"), list(LANGUAGES)
    paths = [path for path, _, _ in walk(browser, start)]
    assert len(paths) > 20
    for number, path in enumerate(paths):
        two = (every[number % len(every)], every[(number + len(every) // 2) % len(every)])
        for language in every if pytestconfig.getoption("--matrix") else two:
            browser.set_cookie("language", language)
            _is_whole(browser, path, language)


def _is_whole(browser: FlaskClient, path: str, language: str) -> None:
    answer = browser.get(path)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200, (language, path)
    assert f'<html lang="{language}" dir="{LANGUAGES[language].direction}"' in page, path
    assert not LEFTOVERS.search(page), (language, path)


@pytest.mark.parametrize("language", ["ur", "zh"])
def test_staff_who_chose_a_language_that_the_back_office_lacks_read_english_and_are_told(
    office: Office, language: str
) -> None:
    office.browser("officer").set_cookie("language", language)
    page = office.get("officer", "/staff/")
    assert page.language == "en"
    [told] = page.of_class("od-languages__missed")
    assert "".join(told.itertext()) == catalogue(language).gettext(MISSED)
    assert (told.get("lang"), told.get("dir")) == (language, LANGUAGES[language].direction)
    offered = {link.get("hreflang") for link in page.all("a")} - {None}
    assert offered == {"cy", "pl", "ar"}


def test_staff_who_read_welsh_do_so_and_are_told_nothing(office: Office) -> None:
    office.browser("officer").set_cookie("language", "cy")
    page = office.get("officer", "/staff/")
    assert page.language == "cy"
    assert not page.of_class("od-languages__missed")


def test_the_choice_of_a_language_takes_one_line_until_it_is_opened(office: Office) -> None:
    page = office.get("resident", "/help")
    [opened] = [box for box in page.all("details") if any(one.get("hreflang") for one in box.iter("a"))]
    assert "open" not in opened.attrib
    assert len([one for one in opened.iter("a") if one.get("hreflang")]) == len(LANGUAGES) - 1
