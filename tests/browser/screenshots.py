"""`make screenshots`: the pictures of the README, taken from the running portal with its demo data."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import machine
from tests.browser import running

PICTURES = running.ROOT / "docs" / "pictures"
LANDLORD = "one-vision-housing"
# The picture, whose page it is, how wide and how high their screen, and how they come to the page.
SHOTS = (
    ("arrangements", "resident", (390, 1180), "English"),
    ("proposal", "decider-2", (1100, 1180), "Proposals for me to sign"),
)


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        portal = running.start(LANDLORD, f"sqlite:///{folder}/open-door.sqlite", Path(folder))
        try:
            with sync_playwright() as playwright:
                launched = playwright.chromium.launch(executable_path=str(machine.chromium()), args=["--no-sandbox"])
                for shot in SHOTS:
                    _take(launched, portal, *shot)
        finally:
            portal.stop()
    return 0


def _take(browser: Browser, portal: running.Running, name: str, who: str, size: tuple[int, int], way: str) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB")
    page = context.new_page()
    page.goto(portal.flask("demo", "link", who).strip())
    if way == "English":
        page.get_by_role("link", name=way).click()
    else:
        page.get_by_role("heading", name=way).locator("xpath=following::table[1]").get_by_role("link").first.click()
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
