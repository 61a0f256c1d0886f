"""A repair that turns out to be dangerous, by keyboard alone: every step is reached by Tab and pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import visitor
from tests.browser.running import Running
from tests.browser.test_keyboard_appeal import choose, press, write

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]


def test_a_repair_is_reported_and_becomes_an_emergency_by_keyboard_alone(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url) as samira:
        samira.goes_to(portal.flask("demo", "link", "resident").strip().removeprefix(portal.url))
        samira.goes_to("/language/en?next=/services")
        samira.goes_to("/services")
        press(samira, "Report a repair or a danger")
        samira.sees("What is wrong?")
        press(samira, "Continue")
        samira.reads("There is a problem")
        choose(samira, "Something else to repair", first="A smell of gas")
        press(samira, "Continue")
        samira.sees("Could somebody be hurt or fall ill today?")
        choose(samira, "No")
        press(samira, "Continue")
        samira.sees("Something else to repair")
        write(samira, "What should we know?", "The step at the front door is loose.")
        press(samira, "Send")
        samira.reads("It is safe with us")
        press(samira, "It has become dangerous")
        samira.reads("Call now, day or night")
        samira.reads("We make it safe")
