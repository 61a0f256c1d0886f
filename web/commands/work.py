"""`flask --app wsgi work`: the worker that makes letters and sends mails and texts."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace
from logging.config import dictConfig

import click
from flask import Flask, current_app
from flask.cli import with_appcontext


@click.command()
@click.option("--once", is_flag=True, help="Look after what falls due, do what waits, tidy up, and end.")
@with_appcontext
def work(once: bool) -> None:
    """Watch reviews and doors, make letters, send mails and texts, clear away what has had its time."""
    from web import logs
    from web.background import end_where_it_hangs, make_worker, run

    dictConfig(logs.configuration(logs.chosen_form()))
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    stop = threading.Event()
    worker = make_worker(app, stop)
    if once:
        looked_after = worker.night()
        done = worker.run_once()
        worker.tidy()
        click.echo(f"{looked_after} customers looked after. {done} jobs done.")
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    run(replace(worker, alive=end_where_it_hangs), stop)
