"""Whatever leaves the portal carries what keeps it safe: pages, files, parts of files, redirects, refusals, faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests.web.office import Office, settings_of
from web import films
from web.delivery import HEADERS, HSTS, POLICY, POLICY_WITH_SCRIPTS

SITE = "https://localhost"


@pytest.fixture
def office(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    made = Office(
        replace(settings_of(database_url, tmp_path, "octavia"), base_url=SITE, upload_limit=1_000_000, testing=False)
    )
    place = tmp_path / films.FOLDER
    place.mkdir()
    (place / "home.mp4").write_bytes(b"a film")
    monkeypatch.setattr(films, "films", lambda: frozenset({"home.mp4"}))
    yield made
    made.close()


def each_kind(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, TestResponse]]:
    """An answer of each kind, and the status that it should have."""
    stranger, resident = office.app.test_client(), office.app.test_client()
    office.browsers["resident"] = resident
    office.sign_in("resident")
    page = stranger.get("/sign-in", base_url=SITE)
    sheet = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    film = stranger.get("/films/home.mp4", base_url=SITE, buffered=True)
    part, known = {"Range": "bytes=0-1"}, {"If-None-Match": film.headers["ETag"]}
    yield 200, page
    yield 200, film
    yield 200, stranger.get(sheet, base_url=SITE)
    yield 206, stranger.get("/films/home.mp4", base_url=SITE, headers=part, buffered=True)
    yield 304, stranger.get("/films/home.mp4", base_url=SITE, headers=known, buffered=True)
    yield 200, stranger.head("/help", base_url=SITE)
    yield 200, stranger.options("/help", base_url=SITE)
    yield 200, stranger.get("/healthz", base_url=SITE)
    yield 200, stranger.get("/emergency", base_url=SITE)
    yield 303, stranger.get("/letters", base_url=SITE)
    yield 303, stranger.get("/leave", base_url=SITE)
    yield 400, stranger.post("/sign-in", base_url=SITE)
    yield 403, stranger.get("/still-here", base_url=SITE)
    yield 404, stranger.get("/nowhere", base_url=SITE)
    yield 405, stranger.post("/help", base_url=SITE)
    yield 413, stranger.post("/sign-in", base_url=SITE, data=b"x" * 1_500_000)
    yield 200, resident.get("/arrangements", base_url=SITE)
    yield 200, resident.get("/record/download", base_url=SITE, buffered=True)
    yield 204, resident.get("/still-here", base_url=SITE)
    monkeypatch.setitem(office.app.view_functions, "portal.help_page", lambda: 1 / 0)
    yield 500, stranger.get("/help", base_url=SITE)


def test_each_kind_of_answer_carries_what_keeps_it_safe(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    always = {**dict(HEADERS), "Strict-Transport-Security": HSTS}
    for status, answer in each_kind(office, monkeypatch):
        where = f"{answer.request.method} {answer.request.path} {status}"
        assert answer.status_code == status, where
        got = {name: answer.headers.getlist(name) for name in always}
        policy = got.pop("Content-Security-Policy")
        with_scripts = (answer.request.path, status) in (("/arrangements", 200), ("/still-here", 204))  # and no file
        assert policy == [POLICY_WITH_SCRIPTS if with_scripts else POLICY], where
        assert got == {name: [value] for name, value in always.items() if name in got}, where
        assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & {*answer.headers.keys()}, where
        if answer.mimetype == "text/html":
            assert "charset=utf-8" in answer.content_type, where
