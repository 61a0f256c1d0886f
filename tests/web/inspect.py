"""Looks at every page that a test fetches: what is true of all pages is checked here, once for all.

`inspect(response)` answers a Page, or fails with all that is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from translations import LANGUAGES

TYPED = ("input", "select", "textarea")
UNLABELLED = ("hidden", "submit", "button")
# What a template leaves behind when it goes wrong.
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\(\w+\)s|\{[a-z_]+\}|&lt;/?(?:strong|a|p|bdi|span)\b|LazyString|>\s*None\s*<")


@dataclass(frozen=True)
class Field:
    """A control of a form, as a person finds it by its label."""

    name: str
    kind: str
    value: str
    error: str


class Page:
    """A page, and what a person sees of it."""

    def __init__(self, html: str) -> None:
        self.html = html
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.parse_errors = [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]

    def all(self, tag: str) -> Iterator[Element]:
        return self.root.iter(tag)

    @cached_property
    def ids(self) -> dict[str, Element]:
        return {element.attrib["id"]: element for element in self.elements if "id" in element.attrib}

    @cached_property
    def elements(self) -> list[Element]:
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    @property
    def h1(self) -> str:
        return words(next(self.all("h1")))

    @property
    def title(self) -> str:
        return words(next(self.all("title")))

    @cached_property
    def text(self) -> str:
        """Everything that is shown, with single spaces."""
        return words(next(self.all("body")))

    @cached_property
    def main(self) -> str:
        """What the page itself says, without what stands around every page."""
        return words(next(self.all("main")))

    @property
    def language(self) -> str:
        return next(self.all("html")).get("lang", "")

    @property
    def direction(self) -> str:
        return next(self.all("html")).get("dir", "")

    @cached_property
    def errors(self) -> list[str]:
        """The mistakes in the error summary, in their order."""
        return [words(item) for box in self.of_class("govuk-error-summary") for item in box.iter("li")]

    @cached_property
    def links(self) -> dict[str, str]:
        """The address behind each link's words."""
        return {words(link): link.get("href", "") for link in self.all("a")}

    def of_class(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.get("class", "").split()]

    def field(self, label: str) -> Field:
        """The control with this label; KeyError if there is none."""
        for element in self.all("label"):
            if words(element) == label:
                return self._field(self.ids[element.attrib["for"]])
        raise KeyError(label)

    def _field(self, control: Element) -> Field:
        said = [
            words(self.ids[name]) for name in control.get("aria-describedby", "").split() if name.endswith("-error")
        ]
        if control.tag == "select":
            value = next(
                (option.get("value", "") for option in control.iter("option") if "selected" in option.attrib), ""
            )
        elif control.tag == "textarea":
            value = "".join(control.itertext())
        else:
            value = control.get("value", "")
        return Field(control.get("name", ""), control.get("type", control.tag), value, " ".join(said))

    def form_data(self, number: int = 0) -> dict[str, str]:
        """What the main form would send now, for a test to change and send: hidden fields, and what is filled in."""
        form = [form for form in next(self.all("main")).iter("form")][number]
        sent: dict[str, str] = {}
        for control in form.iter():
            if control.tag not in TYPED or "name" not in control.attrib:
                continue
            if control.get("type") in ("radio", "checkbox") and "checked" not in control.attrib:
                continue
            if control.get("type") not in ("file", "submit"):
                sent[control.attrib["name"]] = self._field(control).value
        return sent


