"""What pages of the back office cost when there are very many people on record, beside what they cost with few.

    python -m bench.scale                                    1,000 customers against 1,000,000 with 200,000 cases
    python -m bench.scale --customers 50000 --engine sqlite

The same pages are asked for at a small house and at a large one, in turns, so that a busy machine slows both; the same
people are looked at, and the same number of lines comes back. `make bench` takes a smaller house (`LARGE`) and SQLite
alone, and adds what the pages cost beside Flask's hello world, as served.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import select

from bench.pages import KEYS, TURNS, Server
from bench.population import HELD_BY_ONE, populate
from casework.actions import incidents
from casework.records.cases import Case
from tests import databases
from tests.people import Town
from web import kept
from web.settings import Settings, read
from wsgi import create_app

SMALL: Final = 1_000
LARGE: Final = 20_000  # of `make bench`
FULL: Final = 1_000_000
CASES: Final = 5  # one customer in so many has a case
MOST: Final = 1.5  # times
CALLS: Final = 80

Row = tuple[str, float, str]


@dataclass
class House:
    """A landlord's portal, with an officer's browser and the pages that they open."""

    settings: Settings
    browser: FlaskClient
    pages: Mapping[str, str]


def run() -> list[Row]:
    """The rows for `make bench`."""
    logging.disable(logging.CRITICAL)
    with ExitStack() as stack:
        small, large = (stack.enter_context(house("sqlite", size)) for size in (SMALL, LARGE))
        found = [
            (f"{page}, {LARGE:,} customers beside {SMALL:,}", ratio, f"at most {MOST}")
            for page, ratio in ratios(small, large)
        ]
        return [*found, *beside_hello(small)]


def main() -> int:
    """Build both houses on each engine asked for, measure, and print the ratios; 1 where one is over the limit."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--customers", type=int, default=FULL)
    options.add_argument("--engine", choices=databases.ENGINES, action="append")
    asked = options.parse_args()
    logging.disable(logging.CRITICAL)
    worst = 0.0
    for engine in asked.engine or databases.ENGINES:
        with ExitStack() as stack:
            began = time.monotonic()
            small, large = (stack.enter_context(house(engine, size)) for size in (SMALL, asked.customers))
            print(f"{engine}: {asked.customers:,} customers, made in {time.monotonic() - began:.0f} s", flush=True)
            for page, ratio in ratios(small, large):
                print(f"  {page:<40} {ratio:>6.2f}  at most {MOST}{'  OVER THE LIMIT' if ratio > MOST else ''}")
                worst = max(worst, ratio)
    return 1 if worst > MOST else 0


@contextmanager
def house(engine: str, customers: int) -> Iterator[House]:
    """A landlord with so many customers, in a database that is gone afterwards."""
    room = databases.make_room()
    try:
        made = databases.Databases(room)
        url = made.new(engine)
        with tempfile.TemporaryDirectory() as folder:
            settings = read({"LANDLORD": "one-vision-housing", "DATABASE_URL": url, "DATA_DIR": folder, **KEYS})
            app = create_app(settings)
            town = Town(app.extensions["database"], settings.landlord, datetime.now(UTC))
            pages = opened_by(town)
            app.extensions["database"].engine.dispose()
            populate(url, customers, customers // CASES)
            yield House(settings, officer(app.test_client(), town), pages)
            app.extensions["database"].engine.dispose()
    finally:
        databases.clear_room(room)


def opened_by(town: Town) -> Mapping[str, str]:
    """The pages that are measured: each shows the same at a small house and at a large one."""
    town.decided()
    for number in range(HELD_BY_ONE):
        town.act("officer", incidents.open_case, town.incident("neighbour", f"form-of-{number}"))
    with town.database.reading() as session:
        case = session.scalars(select(Case.ref).where(Case.assessed_on.is_not(None)).limit(1)).one()
    asked = {
        "a reference": town.ref("resident"), "a telephone number": "07700 900101", "a name": "samira exemplar",
        "a name in part": "sam exem", "an address": "14 imaginary street", "what very many share": "b",
    }  # fmt: skip
    return {
        **{f"Check by {what}": f"/staff/check?q={quote(typed)}" for what, typed in asked.items()},
        "The work list": "/staff/",
        "A case": f"/staff/cases/{case}",
        "A customer": f"/staff/customers/{town.ref('resident')}",
    }


def officer(browser: FlaskClient, town: Town) -> FlaskClient:
    """Signed in as the sign-in pages do it at their end."""
    now = int(time.time())
    with browser.session_transaction() as session:
        session["_user_id"], session["since"], session["at"] = f"staff:{town.known['officer'].id}:1", now, now
    browser.set_cookie("language", "en")
    return browser


def ratios(small: House, large: House) -> Iterator[tuple[str, float]]:
    """How many times what it costs at the small house each page costs at the large one: the least of many calls."""
    kept.mode = "draw"  # a page that was kept costs the same everywhere
    # SQLite answers in this very process, whose own time no neighbour on the machine makes longer.
    clock = time.process_time if small.settings.database_url.startswith("sqlite") else time.perf_counter
    for page in small.pages:
        asks = [asking(one, one.pages[page]) for one in (small, large)]
        least = [float("inf")] * 2
        for _ in range(CALLS):
            for place, ask in enumerate(asks):
                began = clock()
                ask()
                least[place] = min(least[place], clock() - began)
        yield page, least[1] / least[0]


def asking(at: House, path: str) -> Callable[[], object]:
    """Opens a page, once to see that it is there."""
    answer = at.browser.get(path)
    assert answer.status_code == 200, (path, answer.status)
    return lambda: at.browser.get(path)


def beside_hello(at: House) -> list[Row]:
    """CPU of a worker for one page of the back office, in times of Flask's hello world."""
    cookies = "; ".join(f"{one.decoded_key}={one.value}" for one in (at.browser._cookies or {}).values())
    paths = {
        "Check by a telephone number": at.pages["Check by a telephone number"],
        "The work list": at.pages["The work list"],
        "A case": at.pages["A case"],
    }
    with Server("wsgi:create_app()", at.settings) as portal, Server("bench.pages:hello()", at.settings) as plain:
        least = dict.fromkeys((*paths, "hello"), float("inf"))
        for _ in range(TURNS):
            for name, path in paths.items():
                least[name] = min(least[name], portal.cost(path, {"Cookie": cookies}))
            least["hello"] = min(least["hello"], plain.cost("/", {}))
    return [
        (f"{name}, CPU as served, beside Flask's hello world", least[name] / least["hello"], "at most 5")
        for name in paths
    ]


if __name__ == "__main__":
    sys.exit(main())
