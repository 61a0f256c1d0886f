"""What a signed-in page costs beside Flask's hello world, and what a first visit sends.

Both are answered by the server that we ship, each by one worker, in turns, so that a busy machine slows both. What
counts is the time of the processor that the worker itself took for a request, as the system counts it; the best of
several turns. The same is measured without a server as well, where Flask's test client takes a part of both.
"""

from __future__ import annotations

import gzip
import http.client
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from casework.records.base import new_ref
from casework.records.database import migrate
from casework.records.decisions import Restriction
from tests.people import Town
from web.settings import Settings, read
from wsgi import create_app

ROOT = Path(__file__).parent.parent
TURNS = 6
REQUESTS = 1500  # in one turn: enough for a clock that ticks a hundred times a second
CALLS = 10
PAGE = "/arrangements"
OTHERS = (
    "/services", "/letters", "/appeals", "/adjustments", "/incidents", "/advocates", "/preferences", "/record", "/help",
)  # fmt: skip
LINES = 10
KEYS = {"SECRET_KEY": "signs nothing but what is measured", "DATA_KEY": "locks nothing but what is measured"}


def hello() -> Flask:
    """The yardstick."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "Hello, World!")
    return app


def run() -> list[tuple[str, float, str]]:
    """The rows for `make bench`."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        settings = read({
            "LANDLORD": "one-vision-housing", "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite",
            "DATA_DIR": folder, **KEYS,
        })  # fmt: skip
        browser = signed_in(settings)
        plain = hello().test_client()
        in_process = best(lambda: browser.get(PAGE), lambda: plain.get("/"))
        served, *others, yardstick = by_server(settings, browser)
        return [
            ("Signed-in page, CPU as served, beside Flask's hello world", served / yardstick, "at most 3.5"),
            *(
                (f"The same of {page}", cost / yardstick, "at most 3.5")
                for page, cost in zip(OTHERS, others, strict=True)
            ),
            ("The same in process, by Flask's test client", in_process[0] / in_process[1], "for comparison"),
            ("First visit, KB over the wire", first_visit(browser) / 1024, "at most 40"),
        ]


def signed_in(settings: Settings) -> FlaskClient:
    """The browser of a resident who reads Polish and has two decisions of five lines each, on SQLite in a file."""
    migrate(settings.database_url)
    app = create_app(settings)
    town = Town(app.extensions["database"], settings.landlord, datetime.now(UTC))
    for form_key in ("one", "two"):
        town.decided("resident", form_key)
    _five_lines_each(town)
    browser, now = app.test_client(), int(time.time())
    with browser.session_transaction() as session:
        session["_user_id"], session["since"], session["at"] = f"customer:{town.known['resident'].id}:1", now, now
    browser.set_cookie("language", "pl")
    answer = browser.get(PAGE)
    assert answer.status_code == 200, answer.status
    assert answer.text.count("od-line") == LINES
    return browser


def _five_lines_each(town: Town) -> None:
    """The same line five times would be no lawful decision, but it costs the page what five lines cost."""
    values = inspect(Restriction).column_attrs.keys()
    with town.database.writing() as session:
        for line in session.scalars(select(Restriction)).all():
            for position in range(2, LINES // 2 + 1):
                same = {name: getattr(line, name) for name in values if name != "id"}
                session.add(Restriction(**{**same, "ref": new_ref("R"), "position": position}))


def best(*asks: Callable[[], object]) -> list[float]:
    """The least processor time of one call of each, in seconds, measured in turns."""
    least = [float("inf")] * len(asks)
    for _ in range(TURNS * CALLS):
        for number, ask in enumerate(asks):
            ask()
            began = time.process_time()
            for _ in range(CALLS):
                ask()
            least[number] = min(least[number], (time.process_time() - began) / CALLS)
    return least


def by_server(settings: Settings, browser: FlaskClient) -> list[float]:
    """The least processor time of a worker for one request: of the page, of the others, and of hello."""
    cookies = cookies_of(browser)
    with Server("wsgi:create_app()", settings) as portal, Server("bench.pages:hello()", settings) as plain:
        asked = [*((portal, path) for path in (PAGE, *OTHERS)), (plain, "/")]
        least = [float("inf")] * len(asked)
        for _ in range(TURNS):
            for number, (server, path) in enumerate(asked):
                least[number] = min(least[number], server.cost(path, {"Cookie": cookies}))
        return least


def cookies_of(browser: FlaskClient) -> str:
    """The header by which the browser says who it is."""
    return "; ".join(f"{cookie.decoded_key}={cookie.value}" for cookie in (browser._cookies or {}).values())


class Server:
    """Gunicorn as `gunicorn.conf.py` sets it up, with one worker unless more are asked for.

    ``makes_letters``: each worker makes letters beside its pages, as on one machine.
    """

    def __init__(self, app: str, settings: Settings, workers: int = 1, *, makes_letters: bool = False) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        given = {
            "PORT": str(self.port), "WORKERS": str(workers), "ACCESS_LOG": "",
            "WORKER_THREAD": "yes" if makes_letters else "no",
            "LANDLORD": settings.landlord, "DATABASE_URL": settings.database_url, "DATA_DIR": str(settings.data_dir),
            **KEYS,
        }  # fmt: skip
        command = [sys.executable, "-m", "gunicorn", app]
        self.process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **given}, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Server:
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def cost(self, path: str, headers: dict[str, str]) -> float:
        """Seconds of the processor for one request, over a turn of them on one connection."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as connection:
            for number in range(REQUESTS + 20):
                if number == 20:
                    began = self.spent()
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, answer.status
            return (self.spent() - began) / REQUESTS

    def spent(self) -> float:
        """Seconds of the processor that the worker has taken so far."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ticks = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:13] for child in children]
        return sum(int(part) for pair in ticks for part in pair) / os.sysconf("SC_CLK_TCK")


def first_visit(browser: FlaskClient) -> int:
    """Bytes that a browser with nothing kept fetches to show the page: it and everything that it names, gzipped."""
    page = browser.get(PAGE, headers={"Accept-Encoding": "gzip"})
    sent, html = len(page.data), gzip.decompress(page.data).decode()
    for name in sorted({part.split('"')[0] for part in html.split('"/static/')[1:]}):
        sent += len(browser.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}).data)
    return sent
