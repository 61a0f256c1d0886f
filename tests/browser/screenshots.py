"""`make screenshots`: pictures of the running portal with its demo data: those of the README, and one of every kind of
page that each person reaches, in every language, into var/screenshots (LANGUAGES="en ar" for some languages alone)."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import machine
from tests.browser import running
from tests.browser.eyes import visitor
from tests.browser.test_every_page import shape, within_reach
from translations import LANGUAGES

PICTURES = running.ROOT / "docs" / "pictures"
LANDLORD = "one-vision-housing"
# The picture, whose page it is, how wide and how high their screen, where they look, and which link they follow there.
SHOTS = (
    ("arrangements", "resident", (390, 1180), "/arrangements", ""),
    ("proposal", "decider-2", (1100, 1180), "/staff/?kind=proposal_to_sign", "tbody a"),
)
# Whose pages are taken, from where they begin, and how wide their screen is.
ALBUM = running.ROOT / "var" / "screenshots"
PEOPLE = (
    ("stranger", "/", 390),
    ("resident", "/arrangements", 390),
    ("resident-unrestricted", "/services", 390),
    ("applicant", "/arrangements", 390),
    ("advocate", "/clients", 390),
    ("officer", "/staff/", 1280),
    ("decider", "/staff/", 1280),
    ("hearer", "/staff/appeals", 1280),
)
MOST = 200  # pages of each person


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        portal = running.start(LANDLORD, f"sqlite:///{folder}/open-door.sqlite", Path(folder))
        try:
            with sync_playwright() as playwright:
                launched = playwright.chromium.launch(executable_path=str(machine.chromium()), args=["--no-sandbox"])
                for shot in SHOTS:
                    _take(launched, portal, *shot)
                for language in os.environ.get("LANGUAGES", " ".join(LANGUAGES)).split():
                    for person in PEOPLE:
                        _album(launched, portal, language, *person)
        finally:
            portal.stop()
    return 0


def _take(browser: Browser, portal: running.Running, name: str, who: str, size: tuple[int, int], *way: str) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB")
    page = context.new_page()
    page.goto(portal.flask("demo", "link", who).strip())
    page.goto(f"{portal.url}/language/en")
    start, link = way
    page.goto(portal.url + start)
    if link:
        page.locator(link).first.click()
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def _album(browser: Browser, portal: running.Running, language: str, who: str, start: str, width: int) -> None:
    """Every kind of page that one person reaches, whole, named after its address."""
    folder = ALBUM / language / who
    folder.mkdir(parents=True, exist_ok=True)
    with visitor(browser, portal.url, viewport={"width": width, "height": 900}) as walker:
        if who != "stranger":
            walker.goes_to(portal.flask("demo", "link", who).strip().removeprefix(portal.url))
        walker.goes_to(f"/language/{language}")
        for path in within_reach(walker, start, MOST):
            name = shape(path).strip("/").replace("/", "-").replace("*", "one") or "home"
            walker.page.screenshot(path=folder / f"{name}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main())
