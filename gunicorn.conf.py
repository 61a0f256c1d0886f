"""How the server runs, for `make run` and for real alike: `gunicorn "wsgi:create_app()"` reads this file by itself."""

import os
import shutil
import tempfile
from logging.config import dictConfig
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))  # as many as there are cores
threads = int(os.environ.get("THREADS", "4"))
preload_app = True  # the parts are loaded once, then the processes part: a quicker start, and less memory
timeout = 60  # seconds; a letter takes less than one
graceful_timeout = 30  # seconds that a request in hand may still take when the server is told to stop
control_socket_disable = True


class Log(Logger):
    """The server's own messages in the form of ours (web/logs.py), which also has a line for each answer.

    Who looked at what is kept in the portal's own access log. This one is for running the server, so it holds no
    address of a person, no address of a page, no query string and no browser. ACCESS_LOG: a file for the lines of
    answers; empty, there are none.
    """

    def setup(self, cfg: Any) -> None:
        from web import logs

        self.cfg = cfg
        self.error_log.propagate = True
        answers = os.environ.get("ACCESS_LOG", "-")
        dictConfig(logs.configuration(logs.chosen_form(), answers=answers, server=cfg.loglevel))

    access_log_enabled = False  # the portal writes its own line for each answer, with the number of the request


logger_class = Log

# Workers tell that they live by touching a file: in memory, so that a slow disk kills nobody.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


# Each process counts in a file of its own, and /metrics adds them up; a reload reads this again and counts on.
asked_for = {"METRICS_TOKEN", "METRICS_TOKEN_FILE"} & {name for name, value in os.environ.items() if value}
if asked_for and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="open-door-metrics-", dir=worker_tmp_dir)


def on_exit(_arbiter: Any) -> None:
    shutil.rmtree(os.environ.get("PROMETHEUS_MULTIPROC_DIR") or "/nowhere", ignore_errors=True)


def on_starting(arbiter: Any) -> None:
    """For `make run`: the portal is loaded, and nobody can reach it yet."""
    if os.environ.get("PREPARE") == "yes":
        from scripts.prepare import prepare

        prepare(arbiter.app.wsgi())


def post_worker_init(worker: Any) -> None:
    """Letters are made in this process too, unless a worker of their own does it (WORKER_THREAD=no)."""
    if os.environ.get("WORKER_THREAD", "yes") == "yes":
        from web.background import start_thread

        worker.end_of_work = start_thread(worker.wsgi)


def worker_exit(_arbiter: Any, worker: Any) -> None:
    """The letter in hand is finished before the process ends."""
    if hasattr(worker, "end_of_work"):
        worker.end_of_work()
