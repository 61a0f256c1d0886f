"""The scripts: each adds something, and nothing needs them (every other story runs without)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from tests.browser.steps import staff_sign_in
from tests.browser.test_when_it_goes_wrong import begins_to_appeal, steps_in
from web.demo import people

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


def test_an_incident_outlives_a_dropped_line_and_a_closed_page_and_is_sent_once(
    portal_of: PortalOf, browser: Browser
) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE, scripts=True) as olive:
        staff_sign_in(olive, "officer")
        olive.goes_to(f"/staff/customers?q={people.CUSTOMERS['neighbour'].name}")
        olive.page.locator("a[href*='/staff/customers/C-']").first.click()
        customer, before = olive.page.url, incidents_on(olive)
        begin = olive.page.get_by_role("button", name="Write down an incident")
        begin.click()
        for label, text in (("What time was it?", "0:01"), ("What happened?", "He shouted at the door.")):
            olive.types(label, text)
        for label in ("In person", "Aggressive or abusive", "A member of staff", "It ended in the usual way"):
            olive.chooses(label)
        olive.page.context.set_offline(True)
        olive.clicks("Save the incident")
        expect(olive.page.locator(".od-kept")).to_contain_text("There is no line.")
        assert "shouted" not in kept_in(olive)
        olive.looks()
        olive.page.context.set_offline(False)
        olive.sees("Incident")
        olive.reads("He shouted at the door.")
        olive.page.wait_for_function(GONE)
        olive.page.goto(customer)
        assert len(incidents_on(olive) - before) == 1
        begin.click()
        olive.types("What happened?", "He threw a cup.")
        olive.page.wait_for_function(KEPT)
        olive.goes_to("/staff/customers")
        expect(olive.page.locator(".od-kept")).to_contain_text("It was not sent.")
        olive.looks()
        olive.follows("Open it")
        olive.clicks("Put it back into the form")
        expect(olive.page.get_by_label("What happened?")).to_have_value("He threw a cup.")


def incidents_on(person: Visitor) -> set[str | None]:
    """The incidents that a page links to."""
    found = person.page.locator("a[href*='/staff/incidents/I-']").all()
    return {one.get_attribute("href") for one in found}


KEPT = "() => Object.keys(localStorage).some((name) => name.startsWith('open-door-kept-'))"
GONE = KEPT.replace("Object", "!Object", 1)


def kept_in(person: Visitor) -> str:
    """What lies in the browser of a person."""
    return str(person.page.evaluate("JSON.stringify(localStorage)"))
