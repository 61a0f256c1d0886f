"""What every step of every journey is checked for, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from translations import catalogue

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
PHONE: ViewportSize = {"width": 320, "height": 640}
DIFFERS = re.compile(r' (?:value|content)="[^"]*"|[A-Z](?:-[2-9A-Z]{4}){2}')
LOOKED_AT: set[tuple[object, ...]] = set()
DESK: ViewportSize = {"width": 1280, "height": 900}


@dataclass
class Visitor:
    """A person at a browser of their own: every page that they reach is looked at, errors included."""

    page: Page
    url: str
    language: str = "en"
    looked_at: list[str] = field(default_factory=list)

    def said(self, text: str) -> str | re.Pattern[str]:
        """The text as this person reads it; the stories name everything in English. Its placeholders stand for any
        words: "Case %(ref)s" is the heading of any case."""
        words = catalogue(self.language).gettext(text) if text else text
        if not PLACEHOLDER.search(words):
            return words
        return re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(words)))

    def goes_to(self, path: str) -> None:
        self.page.goto(self.url + path)

    def sees(self, heading: str) -> None:
        """The page has this heading (name or part of it), and nothing is wrong with the page itself."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(self.said(heading))
        self.looks()

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(self.said(text))

    def clicks(self, name: str, role: Any = "button") -> None:
        self.page.get_by_role(role, name=self.said(name)).first.click()

    def follows(self, name: str) -> None:
        self.clicks(name, "link")

    def types(self, label: str, text: str) -> None:
        self.page.get_by_label(self.said(label), exact=False).first.fill(text)

    def types_date(self, legend: str, day: object, month: object, year: object) -> None:
        group = self.page.get_by_role("group", name=self.said(legend))
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(self.said(label)).fill(str(value))

    def chooses(self, label: str) -> None:
        said = self.said(label)
        exactly = self.page.get_by_label(said, exact=True)  # a short word may stand in other labels too
        (exactly if exactly.count() else self.page.get_by_label(said, exact=False)).first.check()

    def _shape(self) -> tuple[object, ...]:
        """The page, without the tokens and references that differ each time; and how wide it is looked at."""
        return self.url, str(self.page.viewport_size), DIFFERS.sub("", self.page.content())

    def _is_new(self) -> bool:
        """Ten people sign in to one portal on the same pages: axe looks at each page once."""
        return self._shape() not in LOOKED_AT

    def looks(self) -> None:
        """Axe finds nothing, nothing runs out of the page sideways, and the page says its language and direction."""
        self.page.wait_for_load_state()  # a click returns as soon as the next page begins to come, without its styles
        if self._is_new():
            found = Axe().run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
            said = [
                f"{fault['id']}: {fault['help']} {[node['html'][:160] for node in fault['nodes']][:3]}"
                for fault in found.response["violations"]
            ]
            assert not said, f"{self.page.url}\n" + "\n".join(said)
            LOOKED_AT.add(self._shape())
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} runs {wide} pixels out of the page"
        html: Locator = self.page.locator("html")
        assert self.page.locator("script").count() == 0, "the page wants JavaScript"
        language = html.get_attribute("lang")
        assert language, "the page does not say its language"
        assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        self.looked_at.append(self.page.url.removeprefix(self.url))


@contextmanager
def visitor(
    browser: Browser, url: str, *, language: str = "en", viewport: ViewportSize | None = None, **more: Any
) -> Iterator[Visitor]:
    """A fresh browser with nobody signed in. (Axe itself needs JavaScript; the pages have none, see ``looks``.)"""
    context: BrowserContext = browser.new_context(
        viewport=viewport or DESK, locale="en-GB", accept_downloads=True, **more
    )
    context.set_default_timeout(15_000)
    try:
        made = Visitor(context.new_page(), url, language)
        if language != "en":
            made.goes_to(f"/language/{language}")
        yield made
    finally:
        context.close()
