"""What people meet when something goes wrong: a clear answer, nothing typed lost, nothing of another person shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import steps
from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from web.demo import people

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
LANDLORD = "octavia"
SAMIRA = people.CUSTOMERS["resident"]
WORDS = "Nobody rang me back. O'Brien & <b>Söhne</b> can say so."


def steps_in(portal: Running, person: Visitor, key: str) -> None:
    person.goes_to(portal.flask("demo", "link", key).strip().removeprefix(portal.url))


def begins_to_appeal(portal: Running, person: Visitor) -> str:
    """To the first question of an appeal; returns its address."""
    steps_in(portal, person, "resident")
    person.goes_to("/language/en")
    person.goes_to("/appeals")
    if person.page.get_by_role("button", name="Go on").count():
        person.clicks("Go on")
    else:
        person.goes_to("/arrangements")
        person.clicks("Appeal against this")
        person.clicks("Start your appeal")
    return person.page.url.removeprefix(person.url).rpartition("/")[0] + "/why"


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE) as samira:
        samira.goes_to(begins_to_appeal(portal, samira))
        samira.types("Why do you think our decision is wrong?", WORDS)
        samira.page.context.clear_cookies()
        samira.clicks("Save and go on")
        samira.sees("Sign in")
        samira.types("Your email address or phone number", SAMIRA.email or "")
        samira.clicks("Send me a code")
        with visitor(browser, portal.url) as post:
            code = steps.emailed_code(post, SAMIRA.email or "")
        samira.types("Code", code)
        samira.clicks("Sign in")
        samira.looks()
        samira.goes_to("/language/en?next=" + samira.page.url.removeprefix(samira.url))
        assert WORDS in samira.page.locator("textarea").input_value()
        samira.page.context.clear_cookies()
        samira.goes_to("/sign-in")
        samira.types("Your email address or phone number", SAMIRA.email or "")
        samira.clicks("Send me a code")
        samira.types("Code", code)
        samira.clicks("Sign in")
        samira.reads("There is a problem")  # a code works once
        samira.looks()


def test_a_file_of_200_mb_is_refused_with_the_limit_named(
    portal_of: PortalOf, browser: Browser, tmp_path: Path
) -> None:
    portal = portal_of(LANDLORD)
    huge = tmp_path / "film.mp4"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with visitor(browser, portal.url) as samira:
        address = begins_to_appeal(portal, samira)
        samira.goes_to(address)
        samira.types("Why do you think our decision is wrong?", WORDS)
        samira.clicks("Save and go on")
        samira.goes_to(address.replace("/why", "/evidence"))
        samira.page.locator("input[type=file]").set_input_files(huge)
        samira.page.get_by_role("button", name="Add this file").click(timeout=120_000)
        samira.reads("A file can have at most")
        samira.looks()
        samira.goes_to(address)
        expect(samira.page.locator("textarea")).to_have_value(WORDS)


def test_someone_elses_reference_shows_nothing(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url) as samira:
        address = begins_to_appeal(portal, samira)
    with visitor(browser, portal.url) as nina:
        steps_in(portal, nina, "neighbour")
        for path in (address, address.rpartition("/")[0], address.replace("/why", "/check")):
            answer = nina.page.goto(portal.url + path)
            assert answer is not None
            assert answer.status == 404
            assert SAMIRA.name not in nina.page.content()
            nina.looks()


def test_the_first_steps_work_without_javascript_and_by_keyboard_alone(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(LANDLORD)
    context = browser.new_context(java_script_enabled=False, locale="en-GB", viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(portal.url + "/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.get_by_label("Your email address or phone number").evaluate("e => e === document.activeElement"):
            break
    page.keyboard.type(SAMIRA.email or "")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Enter the code")
    context.close()
