"""An appeal from beginning to end by keyboard alone: every step is reached by Tab, seen where it is, and pressed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.eyes import Visitor, visitor
from tests.browser.running import Running

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
MOST_TABS = 60
NAME_OF = """e => {
    if (!e || e === document.body) return "";
    const label = e.labels && e.labels.length ? e.labels[0].innerText : "";
    return (label || e.getAttribute("aria-label") || e.innerText || e.value || "").trim();
}"""
# Where the focus is, it shows: by an outline, a shadow or another colour behind it.
SEEN = """e => {
    const style = getComputedStyle(e);
    const near = e.labels && e.labels.length ? getComputedStyle(e.labels[0], "::before") : style;
    const drawn = s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none";
    return drawn(style) || drawn(near);
}"""


def tab_to(person: Visitor, name: str) -> None:
    """Press Tab until what has this name has the focus; on the way the focus is never lost from sight."""
    wanted = re.compile(re.escape(name))
    for _press in range(MOST_TABS):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate_handle("document.activeElement")
        found = str(person.page.evaluate(NAME_OF, focused))
        if found:
            assert person.page.evaluate(SEEN, focused), f"nobody sees that the focus is on {found!r}"
        if wanted.search(found):
            return
    raise AssertionError(f"{name!r} is not reached by {MOST_TABS} presses of Tab on {person.page.url}")


def press(person: Visitor, name: str) -> None:
    tab_to(person, name)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


def write(person: Visitor, name: str, text: str) -> None:
    tab_to(person, name)
    person.page.keyboard.type(text)


def choose(person: Visitor, name: str, first: str = "Yes") -> None:
    """The radio buttons of one question are one stop of Tab; the arrows go on among them from the first."""
    tab_to(person, first)
    for _press in range(8):
        focused = person.page.evaluate_handle("document.activeElement")
        if str(person.page.evaluate(NAME_OF, focused)).startswith(name):
            person.page.keyboard.press("Space")
            return
        person.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name!r} is not among the choices")


def test_an_appeal_is_made_by_keyboard_alone(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url) as samira:
        samira.goes_to(portal.flask("demo", "link", "resident").strip().removeprefix(portal.url))
        samira.goes_to("/language/en?next=/arrangements")
        samira.goes_to("/arrangements")
        press(samira, "Appeal against this")
        samira.sees("Appeal against our decision")
        press(samira, "Start your appeal")
        press(samira, "Save and go on")
        samira.reads("There is a problem")
        press(samira, "Write why you think our decision is wrong")  # the link in the summary leads to the field
        expect(samira.page.get_by_label("Why do you think our decision is wrong?")).to_be_focused()
        samira.page.keyboard.type("Nobody came, so I had to call.")
        press(samira, "Save and go on")
        write(samira, "What would you like to happen?", "End it.")
        press(samira, "Save and go on")
        choose(samira, "No")
        press(samira, "Save and go on")
        choose(samira, "No, only as an appeal")
        press(samira, "Save and go on")
        samira.sees("Check your answers")
        press(samira, "Send my appeal")
        samira.sees("We have your appeal")
        press(samira, "Add something to your appeal")
        write(samira, "What else do you want to tell us?", "She came at last.")
        press(samira, "Send")
        samira.sees("We have your appeal")
        samira.reads("She came at last.")


def test_an_appeal_with_a_letter_is_made_by_keyboard_alone(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of("one-vision-housing")
    with visitor(browser, portal.url) as stranger:
        stranger.goes_to("/appeal")
        stranger.sees("Appeal with our letter")
        write(stranger, "Reference in our letter", "D-2222-2222")
        write(stranger, "Your full name", "Sam Sample")
        write(stranger, "Why do you think our decision is wrong?", "Nobody came.")
        press(stranger, "Send my appeal")
        stranger.sees("We have your appeal")
