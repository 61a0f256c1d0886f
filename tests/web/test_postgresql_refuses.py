"""PostgreSQL answers, and takes nothing: its disk is full, it may only be read, or too many are there already."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import click
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from casework.actions.work import Work
from tests.databases import Databases
from tests.web.inspect import inspect
from tests.web.office import Office, open_office
from web.commands.plainly import plainly

pytestmark = pytest.mark.postgresql
# What is told the server, and how it is undone. PostgreSQL itself says the first where its disk is full.
STATES: dict[str, tuple[tuple[LiteralString, ...], LiteralString]] = {
    "the disk of the database is full": (
        (
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER no_room BEFORE INSERT ON event EXECUTE FUNCTION full_disk()",
        ),
        "DROP FUNCTION full_disk CASCADE",
    ),
    "the database may only be read": (
        ("ALTER DATABASE {name} SET default_transaction_read_only = on",),
        "ALTER DATABASE {name} RESET default_transaction_read_only",
    ),
    "too many connections": (
        ("ALTER ROLE {role} NOSUPERUSER CONNECTION LIMIT 0",),
        "ALTER ROLE {role} SUPERUSER CONNECTION LIMIT -1",
    ),
}
ANEW: LiteralString = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = {its_name}"


class Server:
    """A database, and the account of a portal that is not its owner's."""

    def __init__(self, url: str) -> None:
        self._of_owner = make_url(url)
        self._role = f"portal_{secrets.token_hex(6)}"
        self.url = self._of_owner.set(username=self._role).render_as_string(hide_password=False)

    def say(self, *commands: LiteralString) -> None:
        owner, host, name = self._of_owner.username, str(self._of_owner.query["host"]), str(self._of_owner.database)
        names = {"name": sql.Identifier(name), "role": sql.Identifier(self._role), "its_name": sql.Literal(self._role)}
        with psycopg.connect(host=host, user=owner, dbname=name, autocommit=True) as line:
            line.execute("SET default_transaction_read_only = off")
            for command in commands:
                line.execute(sql.SQL(command).format(**names))

    @contextmanager
    def in_a_state(self, state: str) -> Iterator[None]:
        begins, ends = STATES[state]
        self.say(*begins, ANEW)
        try:
            yield
        finally:
            self.say(ends, ANEW)


@pytest.fixture
def server(databases: Databases) -> Iterator[Server]:
    url = databases.new("postgresql")
    made = Server(url)
    made.say("CREATE ROLE {role} LOGIN SUPERUSER")
    yield made
    made.say("DROP ROLE {role}")
    databases.drop(url)


@pytest.fixture
def office(server: Server, tmp_path: Path) -> Iterator[Office]:
    with open_office(server.url, tmp_path) as made:
        yield made


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_lost_the_page_says_so_and_a_command_says_why(office: Office, server: Server, state: str) -> None:
    browser = office.browser("resident")
    typed = {**office.get("resident", "/changes/new").form_data(), "what_changed": "Nobody rang me back."}
    with server.in_a_state(state):
        page = inspect(browser.post("/changes/new", data=typed), status=503)
        assert page.form_data()["what_changed"] == typed["what_changed"]
        with pytest.raises(click.ClickException, match=state):
            plainly(office.town.act)("system", look)
    for _ in range(2):  # a double click
        assert browser.post("/changes/new", data=page.form_data()).status_code == 303


def look(work: Work) -> None:
    work.record("looked", "C-1")
