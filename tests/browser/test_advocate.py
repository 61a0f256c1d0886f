"""An advocate sees only what a client allowed, and appeals for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from web.demo import people

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
LANDLORD = "watford-community-housing"
SAMIRA, WALTER, NINA = (people.CUSTOMERS[key] for key in ("resident", "resident-blind", "neighbour"))


@pytest.mark.clause("CARD-5")
def test_an_advocate_appeals_for_a_client_and_sees_nobody_else(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE) as ada:
        ada.goes_to(portal.flask("demo", "link", "advocate").strip().removeprefix(portal.url))
        ada.looks()
        ada.reads(SAMIRA.name, WALTER.name)
        assert ada.page.get_by_text(NINA.name).count() == 0
        appeals_for(ada, SAMIRA.name)
        appeal = ada.page.url.removeprefix(ada.url)
    with visitor(browser, portal.url) as samira:
        samira.goes_to(portal.flask("demo", "link", "resident").strip().removeprefix(portal.url))
        samira.goes_to("/language/en")
        samira.goes_to("/appeals")
        samira.sees("Your appeals")
        assert appeal.rpartition("/")[2] in samira.page.content()
    with visitor(browser, portal.url) as nina:
        nina.goes_to(portal.flask("demo", "link", "neighbour").strip().removeprefix(portal.url))
        answer = nina.page.goto(portal.url + appeal)
        assert answer is not None
        assert answer.status == 404


def appeals_for(ada: Visitor, client: str) -> None:
    """From the list of clients to the receipt."""
    ada.page.get_by_role("button", name=f"Arrangements – {client}").click()
    ada.looks()
    ada.reads(client)
    ada.clicks("Appeal against this")
    ada.looks()
    ada.clicks("Start your appeal")
    ada.looks()
    ada.types("Why do you think our decision is wrong?", "My client was not told in a language that she reads.")
    ada.clicks("Save and go on")
    ada.clicks("Save and go on")
    ada.chooses("No")
    ada.clicks("Save and go on")
    ada.chooses("No, only as an appeal")
    ada.clicks("Save and go on")
    ada.sees("Check your answers")
    ada.clicks("Send my appeal")
    ada.sees("We have your appeal")
