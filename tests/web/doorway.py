"""The sign-in pages as a stranger's browser uses them, and the post that arrives.

door = Doorway(office)
door.send("/sign-in", address="samira.exemplar@example.org")
page = door.refused("/sign-in/code", code="000000")
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from werkzeug.test import TestResponse

from casework.actions import messages, sign_in
from casework.actions.messages import Outgoing
from casework.actions.work import Work
from casework.records.base import Base
from casework.records.letters import Letter
from casework.records.signin import Message
from tests.web.inspect import Page, inspect
from tests.web.office import Office


class Doorway:
    """A browser in which nobody has signed in yet."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.browser = office.app.test_client()
        self.database = office.app.extensions["database"]

    def get(self, path: str, status: int = 200) -> Page:
        return inspect(self.browser.get(path), status=status)

    def send(self, path: str, *, at: str | None = None, form: int = 0, **typed: Any) -> TestResponse:
        """Fill in the form at ``at`` (or ``path``) and send it to ``path``. A field's name may hold __ for a hyphen."""
        held = self.get(at or path).form_data(form)
        given = {name.replace("__", "-"): value for name, value in typed.items()}
        return self.browser.post(path, data={**held, **given})

    def refused(self, path: str, **typed: Any) -> Page:
        """Send what is not taken; the page says why."""
        page = inspect(self.send(path, **typed))
        assert page.errors, f"{path} shows no error"
        return page

    def who(self) -> str | None:
        """Who is signed in, as kind and number."""
        with self.browser.session_transaction() as session:
            return str(session["_user_id"]).rpartition(":")[0] if "_user_id" in session else None

    def post_box(self) -> list[Outgoing]:
        """Every message that somebody will get, the oldest first."""
        with self.database.reading() as session:
            found = [
                messages.outgoing(session, number)
                for number in session.scalars(select(Message.id).order_by(Message.id))
            ]
        return [message for message in found if message is not None]

    def code(self) -> str:
        """The code that came last."""
        found = re.search(r"\b\d{6}\b", self.post_box()[-1].body)
        assert found
        return found[0]

    def earlier(self, table: type[Base], column: str, by: timedelta) -> None:
        """Let time pass for a moment that is on record, by moving that moment back."""
        with self.database.writing() as session:
            key = table.__table__.c.id
            moments: list[tuple[int, datetime]] = [
                (row[0], row[1]) for row in session.execute(select(key, getattr(table, column)))
            ]
            for number, moment in moments:
                session.execute(update(table).where(key == number).values({column: moment - by}))


def letter_code(door: Doorway, who: str = "resident") -> str:
    """The access code of a letter to that person."""
    customer_id = door.office.town.known[who].id

    def write(work: Work) -> str:
        code = sign_in.new_letter_code()
        letter = Letter(
            ref="L-TEST-TEST", kind="decision", customer_id=customer_id, language="en", content=b"", sha256="",
            issued_at=datetime.now(UTC),
        )  # fmt: skip
        work.session.add(letter)
        work.session.flush()
        sign_in.keep_letter_code(work, code, letter.id, customer_id)
        return code

    return door.office.town.act("system", write)
