"""The two scripts: each adds something, and nothing needs them (every other story runs without)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.eyes import PHONE, visitor
from tests.browser.running import Running
from tests.browser.test_when_it_goes_wrong import begins_to_appeal, steps_in

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
LANDLORD = "octavia"
SOON = "We sign you out soon, to keep your pages safe. What you typed is kept."


def test_a_session_says_that_it_ends_and_goes_on_when_asked(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE, scripts=True) as samira:
        steps_in(portal, samira, "resident")
        samira.goes_to("/language/en")
        samira.page.clock.install()
        samira.goes_to("/letters")
        alert = samira.page.get_by_role("alert")
        samira.page.clock.fast_forward("27:30")
        expect(alert).to_have_count(0)
        samira.page.clock.fast_forward("00:45")
        expect(alert).to_contain_text(SOON)
        samira.looks()
        samira.clicks("Stay signed in")
        expect(alert).to_have_count(0)
        samira.page.clock.fast_forward("28:10")
        expect(alert).to_contain_text(SOON)
        samira.page.clock.fast_forward("03:00")
        expect(alert).to_contain_text("You are signed out.")


def test_an_upload_shows_how_far_it_is_and_loses_nothing_when_the_line_is_cut(
    portal_of: PortalOf, browser: Browser
) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE, scripts=True) as samira:
        address = begins_to_appeal(portal, samira).replace("/why", "/evidence")
        samira.goes_to(address)
        paper = FilePayload(name="photo.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 " + b"x" * 300_000)
        samira.page.locator("input[type=file]").first.set_input_files(paper)
        samira.page.context.set_offline(True)
        samira.clicks("Add this file")
        expect(samira.page.locator(".od-sending")).to_contain_text("The line was cut.")
        samira.page.context.set_offline(False)
        samira.clicks("Add this file")
        samira.reads("photo.pdf")
        assert samira.page.url.endswith(address)
        samira.looks()
