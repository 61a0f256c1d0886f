"""`flask static export`: the pages that need no database, as files that need nothing but a browser.

Each page stands in a folder of its own, as `help/index.html`, so that it opens from a disk and answers under the same
address from any web server; English at the top, each other language in a folder of its code. Every link is relative
and leads to a file of the copy, or out of it. Where people come with an address of ours that needs the application
(`/arrangements`, from a letter), they find what they can do without it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from werkzeug.routing import Rule

from translations import LANGUAGES, SOURCE_LANGUAGE
from web import cookies
from web.health import STATIC_COPY
from web.language import COOKIE

WITHOUT_US = "/without-us"
NOT_FOUND = "404.html"
_ADDRESS = re.compile(r'\b(href|src|action)="(/[^"]*)"')
_SHEET_OR_DRAWING = "/static/"
_CHOICE = "/language/"


class ExportError(Exception):
    """The copy cannot be made; the message is one line and says why."""


@dataclass(frozen=True)
class Copied:
    """What was written: how many pages, in how many languages."""

    pages: int
    languages: int


def export(app: Flask, folder: Path) -> Copied:
    """Write every static page in every language into the folder, which is made.

    ExportError where a link leads astray.
    """
    pages = [rule.rule for rule in _rules(app) if hasattr(app.view_functions[rule.endpoint], "static_page")]
    doors = [rule.rule for rule in _rules(app) if rule.rule not in pages and _is_a_door(app, rule)]
    files: dict[str, bytes] = {}
    for language in LANGUAGES:
        for page in pages:
            html = _drawn(app, page, language)
            files[_file(page, language)] = _led_to_files(html, page, language, pages).encode()
        for door in doors:
            html = _drawn(app, WITHOUT_US, language)
            files[_file(door, language)] = _led_to_files(html, door, language, pages).encode()
    files[NOT_FOUND] = _from_any_depth(files[_file(WITHOUT_US, SOURCE_LANGUAGE)].decode()).encode()
    for address in sorted({found for html in list(files.values()) for found in _built(html.decode())}):
        files[address.removeprefix("/")] = _fetched(app, address)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return Copied(len(pages), len(LANGUAGES))


def _rules(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments)


def _is_a_door(app: Flask, rule: Rule) -> bool:
    """An address that a customer or advocate may come with, from a letter or a list of their own."""
    access = getattr(app.view_functions[rule.endpoint], "access", "")
    return access in ("anyone", "resident", "advocate", "resident_or_advocate") and not rule.rule.startswith("/staff")


def _drawn(app: Flask, page: str, language: str) -> str:
    """The page as a file: the same view, which is told that nothing else of us is there."""
    browser = app.test_client()
    browser.set_cookie(cookies.name_of(COOKIE, app.extensions["settings"]), language)
    answer = browser.get(page, environ_overrides={STATIC_COPY: True})
    if answer.status_code != 200:
        raise ExportError(f"{page} answered {answer.status}")
    return answer.get_data(as_text=True)


def _fetched(app: Flask, address: str) -> bytes:
    answer = app.test_client().get(address)
    if answer.status_code != 200:
        raise ExportError(f"{address} answered {answer.status}")
    return answer.get_data()


def _file(page: str, language: str) -> str:
    """The file of a page, from the top of the copy: `cy/help/index.html`."""
    return posixpath.join("" if language == SOURCE_LANGUAGE else language, page.strip("/"), "index.html")


def _led_to_files(html: str, page: str, language: str, pages: list[str]) -> str:
    """The page with each address of ours turned into the way from its file to another."""
    here = posixpath.dirname(_file(page, language))

    def way(found: re.Match[str]) -> str:
        target = _target(found[2].replace("&amp;", "&"), page, language, pages)
        path, _, place = target.partition("#")
        return f'{found[1]}="{posixpath.relpath(path, here or ".")}{"#" + place if place else ""}"'

    if "<form" in html:
        raise ExportError(f"{page} has a form, which needs the application")
    return _ADDRESS.sub(way, html)


def _target(address: str, page: str, language: str, pages: list[str]) -> str:
    """Where an address of ours leads in the copy, from its top."""
    parts = urlsplit(address)
    if address.startswith(_SHEET_OR_DRAWING):
        return address.removeprefix("/")
    if address.startswith(_CHOICE):
        chosen = parts.path.removeprefix(_CHOICE)
        wanted = parse_qs(parts.query).get("next", [page])[0]
        return _file(wanted if wanted in pages else page, chosen)
    if parts.path not in pages:
        raise ExportError(f"{page} leads to {address}, which needs the application")
    return _file(parts.path, language) + (f"#{parts.fragment}" if parts.fragment else "")


def _from_any_depth(html: str) -> str:
    """For what a web server shows under an address that it does not know: its links begin at the top."""
    return html.replace('="../', '="/')


def _built(html: str) -> Iterator[str]:
    """The built files that a page of the copy asks for, by their address in the application."""
    for found in re.finditer(r'\b(?:href|src)="(?:\.\./|/)*(static/[^"]+)"', html):
        yield f"/{found[1]}"
