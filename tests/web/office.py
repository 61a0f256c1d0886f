"""The back office as its people use it: a portal of one landlord, and a browser for each of them, signed in.

office = Office(settings_of(database_url, folder, "octavia"))
page = office.get("officer", "/staff/")
page = office.send("officer", page, where="/staff/cases/…", role="officer")
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from casework.rules.before import enquiries
from tests.people import Town
from tests.web.inspect import Page, inspect
from web.demo import answers
from web.settings import Settings, read
from wsgi import create_app

Typed = dict[str, Any]


def settings_of(database_url: str, folder: Path, landlord: str) -> Settings:
    """The settings of a portal for one test."""
    return read({
        "LANDLORD": landlord,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "SECRET_KEY": "a secret key that is long enough for a test",
        "DATA_KEY": "a data key that is long enough for a test, too",
    })  # fmt: skip


class Office:
    """One landlord's portal with the demo's people on record."""

    def __init__(self, settings: Settings) -> None:
        self.app = create_app(settings)
        self.town = Town(self.app.extensions["database"], settings.landlord, datetime.now(UTC))
        self.browsers: dict[str, FlaskClient] = {}

    def close(self) -> None:
        self.app.extensions["database"].engine.dispose()

    def browser(self, who: str) -> FlaskClient:
        """The browser of a person, signed in as themselves."""
        if who not in self.browsers:
            self.browsers[who] = self.app.test_client()
            self.sign_in(who)
        return self.browsers[who]

    def sign_in(self, who: str) -> None:
        """As the sign-in pages do it at their end."""
        person, now = self.town.known[who], int(time.time())
        with self.browsers[who].session_transaction() as session:
            session["_user_id"] = f"{person.kind}:{person.id}:1"
            session["since"] = session["at"] = session["proved"] = now
            session["csrf_token"] = f"{secrets.token_hex(20)}.{person.kind}:{person.id}"

    def lapse(self, who: str) -> None:
        """The session of a person runs out."""
        with self.browser(who).session_transaction() as session:
            session["at"] = session["since"] = 0

    def get(self, who: str, path: str, status: int = 200, **options: Any) -> Page:
        """A page as that person sees it, looked at for everything that is true of all pages."""
        return inspect(self.browser(who).get(path, follow_redirects=status == 200, **options), status=status)

    def token(self, who: str) -> str:
        """What protects this person's forms, to send one that no page of theirs offered."""
        return self.get(who, "/staff/account").form_data()["csrf_token"]

    def force(self, who: str, path: str, typed: Typed) -> TestResponse:
        """Send what no page offered this person."""
        return self.browser(who).post(path, data={"csrf_token": self.token(who), **typed})

    def post(self, who: str, path: str, typed: Typed, form: int = 0, at: str | None = None) -> TestResponse:
        """Fill in what the form at ``at`` (or ``path``) holds, with ``typed`` over it, and send it to ``path``.

        ``typed``: names of fields to values; None leaves a field out.
        """
        page = self.get(who, at or path)
        sent = {**page.form_data(form), **typed}
        return self.browser(who).post(path, data={name: value for name, value in sent.items() if value is not None})

    def done(self, who: str, path: str, typed: Typed, form: int = 0, at: str | None = None) -> str:
        """Send a form that is taken; the address of the page that follows."""
        answer = self.post(who, path, typed, form, at)
        if answer.status_code != 303:
            raise AssertionError(f"{path} was not taken: {inspect(answer).errors}")
        return answer.location

    def enquiries(self, case: str) -> None:
        """Tick off every enquiry that the policy lists, at ``case``, the address of a case."""
        codes = enquiries(self.town.pack)
        if codes:
            self.done("officer", f"{case}/enquiries", dict.fromkeys(codes, "Nothing that we did not know."))

    def refused(self, who: str, path: str, typed: Typed, form: int = 0, at: str | None = None) -> Page:
        """Send a form that is not taken; the page with its errors."""
        page = inspect(self.post(who, path, typed, form, at))
        assert page.errors, f"{path} shows no error"
        return page

    def weighed(self, who: str, incident: str) -> str:
        """Answer what the policy asks about an incident, so that it counts; its address."""
        given = answers.that_count(self.town.pack)
        typed = {name: getattr(given, name) for name in ("circumstances", "effects", "how", "persistence", "cause")}
        sent = {name: list(value) if isinstance(value, tuple) else value for name, value in typed.items()}
        return self.done(who, f"{incident}/weigh", sent)


@contextmanager
def open_office(database_url: str, folder: Path, landlord: str = "one-vision-housing") -> Iterator[Office]:
    """An office for one test."""
    office = Office(settings_of(database_url, folder, landlord))
    yield office
    office.close()


def reference(address: str) -> str:
    """The reference in an address such as /staff/cases/K-7K3F-9Q2M."""
    found = re.search(r"[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{4}", address)
    assert found, address
    return found[0]
