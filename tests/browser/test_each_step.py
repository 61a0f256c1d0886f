"""Every step of every journey of customers and advocates: each form as it is found, with its mistakes shown, and what
comes after it. Filled in by a script here, since what people do by hand other tests do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, FilePayload, Locator

from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from tests.browser.test_every_page import is_a_page, links, shape

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
LANDLORD = "one-vision-housing"
FORMS = "main form[method=post]"
CONTROLS = "input:not([type=hidden]), select, textarea, summary, button"
MOST = 200  # pages
MOST_TABS = 150
SIGNS_OUT = "/sign-ins"  # its buttons end sessions, and with this one the walk; tests/web/test_sessions.py presses them
# Opens what folds around a form.
OPEN = """form => {
  for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
}"""
# Empties a form, or fills it in: the first of every choice, and something sensible for each kind of field.
FILL = """(form, full) => {
  const words = {email: "o.brien@example.org", tel: "01632 960777"};
  const soon = new Date(Date.now() + 16 * 86400000);
  const parts = {day: soon.getDate(), month: soon.getMonth() + 1, year: soon.getFullYear()};
  const grouped = new Set();
  for (const one of form.elements) {
    if (!one.name || ["hidden", "submit", "file"].includes(one.type)) continue;
    if (one.type === "radio" || one.type === "checkbox") {
      one.checked = full && !grouped.has(one.name);
      grouped.add(one.name);
    } else if (one.localName === "select") {
      one.selectedIndex = full ? Math.min(1, one.length - 1) : 0;
    } else {
      const part = one.name.split("-").pop();
      one.value = full ? parts[part] || words[one.type] || "Nobody rang me back." : "";
    }
  }
}"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)

PHOTO: FilePayload = {"name": "door.png", "mimeType": "image/png", "buffer": PNG}


@dataclass
class Journeys:
    """One person who goes wherever links and forms lead."""

    walker: Visitor
    waiting: list[str]
    seen: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    mistakes: int = 0
    taken: int = 0

    def go(self) -> None:
        while self.waiting and len(self.seen) < MOST:
            path = self.waiting.pop(0)
            if shape(path) in self.seen:
                continue
            self.seen.add(shape(path))
            self.walker.goes_to(path)
            self.look()
            self.waiting += [found for found in links(self.walker, with_footer=False) if is_a_page(found)]
            for number in range(0 if path == SIGNS_OUT else self.walker.page.locator(FORMS).count()):
                self.send(path, number)

    def look(self) -> None:
        try:
            self.walker.looks()
        except AssertionError as fault:
            self.faults.append(str(fault))

    def send(self, path: str, number: int) -> None:
        """Empty first, then filled in; what it leads to is a step of the journey too."""
        for full in (False, True):
            self.walker.goes_to(path)
            form = self.walker.page.locator(FORMS).nth(number)
            if not form.count():
                return
            form.evaluate(OPEN)
            form.evaluate(FILL, full)
            if full and form.locator("input[type=file]").count():
                form.locator("input[type=file]").set_input_files(PHOTO)
            self.press(form)
            self.look()
            wrong = bool(self.walker.page.locator(".govuk-error-summary").count())
            self.mistakes += wrong
            if not wrong:
                self.taken += 1
                self.waiting.append(self.walker.page.url.removeprefix(self.walker.url).partition("#")[0])
                return

    def press(self, form: Locator) -> None:
        """By keyboard: from the first field on to the button, through all that stands between."""
        page, button = self.walker.page, form.locator("button[type=submit]").first
        form.locator(CONTROLS).first.focus()
        for _ in range(MOST_TABS):
            if button.evaluate("button => button === document.activeElement"):
                break
            page.keyboard.press("Tab")
        else:
            self.faults.append(f"{page.url}: no way by keyboard to {button.inner_text()!r}")
        with page.expect_navigation():
            button.press("Enter")


FAR = pytest.mark.matrix
WALKS = [
    ("resident", "/arrangements", "en"),
    pytest.param("resident", "/arrangements", "ar", marks=FAR),
    pytest.param("resident", "/arrangements", "cy", marks=FAR),
    ("advocate", "/clients", "ar"),
    pytest.param("advocate", "/clients", "en", marks=FAR),
    pytest.param("advocate", "/clients", "cy", marks=FAR),
    pytest.param("officer", "/staff/", "en", marks=FAR),
    pytest.param("officer", "/staff/", "ar", marks=FAR),
    pytest.param("decider", "/staff/", "en", marks=FAR),
    pytest.param("hearer", "/staff/appeals", "en", marks=FAR),
    pytest.param("administrator", "/staff/people", "en", marks=FAR),
]
# Forms that are taken, and forms that show their mistakes.
LEAST = {"resident": 20, "advocate": 5, "officer": 25, "decider": 20, "hearer": 3, "administrator": 5}


@pytest.mark.clause("CARD-9")
@pytest.mark.parametrize(("who", "start", "language"), WALKS)
def test_every_step_of_every_journey_is_accessible_with_its_mistakes(
    portal_of: PortalOf, browser: Browser, who: str, start: str, language: str
) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE) as walker:
        walker.goes_to(portal.flask("demo", "link", who).strip().removeprefix(portal.url))
        walker.goes_to(f"/language/{language}")
        journeys = Journeys(walker, [start])
        journeys.go()
    assert not journeys.faults, "\n".join(journeys.faults)
    assert min(journeys.mistakes, journeys.taken) >= LEAST[who], f"{len(journeys.seen)} pages"
