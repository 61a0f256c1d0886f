"""How long a resident waits for the first page of a portal that was just started, beside Flask's hello world."""

from __future__ import annotations

import logging
import tempfile
import time
from statistics import median

from bench.pages import KEYS, PAGE, Server, cookies_of, signed_in
from bench.residents import Line
from web.settings import Settings, read

STARTS = 5


def run() -> list[tuple[str, float, str]]:
    """The row for `make bench`."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite"
        settings = read({"LANDLORD": "one-vision-housing", "DATABASE_URL": url, "DATA_DIR": folder, **KEYS})
        cookies = cookies_of(signed_in(settings))
        portal, plain = [], []
        for _ in range(STARTS):  # in turns, so that a busy machine slows both
            portal.append(seconds("wsgi:create_app()", settings, PAGE, cookies))
            plain.append(seconds("bench.pages:hello()", settings, "/", ""))
    ratio = median(portal) / median(plain)
    return [("From the start to the first signed-in page, beside hello world", ratio, "at most 5")]


def seconds(app: str, settings: Settings, path: str, cookies: str) -> float:
    """From the command that starts a server to its first page."""
    began = time.monotonic()
    with Server(app, settings) as server:
        line = Line(server.port)
        line.get(path, cookies)
        line.close()
        return time.monotonic() - began
