"""The worker that makes the letters: as a command, or as a thread of the web process."""

from __future__ import annotations

import faulthandler
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from casework.actions import held_appeals
from casework.actions.carriers import Carrier, FileOutbox, NotifyMails, NotifyTexts, Smtp
from casework.actions.scanners import Clamd
from casework.actions.worker import Worker
from web import held_forms
from web.settings import Settings

log = logging.getLogger(__name__)

_PAUSE: Final = 1.0  # seconds between two looks for work
_LAST_JOB: Final = 10.0  # seconds that a job in hand may still take; a longer one is done again by the next worker
_PAUSE_AFTER_FAULT: Final = 10.0  # seconds
_TRY_AGAIN: Final = 5 * 60.0  # seconds; a night's look, or a tidying, that failed
_TIDY_EVERY: Final = 60 * 60.0  # seconds; what is cleared away, or falls due, has its day anyhow


@dataclass
class Pulse:
    """Until when a worker may be silent before it is known to hang."""

    until: float = float("inf")  # on time.monotonic()

    def beat(self, within: timedelta) -> None:
        self.until = time.monotonic() + within.total_seconds()

    @property
    def lost(self) -> bool:
        return time.monotonic() > self.until


def make_worker(app: Flask, stop: threading.Event | None = None) -> Worker:
    """A worker with the app's database and settings; once ``stop`` is set it ends after the job in hand."""
    chosen: Settings = app.extensions["settings"]
    return Worker(
        app.extensions["database"],
        app.extensions["pack"],
        chosen.base_url,
        carriers(chosen),
        purges=(held_forms.purge, held_appeals.purge),
        scanner=Clamd(chosen.scanner) if chosen.scanner else None,
        stopped=stop.is_set if stop else lambda: False,
        housing=None if chosen.demo else chosen.housing,
        folder=chosen.data_dir,
    )


def carriers(chosen: Settings) -> dict[str, Carrier]:
    """What carries messages, by channel. In the demo nothing ever leaves the house."""
    if chosen.demo:
        outbox = FileOutbox(chosen.outbox, chosen.mail_from)
        return {"email": outbox, "text": outbox}
    found: dict[str, Carrier] = {}
    notify = chosen.notify
    if chosen.smtp_url:
        found["email"] = Smtp(chosen.smtp_url, chosen.mail_from)
    elif notify and notify.email_template_id:
        found["email"] = NotifyMails(notify.api_key, notify.base_url, notify.email_template_id)
    if notify and notify.template_id:
        found["text"] = NotifyTexts(notify.api_key, notify.base_url, notify.template_id)
    return found


def run(worker: Worker, stop: threading.Event) -> None:
    """Work until told to stop. A database that is away is waited for, and no fault of whatever kind ends the worker.

    Letters go out although the night's look fails, and the other way round: neither waits for the other. Nor does it
    wait for the end of the letters, where there are more than can be made in its time.
    """
    looks_at = time.monotonic()
    until_then = replace(worker, stopped=lambda: worker.stopped() or time.monotonic() >= looks_at)
    while not stop.is_set():
        if time.monotonic() >= looks_at:
            well = [_survived(worker.night), _survived(worker.tidy)]
            looks_at = time.monotonic() + (_TIDY_EVERY if all(well) else _TRY_AGAIN)
        stop.wait(_PAUSE if _survived(until_then.run_once) else _PAUSE_AFTER_FAULT)


def _survived(step: Callable[[], object]) -> bool:
    """Do a step of the worker; False where it failed. The log gets the kind of fault, never its data."""
    try:
        step()
    except SQLAlchemyError as fault:
        log.error("the worker waits: %s", type(fault).__name__)
        return False
    except Exception as fault:  # noqa: BLE001  a thread that ends here sends no more letters, and nobody would know
        log.error("the worker could not end its %s: %s", step.__name__, type(fault).__name__)
        return False
    return True


def start_thread(app: Flask) -> Callable[[], None]:
    """Start the worker beside the server's own threads. What is returned stops it, and waits for the job in hand.

    One that hangs is left to itself, since no thread can be ended from outside, and another takes its place. Should it
    ever come back, its job is another's, so that it changes nothing, and ends.
    """
    stop = threading.Event()

    def keep_working() -> None:
        while not stop.is_set():
            end, pulse = threading.Event(), Pulse()
            worker = replace(make_worker(app, end), alive=pulse.beat)
            thread = threading.Thread(target=run, args=(worker, end), name="letters", daemon=True)
            thread.start()
            while not (pulse.lost or stop.wait(_PAUSE)):
                pass
            end.set()
            if stop.is_set():
                thread.join(_LAST_JOB)
            else:
                log.error("the worker hangs: another takes its place")

    keeper = threading.Thread(target=keep_working, name="keeper of letters", daemon=True)
    keeper.start()

    def end_of_work() -> None:
        stop.set()
        keeper.join(_LAST_JOB + _PAUSE)

    return end_of_work


def end_where_it_hangs(within: timedelta) -> None:
    """For a process that does nothing but work: unless told again in time, say in the log where it stands, and end.

    Whoever started it starts it anew. The watch is not Python's own, so that it sees code that holds the interpreter.
    """
    faulthandler.dump_traceback_later(within.total_seconds(), exit=True)
