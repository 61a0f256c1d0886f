"""How long people wait at one worker while fifty requests come each second, whether or not the last was answered."""

from __future__ import annotations

import http.client
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from statistics import median, quantiles

from bench.pages import KEYS, PAGE, Server, cookies_of, signed_in
from web.settings import read

A_SECOND = 50
SECONDS = 12
WARM_UP = 100  # requests
AT_ONCE = 16  # connections that wait for an answer


def run() -> list[tuple[str, float, str]]:
    """The row for `make bench`."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read({
            "LANDLORD": "one-vision-housing", "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite",
            "DATA_DIR": folder, **KEYS,
        })  # fmt: skip
        headers = {"Cookie": cookies_of(signed_in(settings))}
        with Server("wsgi:create_app()", settings) as server:
            waited = waits(server.port, headers)
    slowest_of_twenty = quantiles(waited, n=20)[-1]
    return [
        ("95th percentile beside the median, at 50 requests a second", slowest_of_twenty / median(waited), "at most 5")
    ]


def waits(port: int, headers: dict[str, str]) -> list[float]:
    """Seconds from the moment at which each request was due until its answer was there."""
    own = threading.local()

    def ask(due: float) -> float:
        time.sleep(max(0.0, due - time.monotonic()))
        if not hasattr(own, "connection"):
            own.connection = http.client.HTTPConnection("127.0.0.1", port)
        own.connection.request("GET", PAGE, headers=headers)
        with closing(own.connection.getresponse()) as answer:
            assert answer.status == 200, answer.status
            answer.read()
        return time.monotonic() - due

    start = time.monotonic() + 0.5
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(ask, [start + number / A_SECOND for number in range(A_SECOND * SECONDS)]))[WARM_UP:]
