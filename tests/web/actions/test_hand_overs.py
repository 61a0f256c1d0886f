"""Markers reach the housing system by themselves where its address is set: each file once, the newest one last."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from casework.actions import hand_overs, markers
from casework.actions.hand_overs import HAND_OVER, HousingSystem
from casework.actions.worker import Worker
from casework.records import troubles
from casework.records.database import Database
from casework.records.markers import MarkerFile
from casework.records.outbox import Job
from tests.people import Town


class Housing(ThreadingHTTPServer):
    """A housing system: files by name, how often each came, with which token; ``answers``: what it says to each."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, list[bytes]] = {}
        self.tokens: set[str | None] = set()
        self.answers = 204

    @property
    def system(self) -> HousingSystem:
        return HousingSystem(f"http://127.0.0.1:{self.server_address[1]}/markers", "a token")


class _Handler(BaseHTTPRequestHandler):
    server: Housing

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.files.setdefault(self.path, []).append(content)
        self.server.tokens.add(self.headers["Authorization"])
        self.send_response(self.server.answers)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture
def housing() -> Iterator[Housing]:
    with Housing() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def town(database: Database) -> Town:
    made = Town(database, "watford-community-housing")
    made.decided()
    made.later(days=7)
    return made


def worker(town: Town, system: HousingSystem | None, later: timedelta = timedelta()) -> Worker:
    return Worker(town.database, town.pack, "http://portal.example", {}, housing=system, clock=lambda: town.now + later)


def job(town: Town) -> Job:
    with town.database.reading() as session:
        return session.scalars(select(Job).where(Job.kind == HAND_OVER).order_by(Job.id.desc())).first()  # type: ignore[return-value]


def test_a_file_of_markers_is_handed_over_once_and_then_counts_as_loaded(town: Town, housing: Housing) -> None:
    ref = town.act("officer", markers.make_file, "file-1")
    worker(town, housing.system).run_once()
    worker(town, housing.system, timedelta(days=1)).run_once()
    [(name, [content])] = housing.files.items()
    assert name == f"/markers/{ref}.csv"
    assert housing.tokens == {"Bearer a token"}
    assert content.decode("utf-8-sig").splitlines()[0] == ",".join(hand_overs.HEAD)
    assert town.ref("resident") in content.decode()
    with town.database.reading() as session:
        [made] = session.scalars(select(MarkerFile))
        assert made.loaded_at is not None
        assert made.loaded_by_id is None


@pytest.mark.parametrize("answer", [302, 400, 503])
def test_what_is_not_taken_is_tried_again_and_does_not_count_as_loaded(
    town: Town, housing: Housing, answer: int
) -> None:
    town.act("officer", markers.make_file, "file-1")
    housing.answers = answer
    worker(town, housing.system).run_once()
    assert (job(town).last_error, job(town).done_at) == ("NotTakenError", None)
    assert stands_still(town)
    housing.answers = 200
    worker(town, housing.system, timedelta(minutes=2)).run_once()
    assert job(town).done_at is not None


def stands_still(town: Town, *by_staff: str) -> bool:
    """Whether staff and operators read of it, half an hour later."""
    later = town.now + timedelta(minutes=31)
    with town.database.reading() as session:
        found = troubles.found(session.connection(), later, by_staff=by_staff)
    return "hand_overs" in {one.what for one in found}


def test_an_older_file_never_overtakes_a_newer_one(town: Town, housing: Housing) -> None:
    town.act("officer", markers.make_file, "file-1")
    last = town.act("officer", markers.make_file, "file-2")
    worker(town, housing.system).run_once()
    assert list(housing.files) == [f"/markers/{last}.csv"]


def test_without_an_address_staff_load_the_file_and_nobody_complains(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.act("officer", markers.loaded, town.act("officer", markers.make_file, "file-1"))
    alone = replace(worker(town, None), carriers={})
    alone.run_once()
    alone.complain()
    assert HAND_OVER not in caplog.text
    assert not stands_still(town, HAND_OVER)
