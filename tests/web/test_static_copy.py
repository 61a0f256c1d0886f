"""The pages for everybody as files: they work from a disk and from any web server, with nothing else of us there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from casework.rules.helplines import reaches
from letters import words
from tests.people import LANDLORDS
from tests.web.inspect import Page
from tests.web.office import settings_of
from translations import LANGUAGES, catalogue
from web.static_copy import ExportError, export
from wsgi import create_app

# A database that nobody answers for: the copy is made, and read, without one.
NO_DATABASE = "postgresql://nobody@127.0.0.1:9/nothing"
LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
PAGES = ("", "policy", "help", "emergency", "without-us", "accessibility", "privacy", "cookies", "formats", "languages")
OURS = re.compile(r"^(?!https://|tel:|mailto:|#)")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    export(create_app(settings_of(NO_DATABASE, tmp_path_factory.mktemp("data"), "octavia")), folder)
    return folder


def page_of(copy: Path, name: str, language: str) -> Page:
    folder = copy if language == "en" else copy / language
    return Page((folder / name / "index.html").read_text(encoding="utf-8"))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder behind a plain web server, which knows nothing of us."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  named by the standard library
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.clause("CARD-10")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_everybody_is_a_file_in_every_language(copy: Path, name: str, language: str) -> None:
    page = page_of(copy, name, language)
    assert (page.language, page.direction) == (language, LANGUAGES[language].direction)
    assert not list(page.all("form"))
    assert not list(page.all("script"))
    note = page.of_class("od-away")[0]
    assert catalogue(language).gettext("This is a copy of our pages, to read.") in "".join(note.itertext())


def test_every_link_of_the_copy_leads_to_a_file_of_it(copy: Path) -> None:
    tried = 0
    for file in copy.rglob("index.html"):
        for address in filter(OURS.match, LINK.findall(file.read_text(encoding="utf-8"))):
            target = file.parent / address.partition("#")[0]
            assert target.is_file(), f"{file.relative_to(copy)} leads to {address}"
            tried += 1
    assert tried > 1000
    for address in filter(OURS.match, LINK.findall((copy / "404.html").read_text(encoding="utf-8"))):
        assert address == "index.html" or (copy / address.removeprefix("/").partition("#")[0]).is_file(), address


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_the_copy_alone_says_whom_to_ring_for_every_essential_service(tmp_path: Path, landlord: str) -> None:
    app = create_app(settings_of(NO_DATABASE, tmp_path / "data", landlord))
    export(app, tmp_path / "copy")
    pack = app.extensions["pack"]
    said = page_of(tmp_path / "copy", "without-us", "en").main
    for reach in reaches(pack, date.max):
        assert words.service(reach.service, "en") in said, reach.service
        numbers = [reach.phone, *(one.phone for one in reach.others)]
        assert any(numbers), reach.service
        for number in filter(None, numbers):
            assert " ".join(words.phone(number, "en").split()) in said, (reach.service, number)
    for number in (pack.contact.gas_phone, pack.contact.emergency_phone, "999"):
        assert " ".join(words.phone(number, "en").split()) in said
    assert "There is no last day for an appeal." in said


@pytest.mark.clause("CARD-10")
def test_an_address_from_a_letter_still_tells_what_to_do_on_a_plain_web_server(copy: Path) -> None:
    with served(copy) as url:
        for path in ("/arrangements", "/sign-in", "/sign-in/letter", "/appeals", "/cy/letters"):
            page = Page(urlopen(url + path).read().decode())
            assert words.phone("999", page.language) in page.main, path
            style = next(link for link in page.all("link") if link.get("rel") == "stylesheet").attrib["href"]
            assert urlopen(f"{url}{path}/{style}").headers["Content-Type"] == "text/css"


def test_a_page_that_leads_into_the_application_is_refused_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings_of(NO_DATABASE, tmp_path / "data", "octavia"))

    def help_page() -> str:
        return '<a href="/appeals/new">Appeal</a>'

    vars(help_page)["static_page"] = True
    monkeypatch.setitem(app.view_functions, "portal.help_page", help_page)
    with pytest.raises(ExportError, match="leads to /appeals/new, which needs the application"):
        export(app, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
