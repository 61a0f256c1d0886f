"""Pages as some people set them: wide spacing, four hundred percent, the system's few colours, and on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.eyes import PHONE, Visitor, visitor
from tests.browser.running import Running
from translations import LANGUAGES

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
LANDLORD = "octavia"
PAGES = ("/arrangements", "/arrangements/card", "/services", "/letters", "/preferences", "/record")
FORM = "/repairs/new"
# WCAG 2.2, 1.4.12: what a reader may set, with nothing lost.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
SPREAD = """css => {
  const sheet = new CSSStyleSheet();  // as a reader's own sheet, which no policy of the page keeps out
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
# Words that stand in a box which cuts them off.
CUT_OFF = """() => [...document.querySelectorAll("main *, nav *, header *")].filter((one) => {
  const style = getComputedStyle(one);
  const cuts = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  const small = one.clientWidth <= 1 || one.clientHeight <= 1;  // for screen readers alone
  return cuts && !small && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
FOCUS_SHOWS = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
SHOWN = """(name) => [...document.querySelectorAll(name)].some((one) => one.checkVisibility())"""


def comes_in(portal: Running, person: Visitor, language: str) -> None:
    person.goes_to(portal.flask("demo", "link", "resident").strip().removeprefix(portal.url))
    person.goes_to(f"/language/{language}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_wide_spacing_cuts_nothing_off_and_pushes_nothing_out(
    portal_of: PortalOf, browser: Browser, language: str
) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE) as person:
        comes_in(portal, person, language)
        for path in (*PAGES, FORM):
            person.goes_to(path)
            if path == FORM:
                person.page.locator("main form button").first.click()
                person.page.wait_for_load_state()
            person.page.evaluate(SPREAD, SPACING)
            assert person.page.evaluate("getComputedStyle(document.querySelector('main h1')).letterSpacing") != "normal"
            wide = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} runs {wide} pixels out of the page"
            assert person.page.evaluate(CUT_OFF) == [], path


def test_in_the_few_colours_of_the_system_everything_can_be_told_apart(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE, forced_colors="active") as person:
        comes_in(portal, person, "en")
        for path in (*PAGES, FORM):
            person.goes_to(path)
            person.looks(colours=False)
            for _press in range(6):
                person.page.keyboard.press("Tab")
                assert person.page.evaluate(FOCUS_SHOWS), f"{path}: nobody sees where the focus is"
        border = "getComputedStyle(document.querySelector('main .govuk-button')).borderTopWidth"
        assert person.page.evaluate(border) == "2px", "a button looks like any other words"


def test_the_languages_can_be_opened_and_one_chosen_by_keyboard_on_a_small_phone(
    portal_of: PortalOf, browser: Browser
) -> None:
    portal = portal_of(LANDLORD)
    for language in (LANGUAGES["ur"], LANGUAGES["bn"], LANGUAGES["zh"]):
        with visitor(browser, portal.url, viewport=PHONE) as person:
            person.goes_to("/help")
            person.page.locator(".od-languages summary").focus()
            assert person.page.evaluate(FOCUS_SHOWS)
            person.page.keyboard.press("Enter")
            person.page.locator(".od-languages a", has_text=language.own_name).focus()
            person.page.keyboard.press("Enter")
            person.page.wait_for_url("**/help")
            expect(person.page.locator("html")).to_have_attribute("lang", language.code)
            person.looks()


def test_on_paper_stands_what_is_said_and_nothing_that_one_could_press(portal_of: PortalOf, browser: Browser) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url) as person:
        comes_in(portal, person, "en")
        person.page.emulate_media(media="print")
        for path in ("/arrangements", "/arrangements/card"):
            person.goes_to(path)
            for name in (".od-leave", ".od-navigation", ".od-languages", ".govuk-button", ".od-header__account"):
                assert not person.page.evaluate(SHOWN, name), f"{path} prints {name}"
            for name in ("h1", ".od-always", ".od-header__name"):
                assert person.page.evaluate(SHOWN, name), f"{path} does not print {name}"
        assert person.page.pdf(), "the page cannot be printed"
