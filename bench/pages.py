"""What a signed-in page costs beside Flask's hello world, and what a first visit sends.

Both answer the same test client in one process, in turns, so that a busy machine slows both; the best of many turns
counts. Time is that of the processor alone.
"""

from __future__ import annotations

import gzip
import logging
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from casework.records.database import migrate
from tests.people import Town
from tests.web.office import settings_of
from wsgi import create_app

TURNS, CALLS = 60, 10
FIRST_VISIT_KB = 40
HELLO_LIMIT = "at most 3.5"


def run() -> list[tuple[str, float, str]]:
    """The rows for `make bench`."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        portal = signed_in(Path(folder))
        hello = Flask("hello")
        hello.add_url_rule("/", view_func=lambda: "Hello, World!")
        plain = hello.test_client()
        yardstick, page = best(lambda: plain.get("/"), lambda: portal.get("/arrangements"))
        return [
            ("Signed-in /arrangements, CPU beside Flask's hello world", page / yardstick, HELLO_LIMIT),
            ("First visit, KB over the wire", first_visit(portal) / 1024, f"at most {FIRST_VISIT_KB}"),
        ]


def signed_in(folder: Path) -> FlaskClient:
    """The browser of a resident with an ordinary decision, on SQLite in a file."""
    settings = settings_of(f"sqlite:///{folder / 'bench.sqlite'}", folder, "one-vision-housing")
    migrate(settings.database_url)
    app = create_app(settings)
    town = Town(app.extensions["database"], settings.landlord, datetime.now(UTC))
    town.decided()
    browser, now = app.test_client(), int(time.time())
    with browser.session_transaction() as session:
        session["_user_id"], session["since"], session["at"] = f"customer:{town.known['resident'].id}:1", now, now
    browser.set_cookie("language", "en")
    answer = browser.get("/arrangements")
    assert answer.status_code == 200 and "What we changed" in answer.text, answer.status
    return browser


def best(*asks: Callable[[], object]) -> list[float]:
    """The least processor time of one call of each, in seconds, measured in turns."""
    least = [float("inf")] * len(asks)
    for _ in range(TURNS):
        for number, ask in enumerate(asks):
            ask()
            began = time.process_time()
            for _ in range(CALLS):
                ask()
            least[number] = min(least[number], (time.process_time() - began) / CALLS)
    return least


def first_visit(browser: FlaskClient) -> int:
    """Bytes that a browser with nothing kept fetches to show the page of arrangements: everything it names, gzipped."""
    page = browser.get("/arrangements", headers={"Accept-Encoding": "gzip"})
    sent = len(page.data)
    html = gzip.decompress(page.data).decode() if page.headers.get("Content-Encoding") == "gzip" else page.text
    named = {part.split('"')[0] for part in html.split('"/static/')[1:]}
    for name in sorted(named):
        sent += len(browser.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}).data)
    return sent
