"""An appeal is given to its hearer and answered point by point, and a meeting writes its minutes, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import PHONE, visitor
from tests.browser.running import Running
from tests.browser.steps import staff_sign_in
from tests.browser.test_keyboard_appeal import press, tab_to, write

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]


def test_an_appeal_is_given_to_its_hearer_and_heard_by_keyboard_alone(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url) as dora:
        staff_sign_in(dora, "decider-3")
        dora.goes_to("/staff/appeals")
        press(dora, "A-")
        dora.reads("May you hear this appeal?")
        appeal = dora.page.url.removeprefix(portal.url)
        press(dora, "Give it to a hearer")
        dora.looks()
        press(dora, "Give it to them")
        dora.reads("There is a problem")
        tab_to(dora, "Who hears it?")
        dora.page.keyboard.type("Hana")
        press(dora, "Give it to them")
        dora.reads("Hana Hearer hears this appeal")
    with visitor(browser, portal.url, viewport=PHONE) as hana:
        staff_sign_in(hana, "hearer")
        hana.goes_to(appeal)
        press(hana, "Write down a point that they make")
        write(hana, "A point that the customer makes", "Nobody rang back.")
        press(hana, "Save")
        hana.looks()
        press(hana, "Write your answer")
        hana.reads("Point 1: what do you say to it?")
        hana.looks()
        hana.goes_to(appeal)
        hana.page.locator("main a[href^='/staff/decisions/']").first.click()
        hana.reads("What this person can use for what")
        hana.looks()


def test_a_meeting_writes_its_minutes_by_keyboard_alone(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url, viewport=PHONE) as daria:
        staff_sign_in(daria, "decider")
        daria.goes_to("/staff/reviews")
        press(daria, "Meeting M-")
        daria.looks()
        press(daria, "Write a minute")
        daria.looks()
        write(daria, "What did the meeting say?", "We looked at the calls.")
        write(daria, "If it is not decided today: why?", "The officer is ill.")
        press(daria, "Save")
        daria.reads("We looked at the calls.", "The officer is ill.")