def words(element: Element) -> str:
    """The text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def inspect(response: TestResponse, *, status: int = 200) -> Page:
    """The page of an answer, or a failure that lists everything that is wrong with it."""
    assert response.status_code == status, f"{response.request.path} answered {response.status}, not {status}"
    assert response.mimetype == "text/html", f"{response.request.path} is {response.mimetype}, not a page"
    page = Page(response.get_data(as_text=True))
    wrong = [*faults(page), *(["kept in a cache"] if "Cache-Control" not in response.headers else [])]
    assert not wrong, f"{response.request.path}:\n  " + "\n  ".join(wrong)
    return page


def faults(page: Page) -> Iterator[str]:
    """What is wrong with a page, whatever it is about."""
    yield from page.parse_errors
    yield from _of_its_head(page)
    yield from _of_ids(page)
    yield from _of_controls(page)
    yield from _of_forms(page)
    yield from _of_links_and_pictures(page)
    yield from _against_the_content_policy(page)
    if "od-resident" in next(page.all("html")).get("class", "") and not page.of_class("od-always"):
        yield "does not say what is always open"
    for leftover in LEFTOVERS.findall(re.sub(r"<(textarea|title|bdi)\b.*?</\1>", "", page.html, flags=re.S)):
        yield f"shows {leftover!r}"


def _of_its_head(page: Page) -> Iterator[str]:
    headings = [words(heading) for heading in page.all("h1")]
    if len(headings) != 1:
        yield f"has {len(headings)} h1"
        return
    wanted = ("Error: " if page.language == "en" else "") + headings[0] if page.errors else headings[0]
    if page.language == "en" and not page.title.startswith(wanted):
        yield f"has the title {page.title!r}, which does not begin with {wanted!r}"
    if headings[0] not in page.title:
        yield f"has the title {page.title!r} without its heading {headings[0]!r}"
    if page.language not in LANGUAGES or page.direction != LANGUAGES[page.language].direction:
        yield f"has the language {page.language!r} with the direction {page.direction!r}"
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch(r"h[1-6]", element.tag)]
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield f"goes from h{before} to h{after}"


def _of_ids(page: Page) -> Iterator[str]:
    for name, times in Counter(element.attrib["id"] for element in page.elements if "id" in element.attrib).items():
        if times > 1:
            yield f"has the id {name!r} {times} times"
    for element in page.elements:
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            for name in element.get(attribute, "").split():
                if name not in page.ids:
                    yield f"has {attribute}={name!r}, and nothing of that id"


def _of_controls(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label") if words(label)}
    for element in page.elements:
        if element.tag not in TYPED or element.get("type") in UNLABELLED:
            continue
        own = LANGUAGES.get(element.get("lang", ""))  # of a box that asks for words of one language
        if element.tag == "textarea" and element.get("dir") != (own.direction if own else "auto"):
            yield f"has a field {element.get('name')!r} in which words of another script would run the wrong way"
        if element.get("id") not in labelled and not element.get("aria-label"):
            yield f"has a field {element.get('name')!r} without a label"
    for link in (link for box in page.of_class("govuk-error-summary") for link in box.iter("a")):
        target = link.get("href", "")
        if not target.startswith("#") or target[1:] not in page.ids:
            yield f"has an error that leads to {target!r}"
    places = {name: place for place, name in enumerate(page.ids)}
    led_to = [link.get("href", "")[1:] for box in page.of_class("govuk-error-summary") for link in box.iter("a")]
    at = [places[name] for name in led_to if name in places]
    if at != sorted(at):
        yield f"lists its mistakes in another order than its fields: {led_to}"
    for fieldset in page.all("fieldset"):
        if not any(words(legend) for legend in fieldset.iter("legend")):
            yield "has a group of fields without a legend"


def _of_forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if form.get("method", "get").lower() != "post":
            continue
        hidden = [field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token"]
        if not any(hidden):
            yield f"has a form to {form.get('action', 'itself')!r} without protection against forgery"
        files = any(field.get("type") == "file" for field in form.iter("input"))
        if files and form.get("enctype") != "multipart/form-data":
            yield "has a form that would lose its files"
        if not any(button.get("type") == "submit" for button in form.iter("button")):
            yield "has a form without a button"


def _of_links_and_pictures(page: Page) -> Iterator[str]:
    for link in page.all("a"):
        if not words(link) and not link.get("aria-label"):
            yield f"has a link to {link.get('href')!r} without words"
        if not link.get("href"):
            yield f"has a link {words(link)!r} that leads nowhere"
    for button in page.all("button"):
        if not words(button):
            yield "has a button without words"
    for picture in page.all("img"):
        if "alt" not in picture.attrib:
            yield "has a picture without a text in its place"


def _against_the_content_policy(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.tag == "style" or (element.tag == "script" and "src" not in element.attrib):
            yield f"has an inline {element.tag}"
        if element.tag == "script" and not re.fullmatch(r"/static/\w+-[0-9a-f]{10}\.js", element.get("src", "")):
            yield f"has a script that is not ours, {element.get('src')!r}"
        if element.tag == "script" and "defer" not in element.attrib:
            yield "waits for a script"
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                yield f"has the attribute {name!r} on {element.tag!r}"
