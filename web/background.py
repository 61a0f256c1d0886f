"""The worker that makes the letters: as a command, or as a thread of the web process."""

from __future__ import annotations

import logging
import threading
import time
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
_TIDY_EVERY: Final = 60 * 60.0  # seconds; what is cleared away, or falls due, has its day anyhow


def make_worker(app: Flask) -> Worker:
    """A worker with the app's database and settings."""
    chosen: Settings = app.extensions["settings"]
    return Worker(
        app.extensions["database"],
        app.extensions["pack"],
        chosen.base_url,
        carriers(chosen),
        purges=(held_forms.purge, held_appeals.purge),
        scanner=Clamd(chosen.scanner) if chosen.scanner else None,
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
    """Work until told to stop. A database that is away is waited for."""
    tidied = -_TIDY_EVERY
    while not stop.is_set():
        try:
            if time.monotonic() - tidied > _TIDY_EVERY:
                worker.night()
                worker.tidy()
                tidied = time.monotonic()
            worker.run_once()
        except SQLAlchemyError as fault:
            log.error("the worker waits: %s", type(fault).__name__)
            stop.wait(10 * _PAUSE)
        stop.wait(_PAUSE)


def start_thread(app: Flask) -> threading.Event:
    """Start the worker beside the server's own threads; the event stops it. It ends with the process."""
    stop = threading.Event()
    threading.Thread(target=run, args=(make_worker(app), stop), name="letters", daemon=True).start()
    return stop
