"""A bundle for the Ombudsman, a pack for the customer, and the audit of both: by keyboard, on a telephone's screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from tests.browser.test_keyboard_appeal import choose, press, tab_to, write
from tests.browser.test_keyboard_sign_in import signs_in
from tests.people import PASSWORD, totp_secret
from web.demo.people import staff_email

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]


def test_bundles_are_made_and_audited(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url, viewport=PHONE) as daria:
        signs_in(daria, staff_email("decider"), PASSWORD, totp_secret("decider"))
        daria.goes_to("/staff/check?q=Samira")
        link = daria.page.locator("main a[href*='/staff/customers/C-']").first.get_attribute("href") or ""
        customer = link.partition("/customers/")[2][:11]
        daria.goes_to("/staff/bundles")
        asks_for(daria, "For the Ombudsman", customer)
        daria.sees("Bundles")
        daria.reads("Take it, and send its fingerprint on another way.")
        asks_for(daria, "For the customer", customer)
        daria.sees("What is about somebody else")
        write(daria, "Take out as well, one to a line", "the plumber")
        tab_to(daria, "I have read all of it")
        daria.page.keyboard.press("Space")
        press(daria, "Make the pack")
        daria.sees("Bundles")
        press(daria, "Delete it now")
        daria.sees("Bundles")
        daria.reads("Deleted")
    with visitor(browser, portal.url, viewport=PHONE) as anna:
        signs_in(anna, staff_email("auditor"), PASSWORD, totp_secret("auditor"))
        anna.goes_to("/staff/audit")
        anna.sees("Audit")
        write(anna, "Who", "Daria")
        press(anna, "Search")
        anna.sees("Audit")
        anna.reads("bundle made", "bundle deleted")
        anna.goes_to("/staff/bundles")
        anna.sees("Bundles")


def asks_for(daria: Visitor, kind: str, customer: str) -> None:
    """A bundle about a customer, from the list of bundles."""
    press(daria, "Make a bundle")
    daria.sees("Make a bundle")
    choose(daria, kind, "For the Ombudsman")
    write(daria, "Case or customer", customer)
    press(daria, "Go on")
