"""Once a page says "we have it", it is in the database, exactly once, however often the server is killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from casework.actions import held_appeals
from casework.records import events, files, keys
from casework.records.appeals import Appeal, Evidence, HeldAppeal
from tests.web.office import Office, settings_of
from web.settings import ROOT

PATIENCE = 60.0  # seconds after which somebody who presses the button again gives up
PDF = b"%PDF-1.4 one of many files: "
TOKEN = re.compile(r'name="(csrf_token|form_key)"[^>]*value="([^"]+)"')
REF = re.compile(r"[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{4}")


@dataclass
class Person:
    """Somebody at a browser who presses the button again until an answer comes."""

    port: int
    cookie: str = ""
    network: str = "192.0.2.1"
    tries: int = 0

    def get(self, path: str) -> str:
        return self._until(200, "GET", path, b"", "")[1]

    def send(self, path: str, typed: dict[str, str]) -> str:
        """Send a form; the address that follows."""
        return self._until(303, "POST", path, urlencode(typed).encode(), "application/x-www-form-urlencoded")[0]

    def send_file(self, path: str, typed: dict[str, str], content: bytes) -> str:
        boundary, body = encode_multipart({**typed, "files": FileStorage(BytesIO(content), "note.pdf")})
        return self._until(303, "POST", path, body, f'multipart/form-data; boundary="{boundary}"')[0]

    def _until(self, wanted: int, method: str, path: str, body: bytes, kind: str) -> tuple[str, str]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.tries += 1
            try:
                status, location, text = self._once(method, path, body, kind)
            except (OSError, HTTPException):
                continue
            if status == wanted:
                return location, text
            assert status in (500, 503), f"{method} {path}: {status} {text[:2000]}"
            time.sleep(0.05)
        raise AssertionError(f"{method} {path} was never answered")

    def _once(self, method: str, path: str, body: bytes, kind: str) -> tuple[int, str, str]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Cookie": self.cookie, "X-Forwarded-For": self.network, "X-Forwarded-Host": "127.0.0.1"}
            line.request(method, path, body or None, headers | ({"Content-Type": kind} if kind else {}))
            answer = line.getresponse()
            text = answer.read().decode()
            return answer.status, answer.headers.get("Location") or "", text
        finally:
            line.close()


@dataclass
class Crowd:
    """What was submitted, and the receipts that people saw: reference to the words that they had sent."""

    receipts: dict[str, str] = field(default_factory=dict)
    with_file: set[str] = field(default_factory=set)
    faults: list[BaseException] = field(default_factory=list)

    def at_once(self, *people: Callable[[], None]) -> None:
        def run(person: Callable[[], None]) -> None:
            try:
                person()
            except BaseException as fault:  # noqa: BLE001  raised again below, where the test sees it
                self.faults.append(fault)

        threads = [threading.Thread(target=run, args=(person,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.faults:
            raise self.faults[0]

    def strangers(self, port: int, name: str, many: int) -> None:
        """Appeals without sign-in, every fifth with a file."""
        for number in range(many):
            person = Person(port, network=f"192.0.2.{number % 250}")
            typed = dict(TOKEN.findall(person.get("/appeal")))
            said = f"{name} {number}: nobody came."
            typed |= {"letter": "D-2222-2222", "name": name, "grounds": said}
            if number % 5 == 0:
                received = person.send_file("/appeal", typed, PDF + said.encode())
                self.with_file.add(said)
            else:
                received = person.send("/appeal", typed)
            self._seen(person.get(received), said)

    def resident(self, port: int, cookie: str, decision: str, many: int) -> None:
        """Appeals page by page, each withdrawn again once its receipt was seen."""
        person, start = Person(port, cookie), f"/appeals/new?decision={decision}"
        for number in range(many):
            token = dict(TOKEN.findall(person.get(start)))
            draft = person.send(start, token)
            said = f"resident {number}: nobody came."
            person.send(f"{draft}/why", {**token, "grounds": said})
            assert person.send(f"{draft}/check", token) == draft
            self._seen(person.get(draft), said)
            person.send(f"{draft}/withdraw", token)

    def _seen(self, page: str, said: str) -> None:
        text = re.sub(r"<[^>]*>", "", page)
        assert "We have your appeal" in text
        found = REF.search(text)
        assert found
        self.receipts[found[0]] = said


@contextmanager
def dying_server(url: str, folder: Path, seed: str) -> Iterator[tuple[int, list[int]]]:
    """Its port, and, once it has ended, how many servers were killed."""
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")},
        "LANDLORD": "one-vision-housing", "DATABASE_URL": url, "DATA_DIR": str(folder), "PROXIES": "1",
        "SECRET_KEY": "a secret key that is long enough for a test",
        "DATA_KEY": "a data key that is long enough for a test, too",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.web.killed_servers", seed]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    killed: list[int] = []
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline()), killed
    finally:
        process.terminate()
        killed.append(int(process.communicate(timeout=60)[0] or 0))


@pytest.mark.parametrize("many", [25, pytest.param(500, marks=pytest.mark.matrix)])
def test_each_receipt_shown_is_in_the_database_exactly_once(database_url: str, tmp_path: Path, many: int) -> None:
    office, crowd = Office(settings_of(database_url, tmp_path, "one-vision-housing")), Crowd()
    decision = office.town.decided()
    cookie = signed_in(office)
    office.close()
    each = many // 5
    with dying_server(database_url, tmp_path, "a seed") as (port, killed):
        crowd.at_once(
            *(lambda name=name: crowd.strangers(port, name, 2 * each) for name in ("Ann", "Bob")),
            lambda: crowd.resident(port, cookie, decision, many - 4 * each),
        )
    assert killed[0] >= many // 10, "too few were killed for this to prove anything"
    assert len(crowd.receipts) == many
    assert on_record(office) == crowd.receipts
    office.close()


def signed_in(office: Office) -> str:
    """The resident's session, as their browser holds it."""
    browser = office.browser("resident")
    browser.set_cookie("language", "en")
    browser.get("/appeals")
    name = office.app.config["SESSION_COOKIE_NAME"]
    found = browser.get_cookie(name)
    assert found is not None
    return f"{name}={found.value}; language=en"


def on_record(office: Office) -> dict[str, str]:
    """Every appeal on record with its words, each file readable; a word that is there twice is a fault."""
    with office.town.database.reading() as session:
        held = session.scalars(select(HeldAppeal)).all()
        said = {one.ref: found.grounds for one in held if (found := held_appeals.said_in(session, one))}
        assert len(said) == len(held)
        said |= {one.ref: one.grounds for one in session.scalars(select(Appeal)) if one.submitted_at}
        assert max(Counter(said.values()).values()) == 1
        sent = session.scalars(select(Evidence)).all()
        contents = [files.get(session, keys.NOBODY, one.stored_as) for one in sent]
        assert sorted(contents) == sorted(PDF + said[one.held.ref].encode() for one in sent if one.held)
        assert len(contents) == sum(words.startswith(("Ann", "Bob")) for words in said.values()) // 5
        assert list(events.verify(session)) == []
        return said
