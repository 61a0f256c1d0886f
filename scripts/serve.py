"""Starts the portal: tables made or brought up to date, demo data loaded (see prepare.py), server and worker running.

Settings come from the environment, each with a default that suits a first look (PORT, LANDLORD, DATABASE_URL, DEMO).
Ends with the server; Ctrl+C and SIGTERM stop both processes and let requests in hand finish.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
SERVER = [sys.executable, "-m", "gunicorn", "--log-level", "warning", "wsgi:create_app()"]
SECONDS_TO_START = 600  # the first time, with people and cases to make, on a slow machine
SECONDS_TO_STOP = 40
SECONDS_BETWEEN_WORKERS = 5


class BadSettingError(Exception):
    """A setting that cannot be used; its text says which and what is possible."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def settings() -> dict[str, str]:
    """The environment, with a first look's defaults where nothing else is said; all other settings have their own."""
    first_look = {"LANDLORD": "one-vision-housing", "PORT": "8000", "DEMO": "yes"}
    first_look |= {"WORKER_THREAD": "no", "PREPARE": "yes"}  # the worker is a process of its own, see Household
    return first_look | {name: value for name, value in os.environ.items() if value}


def port_of(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSettingError(f"PORT is {text!r}; it must be a number from 1 to 65535")
    return int(text)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise BadSettingError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: PORT={port % 65535 + 1} make run"
            ) from error


def announce(environment: dict[str, str]) -> None:
    address = f"http://127.0.0.1:{environment['PORT']}"
    say(f"\nOpen Door for {environment['LANDLORD']} is at {address}/")
    if environment["DEMO"] == "yes":
        say(f"The people of the demo, and all that was sent to them: {address}/demo")
    else:
        command = f"LANDLORD={environment['LANDLORD']} .venv/bin/flask --app wsgi staff add --help"
        say(f"Nobody can sign in yet? Add the first administrator: {command}")
    say("Ctrl+C stops it.\n")


class Household:
    """The server and the worker, started and stopped together."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.server = self._start(SERVER)
        self.worker: subprocess.Popen[bytes] | None = None
        self.stopping = False

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A group of its own: Ctrl+C then reaches this program alone, which stops both in good order.
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True)  # noqa: S603

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True
        for process in (self.server, self.worker):
            if process and process.poll() is None:
                process.terminate()

    def wait(self) -> int:
        """Keeps a worker alive for as long as the server lives; returns the server's exit status."""
        started = float("-inf")
        while (status := self.server.poll()) is None:
            ended = self.worker is None or self.worker.poll() is not None
            if ended and not self.stopping and time.monotonic() - started > SECONDS_BETWEEN_WORKERS:
                if self.worker:
                    say("The worker that makes letters has stopped; starting it again.")
                self.worker, started = self._start([*FLASK, "work"]), time.monotonic()
            time.sleep(0.2)
        self._end_the_worker()
        return 0 if self.stopping and status in (0, -signal.SIGTERM) else status

    def _end_the_worker(self) -> None:
        if self.worker is None:
            return
        self.worker.terminate()
        try:
            self.worker.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.worker.kill()

    def wait_for_the_first_answer(self, port: int) -> bool:
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self.server.poll() is None and not self.stopping:
            if answers(port):
                return True
            time.sleep(0.1)
        return False


def main() -> int:
    environment = settings()
    try:
        port = port_of(environment["PORT"])
        refuse_a_taken_port(port)
    except BadSettingError as error:
        say(str(error))
        return 2
    household = Household(environment)
    signal.signal(signal.SIGINT, household.stop)
    signal.signal(signal.SIGTERM, household.stop)
    if household.wait_for_the_first_answer(port):
        announce(environment)
    return household.wait()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before anything was started
        sys.exit(130)
