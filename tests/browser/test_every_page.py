"""Every page that can be reached by a link, as each of the people who may see it, in English and in Arabic."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

import letters
from tests.browser.eyes import DESK, PHONE, Visitor, visitor
from tests.browser.running import Running

pytestmark = pytest.mark.browser
PortalOf = Callable[[str], Running]
LANDLORD = "one-vision-housing"
MOST, ALL = 40, 400  # pages for each person; all of them with --matrix
FAR = pytest.mark.matrix  # their pages are others' too, or walked through by test_each_step.py
# Who walks, from where, and in which language.
WALKS = [
    ("stranger", "/", "en"),
    pytest.param("stranger", "/", "ar", marks=FAR),
    pytest.param("resident", "/arrangements", "en", marks=FAR),
    pytest.param("resident", "/arrangements", "ar", marks=FAR),
    pytest.param("resident-blind", "/appeals", "en", marks=FAR),
    pytest.param("resident-blind", "/appeals", "ar", marks=FAR),
    pytest.param("advocate", "/clients", "en", marks=FAR),
    pytest.param("advocate", "/clients", "ar", marks=FAR),
    ("officer", "/staff/", "en"),
    pytest.param("officer", "/staff/", "ar", marks=FAR),
    pytest.param("decider", "/staff/", "en", marks=FAR),
    pytest.param("decider", "/staff/", "ar", marks=FAR),
    pytest.param("hearer", "/staff/appeals", "en", marks=FAR),
    pytest.param("hearer", "/staff/appeals", "ar", marks=FAR),
    pytest.param("auditor", "/staff/", "en", marks=FAR),
    pytest.param("auditor", "/staff/", "ar", marks=FAR),
    pytest.param("administrator", "/staff/people", "en", marks=FAR),
    pytest.param("administrator", "/staff/account", "ar", marks=FAR),
]


@pytest.mark.clause("CARD-9")
@pytest.mark.parametrize(("who", "start", "language"), WALKS)
def test_every_page_within_reach_is_accessible(
    portal_of: PortalOf, browser: Browser, who: str, start: str, language: str, pytestconfig: pytest.Config
) -> None:
    portal = portal_of(LANDLORD)
    viewport = DESK if who in ("officer", "decider") and language == "en" else PHONE
    with visitor(browser, portal.url, viewport=viewport) as walker:
        if who != "stranger":
            walker.goes_to(portal.flask("demo", "link", who).strip().removeprefix(portal.url))
        walker.goes_to(f"/language/{language}")
        walker.goes_to(start)
        walk(walker, start, ALL if pytestconfig.getoption("--matrix") else MOST)
        assert len(walker.looked_at) >= 5


@pytest.mark.matrix
@pytest.mark.parametrize(("who", "start"), [("stranger", "/"), ("resident", "/arrangements"), ("officer", "/staff/")])
def test_every_page_can_be_read_on_a_dark_screen(portal_of: PortalOf, browser: Browser, who: str, start: str) -> None:
    portal = portal_of(LANDLORD)
    with visitor(browser, portal.url, viewport=PHONE, color_scheme="dark") as walker:
        if who != "stranger":
            walker.goes_to(portal.flask("demo", "link", who).strip().removeprefix(portal.url))
        walker.goes_to("/language/en")
        walk(walker, start, ALL)
        paper = walker.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert paper == "rgb(23, 20, 18)"


def walk(walker: Visitor, start: str, most: int) -> None:
    """Follow every link that stays in the portal and shows a page; of pages of one kind, one."""
    faults = list[str]()
    for _ in within_reach(walker, start, most):
        try:
            walker.looks()
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def within_reach(walker: Visitor, start: str, most: int) -> Iterator[str]:
    """Goes to each kind of page that links lead to, one after the other; its path."""
    waiting, seen = [start], {shape(start)}
    while waiting:
        path = waiting.pop(0)
        walker.goes_to(path)
        yield path
        for found in links(walker, with_footer=start == "/"):
            if shape(found) not in seen and len(seen) <= most:
                seen.add(shape(found))
                waiting.append(found)


def links(walker: Visitor, with_footer: bool) -> list[str]:
    """Where the links of this page lead, as paths; the pages of the footer are left to the stranger."""
    where = "main a[href], nav a[href]" + (", footer a[href]" if with_footer else "")
    found = walker.page.eval_on_selector_all(where, "all => all.map(a => a.href)")
    inside = [str(href).removeprefix(walker.url) for href in found if str(href).startswith(walker.url)]
    return [path.partition("#")[0] for path in inside if is_a_page(path)]


def is_a_page(path: str) -> bool:
    """Not the choice of a language, and no file."""
    kinds = (*(f"/{made_as}" for made_as in letters.FORMATS), "/csv", "/xlsx", "/download")
    return (
        not path.startswith(("/language/", "/demo", "/static/", "/formats/sample/", "/leave"))
        and not path.partition("?")[0].endswith(kinds)
        and "/evidence/" not in path
    )


def shape(path: str) -> str:
    """The address without what differs between pages of one kind: every fifth customer looks like the first."""
    parts = path.partition("?")[0].split("/")
    return "/".join("*" if part[1:2] == "-" and part[:1].isupper() else part for part in parts)
