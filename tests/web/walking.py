"""Walking through a portal with the demo's stories, from link to link, as one of its people."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.inspect import Page, faults
from web.demo import pages

GZIP = {"Accept-Encoding": "gzip"}
MOST = 200  # pages for each person
NO_PAGE = re.compile(
    r"^/(language|demo|static|staff|leave)\b|/(evidence|files?)/|/(pdf|docx|large_print|text|html|download)$"
)
REFERENCE = re.compile(r"[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{4}")


def signed_in(app: Flask, who: str, language: str, browser: FlaskClient | None = None) -> FlaskClient:
    """The browser of a person of the demo, who has just signed in; ``browser``: theirs, where they have one."""
    browser = browser or app.test_client()
    assert browser.get(pages.make_link(app.extensions["database"], who, "")).status_code == 303
    browser.set_cookie("language", language)
    return browser


def page_of(answer: TestResponse) -> Page:
    """The page of an answer that travelled small, with nothing wrong with it."""
    data = answer.get_data()
    page = Page((gzip.decompress(data) if answer.headers.get("Content-Encoding") == "gzip" else data).decode())
    assert list(faults(page)) == [], answer.request.path
    return page


def walk(browser: FlaskClient, start: str) -> Iterator[tuple[str, int, Page]]:
    """Every kind of page within reach by links: its address, what it weighs as it travels, and itself."""
    waiting, seen = [start], {REFERENCE.sub("*", start)}
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path, headers=GZIP)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = page_of(answer)
        yield path, len(answer.get_data()) + len(str(answer.headers)), page
        for address in (link.partition("#")[0] for link in page.links.values()):
            shape = REFERENCE.sub("*", address.partition("?")[0])
            if address.startswith("/") and not NO_PAGE.search(address) and shape not in seen and len(seen) < MOST:
                seen.add(shape)
                waiting.append(address)
