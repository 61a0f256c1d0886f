"""Residents who read and submit for minutes on end, as fast as the portal answers, on both databases.

    make bench-endurance                                              all of it: some 20 minutes on two idle cores
    python -m bench.endurance --minutes 1 --requests 0 --engine sqlite

A closed loop at saturation: as many residents at once as the server has threads, each asking as soon as it is
answered. First each visit hands something in, for five minutes: what the landlord's busiest hour never comes to. Then
one visit in eight does, which is more than what docs/sizing.md reckons with, until the server has answered 100,000
requests in all, over which its memory is watched. The server runs as we ship it on a machine with two cores, makes its
letters beside, and both databases lie on disk and wait for it. Hello world is asked by the same loop in turns with it,
so that a busy machine slows both. At the end the database must hold what people saw a receipt for, once each, and
nothing else; its events must be whole.
"""

from __future__ import annotations

import argparse
import http.client
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from statistics import mean, median, quantiles
from typing import Final

from sqlalchemy import select

from bench import charts
from bench.batch import memory
from bench.pages import KEYS, Server
from bench.residents import Line, Resident, UnexpectedAnswerError, astray, move_in
from casework.records import events
from casework.records.outbox import Job
from tests import databases
from tests.people import Town
from web.settings import Settings, read
from wsgi import create_app

MINUTES: Final = 5.0
REQUESTS: Final = 100_000  # over which the memory stays as it is
ONE_IN: Final = 8  # visits; of those that mostly read
RESIDENTS: Final = 96
WORKERS: Final = 2
AT_ONCE: Final = 8  # two workers with four threads
TURN, PAUSE = 15.0, 3.0  # seconds of ours, and then of hello world
WARM, LAST = 0.2, 0.8  # shares of the run: all pages and letters were met by the first, and what follows the second

GROWN: Final = "at most 1.15"  # times what the server held when it was warm


@dataclass(frozen=True)
class Limits:
    """What one request may come to, in requests of hello world: in time at saturation, and in CPU of the workers."""

    time: str
    spent: str


ACTING: Final = Limits("at most 40", "at most 50")
READING: Final = Limits("at most 20", "at most 15")

Row = tuple[str, float, str]
Visit = Callable[[Line], object]


@dataclass(frozen=True)
class Turn:
    """What one turn of the loop came to. ``spent``: CPU seconds of the workers; ``pages``: of memory, after it."""

    seconds: float
    spent: float
    pages: int
    waited: list[float]
    faults: list[str]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.waited) / self.seconds


@dataclass
class Run:
    """One engine's turns, and what was not on record afterwards as people had been told.

    ``acting``: each visit hands something in. ``reading``: few do. ``waiting``: letters that were not made yet.
    """

    engine: str
    acting: list[Turn] = field(default_factory=list)
    reading: list[Turn] = field(default_factory=list)
    hello: list[Turn] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    waiting: float = 0.0

    @property
    def ours(self) -> list[Turn]:
        return [*self.acting, *self.reading]

    @property
    def requests(self) -> int:
        return sum(len(turn.waited) for turn in self.ours)

    @property
    def faults(self) -> list[str]:
        return [*(fault for turn in (*self.ours, *self.hello) for fault in turn.faults), *self.astray]


def run() -> list[Row]:
    """The rows for `make bench`."""
    return measured(databases.ENGINES, MINUTES, REQUESTS, RESIDENTS)


def measured(engines: Sequence[str], minutes: float, requests: int, residents: int) -> list[Row]:
    """The rows of these engines; what went wrong is told on the error output."""
    logging.disable(logging.CRITICAL)
    runs = [endured(engine, minutes, requests, residents) for engine in engines]
    for one in runs:
        sys.stderr.writelines(f"{one.engine}: {fault}\n" for fault in one.faults[:20])
    charts.drawn += drawings(runs)
    return [row for one in runs for row in rows(one)]


def endured(engine: str, minutes: float, requests: int, residents: int) -> Run:
    """Let them hand in so long, and read on until there were so many requests; then look at what is on record."""
    found = Run(engine)
    with house(engine) as (settings, town):
        app = create_app(settings)
        people = move_in(app, town, residents)
        app.extensions["database"].engine.dispose()
        with (
            Server("wsgi:create_app()", settings, WORKERS, makes_letters=True) as portal,
            Server("bench.pages:hello()", settings, WORKERS) as plain,
        ):
            asking = visits(people, 1)
            while sum(turn.seconds for turn in found.acting) < minutes * 60 and not hopeless(found, residents):
                found.acting.append(turn(portal, TURN, asking))
                beside(found, plain)
            asking = visits(people, ONE_IN)
            while found.requests < requests and not hopeless(found, residents):
                found.reading.append(turn(portal, TURN, asking))
                beside(found, plain)
        found.astray = astray(town.database, people)
        with town.database.reading() as session:
            found.astray += [str(fault) for fault in events.verify(session)]
            made = session.scalars(select(Job.done_at.is_not(None)).where(Job.kind == "make_delivery")).all()
        found.waiting = 1 - sum(made) / len(made)
    return found


def hopeless(found: Run, residents: int) -> bool:
    """So much went wrong that nothing is learnt from more of it."""
    return len(found.faults) > residents


