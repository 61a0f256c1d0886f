"""A task is found, taken and handed over by keyboard alone, and an absence is said; on a small screen too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import visitor
from tests.browser.running import Running
from tests.browser.steps import staff_sign_in
from tests.browser.test_keyboard_appeal import press, tab_to, write

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]


@pytest.mark.parametrize(("width", "kind"), [(1280, "Concerns about staff ("), (320, "Changes to answer (")])
def test_work_is_taken_and_handed_over_by_keyboard_alone(
    portal_of: PortalOf, browser: Browser, width: int, kind: str
) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url) as dora:
        dora.page.set_viewport_size({"width": width, "height": 800})
        staff_sign_in(dora, "decider-3")
        press(dora, "Nobody's")
        press(dora, kind)
        dora.looks()
        tab_to(dora, "Choose ")
        dora.page.keyboard.press("Space")
        press(dora, "Hand over")
        dora.sees("Hand over")
        press(dora, "Hand over")
        dora.reads("There is a problem")
        dora.looks()
        tab_to(dora, "Who sees to it from now on?")
        dora.page.keyboard.type("Dora")
        write(dora, "What should they know?", "He likes to be rung at noon.")
        press(dora, "Hand over")
        dora.reads("1 task handed over.")
        tab_to(dora, "Mine and my team's")
        dora.page.keyboard.press("Tab")  # to "Mine"
        with dora.page.expect_navigation():
            dora.page.keyboard.press("Enter")
        dora.reads("He likes to be rung at noon.")
        press(dora, "Working days, absences and teams")
        dora.sees("Working days, absences and teams")
        press(dora, "Say that somebody is away")
        dora.sees("Say that somebody is away")
