"""What breaks, breaks nothing else: nothing that was received is lost, nothing is done twice, and it is seen."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

import letters
from casework.actions.worker import Worker
from tests.web.outage import outage
from tests.web.test_worker import Mill
from web import background

SOON = 20.0  # seconds


@pytest.fixture
def mill(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mill]:
    """A worker that does not pause for long."""
    for pause in ("_PAUSE", "_PAUSE_AFTER_FAULT", "_TRY_AGAIN"):
        monkeypatch.setattr(background, pause, 0.02)
    made = Mill(database_url, tmp_path)
    yield made
    made.database.engine.dispose()


@contextmanager
def at_work(worker: Worker) -> Iterator[threading.Thread]:
    """The worker's thread, as the web process has it."""
    stop = threading.Event()
    thread = threading.Thread(target=background.run, args=(worker, stop), daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(SOON)


def until(true: Callable[[], bool]) -> None:
    """Wait for it, not for ever."""
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def broken(*_given: Any, **_more: Any) -> NoReturn:
    raise RuntimeError("the details of Nina Nextdoor")


def full(*_given: Any) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_night_that_fails_holds_up_no_letter_and_is_tried_again(
    mill: Mill, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mill.decided("neighbour")
    monkeypatch.setattr("casework.actions.night.run", broken)
    with at_work(mill.worker) as thread:
        until(lambda: list(mill.made().values()) == [1])
        until(lambda: caplog.text.count("could not end its night: RuntimeError") > 1)
        assert thread.is_alive()
    assert "Nina" not in caplog.text


def test_a_panic_of_one_letter_ends_no_worker(mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no Exception, such as a panic of a library in Rust, would end the thread unseen."""

    class PanicException(BaseException):  # noqa: N818  the name that they have
        pass

    def panics(*_given: object, **_more: object) -> NoReturn:
        raise PanicException

    mill.decided("neighbour")
    with monkeypatch.context() as broken_one:
        broken_one.setattr(letters, "proved", panics)
        assert mill.worker.run_once() == 0
    assert {job.last_error for job in mill.jobs()} == {"PanicException"}
    assert mill.worker_later(hours=1).run_once() == 1


def test_a_worker_waits_for_a_database_that_is_away_and_goes_on_by_itself(
    mill: Mill, caplog: pytest.LogCaptureFixture
) -> None:
    mill.decided("neighbour")
    with outage(mill.database), at_work(mill.worker) as thread:
        until(lambda: "the worker waits: OperationalError" in caplog.text)
        assert thread.is_alive()
    assert mill.made() == {}
    with at_work(mill.worker):
        until(lambda: list(mill.made().values()) == [1])


def test_a_letter_for_which_the_disk_has_no_room_is_made_later_and_leaves_no_half_file(
    mill: Mill, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mill.decided("neighbour")
    with monkeypatch.context() as no_room:
        no_room.setattr(os, "fsync", full)
        assert replace(mill.worker, carriers={}).run_once() == 0
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert mill.worker_later(hours=1).run_once() == 1
    assert list(mill.made().values()) == [1]
