"""Check before you contact, by keyboard alone and with few keys, on a desk and on a telephone's screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.eyes import DESK, PHONE, Visitor, visitor
from tests.browser.running import Running

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]


@pytest.mark.clause("OVH-4.1")
@pytest.mark.parametrize("viewport", [DESK, pytest.param(PHONE, marks=pytest.mark.matrix)], ids=["desk", "phone"])
def test_four_keys_lead_from_any_page_to_how_somebody_is_contacted(
    portal_of: PortalOf, browser: Browser, viewport: ViewportSize
) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url, viewport=viewport) as olive:
        olive.goes_to(portal.flask("demo", "link", "officer").strip().removeprefix(portal.url))
        olive.goes_to("/language/en?next=/staff/reviews")
        olive.goes_to("/staff/reviews")
        open_check(olive)
        olive.page.keyboard.type("07700 900102")
        olive.page.keyboard.press("Enter")
        olive.reads("1 person found", "Walter Specimen", "Cannot use: Letter")
        olive.looks()
        open_check(olive)
        olive.page.keyboard.type("imaginary street")
        olive.page.keyboard.press("Enter")
        olive.reads("people found")
        olive.looks()
        olive.page.keyboard.press("Enter")  # the first of them has the focus
        olive.reads("1 person found")


def open_check(visitor: Visitor) -> None:
    """By the access key, three keys in most browsers. One that is driven by a test hands none on, so its link is
    pressed; the box has the focus then."""
    visitor.page.locator("a[accesskey=c]").press("Enter")
    visitor.sees("Check before you contact")
