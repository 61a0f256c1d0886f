"""Numbers for Prometheus: answers and how long they took, and what the worker has left to do.

Answers are counted in each process of the server and added up (PROMETHEUS_MULTIPROC_DIR, which gunicorn.conf.py sets).
Jobs are counted in the database when they are asked for, so that a worker needs no door of its own, and one that hangs
is seen from outside: its jobs grow old. Labels are names in the code, never addresses; without METRICS_TOKEN nothing
is counted at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from casework.actions.evidence import SCAN
from casework.actions.hand_overs import HAND_OVER
from casework.records import audit, troubles
from casework.records import parked as parked_jobs
from casework.records.database import Database
from casework.records.outbox import Job
from web.logs import known_method, took
from web.settings import Settings, settings

TYPE: Final = CONTENT_TYPE_LATEST
_OWN: Final = CollectorRegistry()
_ANSWERS: Final = Counter("open_door_answers", "Answers", ["method", "page", "status"], registry=_OWN)
_SECONDS: Final = Histogram(
    "open_door_answer_seconds",
    "From a request to its answer",
    ["side"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=_OWN,
)

_SECURITY: Final = Counter(
    "open_door_security", "Tries to come in and refusals, by their outcome", ["door", "became"], registry=_OWN
)


def exposition() -> bytes:
    """Everything, as Prometheus reads it."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        for name in (_ANSWERS, _SECONDS, _SECURITY):
            registry.register(name)
    registry.register(Waiting(current_app.extensions["database"], by_staff(settings())))
    registry.register(Room(settings().data_dir))
    return generate_latest(registry)


class Waiting(Collector):
    """What the database knows of the jobs, asked at the moment of reading."""

    def __init__(self, database: Database, done_by_staff: frozenset[str]) -> None:
        self._database, self._by_staff = database, done_by_staff

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("open_door_database_up", "1 while the database answers")
        try:
            found = list(self._jobs())
        except SQLAlchemyError:
            found = []
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
        yield up
        yield from found

    def _jobs(self) -> Iterator[GaugeMetricFamily]:
        now = datetime.now(UTC)
        waiting = GaugeMetricFamily("open_door_jobs_waiting", "Jobs to be done", labels=["kind"])
        oldest = GaugeMetricFamily("open_door_job_oldest_seconds", "Age of the oldest job that is due", labels=["kind"])
        parked = GaugeMetricFamily("open_door_jobs_parked", "Jobs given up, and not settled by staff", labels=["kind"])
        trouble = GaugeMetricFamily(
            "open_door_trouble_seconds",
            "For how long it does not work, or how far the clock is behind",
            labels=["what"],
        )
        still = Job.done_at.is_(None), Job.parked_at.is_(None)
        with self._database.reading() as session:
            for kind, count in session.execute(select(Job.kind, func.count()).where(*still).group_by(Job.kind)):
                waiting.add_metric([kind], count)
            first = select(Job.kind, func.min(Job.run_after)).where(*still, Job.run_after <= now).group_by(Job.kind)
            for kind, since in session.execute(first.where(Job.kind.not_in(self._by_staff))):
                oldest.add_metric([kind], (now - since).total_seconds())
            for kind, count in parked_jobs.count_open(session).items():
                parked.add_metric([kind], count)
            for one in troubles.found(session.connection(), now, by_staff=self._by_staff):
                trouble.add_metric([one.what], abs((now - one.since).total_seconds()))
            checked = audit.last_check(session)
        yield from (waiting, oldest, parked, trouble)
        if checked:
            yield GaugeMetricFamily("open_door_chain_faults", "Events that are not as they were", checked.count)
            at = checked.at.timestamp()
            yield GaugeMetricFamily("open_door_chain_checked_timestamp_seconds", "When the worker looked last", at)


@dataclass(frozen=True)
class Room(Collector):
    """How much the disk of this machine still takes: of the data folder, where SQLite and files lie by default."""

    folder: Path

    def collect(self) -> Iterator[GaugeMetricFamily]:
        free = troubles.free(self.folder)
        yield GaugeMetricFamily("open_door_disk_free_bytes", "Room on the disk of the data folder", free)


def by_staff(chosen: Settings) -> frozenset[str]:
    """The kinds of job that staff do by hand, since nothing is set that could: that they wait is nothing amiss."""
    done_by = {SCAN: chosen.scanner, HAND_OVER: chosen.housing}
    return frozenset(kind for kind, system in done_by.items() if system is None)


def count(answer: Response) -> Response:
    """Each answer but those to probes: many and quick, they would hide the faults that people meet."""
    page = request.endpoint or "none"
    if page.startswith("probes."):
        return answer
    _ANSWERS.labels(known_method(), page, str(answer.status_code)).inc()
    _SECONDS.labels("staff" if page.startswith("staff") else "portal").observe(took())
    return answer


def count_security(door: str, became: str) -> None:
    """Count a try to come in, or a refusal (see web/security_events.py)."""
    if token():
        _SECURITY.labels(door, became).inc()


def token() -> str:
    """What Prometheus must bring; empty where nobody may ask."""
    return settings().metrics_token


def init_app(app: Flask) -> None:
    if app.extensions["settings"].metrics_token:
        app.after_request(count)