def beside(found: Run, plain: Server) -> None:
    """A turn of hello world's after ours; how it goes is told on the error output."""
    found.hello.append(turn(plain, PAUSE, [lambda line: line.get("/")] * AT_ONCE))
    times = found.hello[-1].rate / found.ours[-1].rate
    sys.stderr.write(f"{found.engine}: {found.requests:,} requests, {times:.0f} of hello world's in the time of one\n")


@contextmanager
def house(engine: str) -> Iterator[tuple[Settings, Town]]:
    """A landlord whose database and files lie on disk, and are gone afterwards."""
    room = databases.make_room(lasting=True)
    try:
        given = {"DATABASE_URL": databases.Databases(room).new(engine), "DATA_DIR": str(room / "data"), **KEYS}
        settings = read({"LANDLORD": "one-vision-housing", **given})
        database = create_app(settings).extensions["database"]
        yield settings, Town(database, settings.landlord, datetime.now(UTC))
        database.engine.dispose()
    finally:
        databases.clear_room(room)


def visits(residents: Sequence[Resident], one_in: int) -> list[Visit]:
    """One visit after the other, by so many residents at once; at one in so many visits something is handed in."""

    def by(some: Sequence[Resident]) -> Visit:
        following = cycle(some)
        return lambda line: next(following).visit(line, one_in)

    return [by(residents[place::AT_ONCE]) for place in range(AT_ONCE)]


def turn(server: Server, seconds: float, asking: Sequence[Visit]) -> Turn:
    """Each of ``asking`` over and over, all at once, until the time is over; a visit that was begun is ended."""
    began, spent = time.monotonic(), server.spent()
    with ThreadPoolExecutor(len(asking)) as pool:
        done = list(pool.map(lambda ask: over_and_over(server.port, began + seconds, ask), asking))
    took = time.monotonic() - began
    waited, faults = ([one for part in parts for one in part] for parts in zip(*done, strict=True))
    return Turn(took, server.spent() - spent, memory(server.process.pid), waited, faults)


def over_and_over(port: int, end: float, ask: Visit) -> tuple[list[float], list[str]]:
    """Seconds waited for each answer, and what was no answer."""
    waited: list[float] = []
    faults: list[str] = []
    line = Line(port)
    while time.monotonic() < end:
        try:
            ask(line)
        except (OSError, http.client.HTTPException, UnexpectedAnswerError) as fault:
            faults.append(f"{type(fault).__name__}: {fault}")
            waited += line.waited
            line.close()
            line = Line(port)
    line.close()
    return waited + line.waited, faults


def rows(found: Run) -> list[Row]:
    """What one engine came to."""
    held = [one.pages for one in found.ours]
    warm, last = (max(1, int(len(held) * share)) for share in (WARM, LAST))
    told = f"{found.engine}, residents at saturation"
    return [
        *speed(f"{told}, each visit hands in", found.acting, found.hello[: len(found.acting)], ACTING),
        *speed(f"{told}, one visit in {ONE_IN} does", found.reading, found.hello[len(found.acting) :], READING),
        (f"{told}: requests without their answer", len(found.faults) - len(found.astray), "at most 0"),
        (f"{told}: acts lost, done twice or without a receipt", len(found.astray), "at most 0"),
        (f"{told}: letters not made when it ended, of all", found.waiting, "as it comes"),
        (f"{told}: memory after {found.requests:,} requests, beside warm",
         mean(held[last - 1:]) / mean(held[warm - 1:warm + 2]), GROWN),
    ]  # fmt: skip


def speed(told: str, ours: Sequence[Turn], hello: Sequence[Turn], limits: Limits) -> list[Row]:
    """How fast they were answered beside hello world in the same minutes; nothing where nobody asked."""
    if not ours:
        return []
    waited = [seconds for turn in ours for seconds in turn.waited]
    slowest = quantiles(waited, n=100)[-1] / median(waited)
    costs = [sum(one.spent for one in side) / sum(len(one.waited) for one in side) for side in (ours, hello)]
    return [
        (f"{told}: hello world's requests in the time of one",
         median(one.rate for one in hello) / median(one.rate for one in ours), limits.time),
        (f"{told}: CPU of a request beside hello world", costs[0] / costs[1], limits.spent),
        (f"{told}: slowest of a hundred beside the median", slowest, "as it comes"),
    ]  # fmt: skip


def drawings(runs: Sequence[Run]) -> list[charts.Chart]:
    """How fast it was and what it held, from the first turn to the last."""
    speed: dict[str, charts.Points] = {}
    held: dict[str, charts.Points] = {}
    for one in runs:
        plain = median(turn.rate for turn in one.hello)
        asked = 0
        points = [(asked := asked + len(turn.waited), turn.rate / plain, turn.pages) for turn in one.ours]
        speed[one.engine] = [(after, rate) for after, rate, _pages in points]
        held[one.engine] = [(after, pages / one.ours[0].pages) for after, _rate, pages in points]
    return [
        charts.Chart("Requests a second at saturation", "requests answered", "of hello world's", speed),
        charts.Chart("Memory of the server", "requests answered", "times what it was after the first turn", held),
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=MINUTES)
    options.add_argument("--requests", type=int, default=REQUESTS)
    options.add_argument("--residents", type=int, default=RESIDENTS)
    options.add_argument("--engine", choices=databases.ENGINES, action="append")
    asked = options.parse_args()
    from bench.__main__ import tell

    return tell(measured(asked.engine or databases.ENGINES, asked.minutes, asked.requests, asked.residents))


if __name__ == "__main__":
    sys.exit(main())
