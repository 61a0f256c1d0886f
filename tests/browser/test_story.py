"""The whole story at each of the five landlords, in a real browser: from an incident to the outcome of an appeal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from casework.rules.pack import landlord_keys
from tests.browser import steps
from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from web.demo import people

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
NINA = people.CUSTOMERS["neighbour"]
SAMIRA = people.CUSTOMERS["resident"]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


@pytest.mark.clause("OVH-3.2.1")
@pytest.mark.clause("WCH-6.2")
@pytest.mark.clause("OCT-4.2a")
@pytest.mark.clause("CAL-7")
@pytest.mark.clause("CARD-1")
@pytest.mark.clause("CARD-2")
@pytest.mark.parametrize("landlord", landlord_keys())
def test_a_restriction_is_decided_told_appealed_against_and_heard(
    landlord: str, portal_of: PortalOf, browser: Browser, tmp_path: Path
) -> None:
    portal = portal_of(landlord)
    address = steps.decided(portal, browser, NINA.name)
    appeal = appealed(portal, browser, tmp_path)
    heard(portal, browser, appeal)
    with visitor(browser, portal.url, viewport=PHONE) as nina:
        sign_in_by_letter(nina)
        nina.goes_to(f"/appeals/{appeal}")
        nina.looks()
        nina.reads("The calls came after broken promises.")
        nina.goes_to("/arrangements")
        nina.sees("")
        assert nina.page.get_by_text(steps.REASON).count() == 0
    with visitor(browser, portal.url) as officer:
        steps.staff_sign_in(officer, "auditor")
        officer.goes_to(address)
        officer.reads("The appeal is upheld")
    portal.flask("events", "verify")  # ends with a fault where the record has one


def sign_in_by_letter(nina: Visitor) -> None:
    code = steps.access_code(nina, NINA.name)
    nina.goes_to("/sign-in/letter")
    nina.sees("Sign in with the code in your letter")
    nina.types("Access code", code.lower().replace("-", " "))
    nina.types_date("Your date of birth", 1, 1, 1999)
    nina.clicks("Sign in")
    nina.reads("There is a problem")
    nina.looks()
    born = NINA.date_of_birth
    nina.types_date("Your date of birth", born.day, born.month, born.year)
    nina.clicks("Sign in")
    nina.sees("")


def appealed(portal: Running, browser: Browser, folder: Path) -> str:
    """On a phone: the arrangements, then the appeal page by page, left once and come back to. Returns its reference."""
    with visitor(browser, portal.url, viewport=PHONE) as nina:
        sign_in_by_letter(nina)
        nina.goes_to("/arrangements")
        nina.sees("How you can contact us")
        nina.reads(steps.TELLING_NAME)
        nina.clicks("Appeal against this")
        nina.sees("Appeal against our decision")
        nina.clicks("Start your appeal")
        nina.looks()
        nina.clicks("Save and go on")
        nina.reads("There is a problem")
        nina.looks()
        nina.types("Why do you think our decision is wrong?", f"They never rang back. {steps.TELLING_NAME}")
        nina.clicks("Save and come back later")
        nina.sees("Your appeals")
        nina.clicks("Go on")
        nina.looks()
        if nina.page.get_by_label("Why do you think our decision is wrong?").count():
            nina.clicks("Save and go on")
        nina.types("What would you like to happen?", "End it.")
        nina.clicks("Save and go on")
        nina.looks()
        nina.chooses("Yes")
        nina.clicks("Save and go on")
        add_evidence(nina, folder)
        nina.chooses("No, only as an appeal")
        nina.clicks("Save and go on")
        nina.sees("Check your answers")
        nina.reads(steps.TELLING_NAME, "door.png")
        nina.page.get_by_role("button", name="Send my appeal").dblclick()
        nina.sees("We have your appeal")
        nina.reads("You get our answer by")
        appeal = nina.page.url.rpartition("/")[2]
        nina.reads(appeal)
        nina.goes_to("/appeals")
        nina.reads(appeal)
        return appeal


def add_evidence(nina: Visitor, folder: Path) -> None:
    """A file of the wrong kind is refused with the kinds named; a photo is taken."""
    wrong, right = folder / "photo.png", folder / "door.png"
    wrong.write_bytes(b"MZ this is a program")
    right.write_bytes(PNG)
    nina.looks()
    nina.page.locator("input[type=file]").set_input_files(wrong)
    nina.clicks("Add this file")
    nina.reads("There is a problem")
    nina.looks()
    nina.page.locator("input[type=file]").set_input_files(right)
    nina.clicks("Add this file")
    nina.reads("door.png")
    nina.looks()
    nina.clicks("Save and go on")
    nina.looks()


def heard(portal: Running, browser: Browser, appeal: str) -> None:
    """Who decided may not hear it, and the page says why; who may, takes it and upholds it."""
    with visitor(browser, portal.url) as decider:
        steps.staff_sign_in(decider, "decider")
        decider.goes_to(f"/staff/appeals/{appeal}")
        decider.sees(appeal)
        decider.reads("No. The reasons:")
        assert decider.page.get_by_role("button", name="Take this appeal").count() == 0
    with visitor(browser, portal.url) as hearer:
        steps.staff_sign_in(hearer, "hearer")
        hearer.goes_to(f"/staff/appeals/{appeal}")
        hearer.sees(appeal)
        hearer.reads(steps.TELLING_NAME, "door.png")
        steps.hear(hearer, "The appeal is upheld", "The calls came after broken promises.")
        hearer.sees(appeal)
