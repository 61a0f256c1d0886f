"""A file is brought in, two records are made one and two again: by keyboard, on a telephone's screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FilePayload

from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from tests.browser.test_keyboard_appeal import press, tab_to, write
from tests.browser.test_keyboard_sign_in import signs_in
from tests.people import PASSWORD, totp_secret
from tests.web.actions.test_importing import csv_of, person
from web.demo.people import staff_email

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]


def test_records_come_in_and_become_one(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url, viewport=PHONE) as adam:
        signs_in(adam, staff_email("administrator"), PASSWORD, totp_secret("administrator"))
        adam.goes_to("/staff/administration")
        adam.sees("Administration")
        brings(adam, csv_of(person(1), person(2, telephone="ring me")))
        adam.sees("File %(name)s")
        adam.reads("1 of 2 lines cannot be taken in", "is no telephone number")
        press(adam, "Discard the file")
        press(adam, "Back")
        brings(adam, csv_of(person(1), person(2)))
        adam.reads("All 2 lines can be read")
        press(adam, "Take all of it in")
        adam.reads("It is taken in.")
        makes_one(adam)
        press(adam, "Make them two again")
        adam.sees("Make them two again")
        write(adam, "Why?", "Two neighbours, as we see now.")
        press(adam, "Make them two again")
        adam.reads("They are two records again.")
        adam.goes_to("/staff/administration/retention")
        adam.sees("How long things are kept")
        adam.reads("Limitation Act 1980, section 5")


def brings(adam: Visitor, data: bytes) -> None:
    """A file, from the page of administration."""
    press(adam, "Bring a file in")
    adam.sees("Bring a file in")
    tab_to(adam, "Customers")
    adam.page.keyboard.press("Space")
    adam.page.get_by_label("File (CSV)").set_input_files(FilePayload(name="h.csv", mimeType="text/csv", buffer=data))
    press(adam, "Look it through")


def makes_one(adam: Visitor) -> None:
    """The two who were just brought in."""
    adam.goes_to("/staff/administration/merges/new")
    adam.sees("Make two records one")
    write(adam, "The record that is kept", "H1")
    write(adam, "The record that becomes part of it", "H2")
    press(adam, "Compare them")
    adam.reads("Sample Person1", "Sample Person2")
    write(adam, "How do we know that it is one person?", "They told us so.")
    press(adam, "Make them one")
    adam.sees("Two records of one person")
