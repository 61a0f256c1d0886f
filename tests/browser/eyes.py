"""What every step of every journey is checked for, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.browser.looked_at import LookedAt
from translations import LANGUAGES, catalogue

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
SCRIPTS = re.compile(r"/static/.*\.js$")
PHONE: ViewportSize = {"width": 320, "height": 640}
# What axe judges of a page: its elements and their attributes, and whether words stand in them. Not which words: those
# differ with each person, landlord and day. Two equal neighbours stand for any number of them. And, for the colours of
# its words, each kind of element that holds some, with all around it.
SHAPE = """() => {
  const different = ["value", "content", "href", "action", "datetime", "nonce", "src"];
  const styled = ["class", "dir", "disabled", "open", "type", "aria-current", "aria-sort"];  // what styles go by
  const said = (element, counts) => `${element.localName}[${[...element.attributes]
    .filter((one) => counts(one.name))
    .map((one) => `${one.name}=${one.value.replace(/\\d+|[A-Z](-[2-9A-Z]{4}){2}/g, "#")}`).join(" ")}]`;
  const seen = [innerWidth, ...["(prefers-color-scheme: dark)", "(forced-colors: active)"]
    .map((asked) => matchMedia(asked).matches)].join();
  const kinds = new Set();
  const shape = (element, around) => {
    const inside = [], here = around + said(element, (name) => styled.includes(name));
    for (const child of element.children) {
      const found = shape(child, here);
      if (found !== inside.at(-1) || found !== inside.at(-2)) inside.push(found);
    }
    const words = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
    if (words) kinds.add(seen + here);
    return `${said(element, (name) => !different.includes(name))}${words ? "w" : ""}(${inside.join()})`;
  };
  return [seen + shape(document.documentElement, ""), [...kinds]];
}"""
RUN_AXE = """options => axe.run(options).then(({violations}) => violations.map((fault) =>
  `${fault.id}: ${fault.help} ${fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(", ")}`))"""
AXE = Axe().axe_script
LOOKED_AT = LookedAt()  # shapes and kinds
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

    def looks(self, *, colours: bool = True) -> None:
        """Axe finds nothing, nothing runs out of the page sideways, and the page says its language and direction.

        ``colours=False`` where the system chooses them and not the page: axe judges those that the page wished for.
        """
        self.page.wait_for_load_state()  # a click returns as soon as the next page begins to come, without its styles
        shape, kinds = self.page.evaluate(SHAPE)
        if unseen := LOOKED_AT.new([shape]):  # ten people of five landlords sign in on the same page: axe looks once
            fresh = LOOKED_AT.new(kinds)
            rules = {"color-contrast": {"enabled": colours and bool(fresh)}}
            self.page.evaluate(AXE)
            said = self.page.evaluate(RUN_AXE, {"runOnly": WCAG, "resultTypes": ["violations"], "rules": rules})
            assert not said, f"{self.page.url}\n" + "\n".join(said)
            LOOKED_AT.add(unseen | (fresh if colours else set()))
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} runs {wide} pixels out of the page"
        html: Locator = self.page.locator("html")
        language = html.get_attribute("lang")
        assert language, "the page does not say its language"
        assert html.get_attribute("dir") == LANGUAGES[language].direction
        self.looked_at.append(self.page.url.removeprefix(self.url))


@contextmanager
def visitor(
    browser: Browser,
    url: str,
    *,
    language: str = "en",
    viewport: ViewportSize | None = None,
    scripts: bool = False,
    **more: Any,
) -> Iterator[Visitor]:
    """A fresh browser with nobody signed in, in which no script of ours runs: every story does without.

    (Axe needs JavaScript, so it cannot be off altogether. ``scripts`` lets ours run.)
    """
    context: BrowserContext = browser.new_context(
        viewport=viewport or DESK, locale="en-GB", accept_downloads=True, **more
    )
    context.set_default_timeout(15_000)
    if not scripts:
        context.route(SCRIPTS, lambda route: route.abort())
    try:
        made = Visitor(context.new_page(), url, language)
        if language != "en":
            made.goes_to(f"/language/{language}")
        yield made
    finally:
        context.close()
