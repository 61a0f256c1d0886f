"""The story from right to left, errors included: the resident's side on a phone, and the side of staff."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from casework.rules.pack import landlord_keys
from tests.browser import steps
from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from web.demo import people

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
SAMIRA = people.CUSTOMERS["resident"]
NINA = people.CUSTOMERS["neighbour"]
QUICKEST, *OTHERS = sorted(landlord_keys(), key=lambda key: len(steps.deciders(key)))
FIRST = ("one-vision-housing",)  # the others with --matrix: their pages are the same
LATER = [key for key in landlord_keys() if key not in FIRST]
GROUNDS = "اتصلت لأن أحدًا لم يعاود الاتصال بي على الرقم 01632 960300 يوم 5/11/2026"


@pytest.mark.clause("CARD-8")
@pytest.mark.parametrize("landlord", [*FIRST, *(pytest.param(key, marks=pytest.mark.matrix) for key in LATER)])
def test_an_arabic_reader_signs_in_appeals_and_reads_the_outcome(
    landlord: str, portal_of: PortalOf, browser: Browser
) -> None:
    portal = portal_of(landlord)
    with visitor(browser, portal.url, language="ar", viewport=PHONE) as samira:
        signs_in_by_email(portal, browser, samira)
        appeal = appeals(samira)
        hear(portal, browser, appeal)
        samira.goes_to(f"/appeals/{appeal}")
        samira.looks()
        samira.reads("You were not told in time.")
        samira.goes_to("/letters")
        samira.looks()
        samira.page.locator("main").get_by_role("link").first.click()
        samira.looks()


@pytest.mark.parametrize("landlord", [QUICKEST, *(pytest.param(key, marks=pytest.mark.matrix) for key in OTHERS)])
def test_staff_who_read_arabic_decide_and_hear(landlord: str, portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(landlord)
    address = steps.decided(portal, browser, NINA.name, language="ar")
    with visitor(browser, portal.url, language="ar", viewport=PHONE) as nina:
        nina.goes_to(portal.flask("demo", "link", "neighbour").strip().removeprefix(portal.url))
        nina.goes_to("/arrangements")
        nina.sees("How you can contact us")
        nina.reads(steps.TELLING_NAME)
        appeal = appeals(nina)
    with visitor(browser, portal.url, language="ar", viewport=PHONE) as hearer:
        steps.staff_sign_in(hearer, "hearer")
        hearer.goes_to(f"/staff/appeals/{appeal}")
        hearer.sees("Appeal %(ref)s")
        hearer.reads(GROUNDS)
        steps.hear(hearer, "The appeal is upheld", "The calls came after broken promises.")
        hearer.goes_to(address)
        hearer.sees("Decision %(ref)s")


def signs_in_by_email(portal: Running, browser: Browser, samira: Visitor) -> None:
    """With the code that was sent to the address on record, after a wrong one."""
    samira.goes_to("/sign-in")
    samira.sees("Sign in")
    samira.types("Your email address or phone number", SAMIRA.email or "")
    samira.clicks("Send me a code")
    samira.sees("Enter the code")
    samira.types("Code", "000000")
    samira.clicks("Sign in")
    samira.reads("There is a problem")
    samira.looks()
    with visitor(browser, portal.url) as post:
        code = steps.emailed_code(post, SAMIRA.email or "")
    samira.types("Code", code)
    samira.clicks("Sign in")
    samira.sees("How you can contact us")


def appeals(samira: Visitor) -> str:
    """Question by question, with one mistake; returns the reference."""
    samira.clicks("Appeal against this")
    samira.sees("Appeal against our decision")
    samira.clicks("Start your appeal")
    samira.clicks("Save and go on")
    samira.reads("There is a problem")
    samira.looks()
    samira.types("Why do you think our decision is wrong?", GROUNDS)
    samira.clicks("Save and go on")
    samira.looks()
    samira.clicks("Save and go on")
    samira.chooses("No")
    samira.clicks("Save and go on")
    samira.chooses("Yes, treat it as a complaint too")
    samira.clicks("Save and go on")
    samira.sees("Check your answers")
    samira.reads(GROUNDS)
    samira.clicks("Send my appeal")
    samira.sees("We have your appeal")
    return samira.page.url.rpartition("/")[2]


def hear(portal: Running, browser: Browser, appeal: str) -> None:
    """The hearer dismisses it, with reasons; what she wrote in Arabic reaches them as she wrote it."""
    with visitor(browser, portal.url) as hearer:
        steps.staff_sign_in(hearer, "hearer")
        hearer.goes_to(f"/staff/appeals/{appeal}")
        hearer.reads(GROUNDS)
        hearer.looks()
        steps.hear(hearer, "The appeal is not upheld", "You were not told in time. The set times are still needed.")
