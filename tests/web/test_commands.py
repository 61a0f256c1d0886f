"""What an administrator does from the command line, as they type it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pyotp
import pytest
from click.testing import Result
from sqlalchemy import select, text

from casework.actions import appeals, evidence
from casework.records.people import StaffMember
from tests.databases import Databases
from tests.people import Town
from tests.web.doorway import Doorway
from tests.web.office import Office, settings_of
from web.demo import teller
from web.settings import Settings
from wsgi import create_app


class Console:
    """The commands of one portal."""

    def __init__(self, settings: Settings) -> None:
        self.app = create_app(settings)
        self.database = self.app.extensions["database"]

    def run(self, *words: str) -> Result:
        return self.app.test_cli_runner().invoke(args=words)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return replace(settings_of(database_url, tmp_path, "octavia"), demo=True)


@pytest.fixture
def console(settings: Settings) -> Iterator[Console]:
    made = Console(settings)
    yield made
    made.database.engine.dispose()


def test_the_record_is_verified_and_says_how_long_it_is(console: Console) -> None:
    Town(console.database, "octavia").decided()
    told = console.run("events", "verify")
    assert (told.exit_code, told.output.startswith("All ")) == (0, True)


def test_a_changed_event_is_named_and_the_status_is_1(console: Console) -> None:
    Town(console.database, "octavia").decided()
    with console.database.writing() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER event_is_never_changed"))
        else:
            session.execute(text("DROP TRIGGER event_is_kept ON event"))
        session.execute(text("UPDATE event SET name = 'nothing_happened' WHERE number = 5"))
    told = console.run("events", "verify")
    assert (told.exit_code, told.output) == (1, "event 5: was changed\n")


def test_a_backup_is_restored_and_verified(
    console: Console, settings: Settings, databases: Databases, database_engine: str, tmp_path: Path
) -> None:
    Town(console.database, "octavia").decided()
    console.run("work", "--once")
    assert console.run("backup", str(tmp_path / "b.tar.gz")).exit_code == 0
    url = databases.new(database_engine)
    other = Console(replace(settings, database_url=url, data_dir=tmp_path / "other"))
    told = other.run("restore", str(tmp_path / "b.tar.gz"))
    assert (told.exit_code, told.output) == (0, "Every event is as it was written.\n")
    again = other.run("restore", str(tmp_path / "b.tar.gz"))
    assert again.exit_code == 1
    assert "not empty" in again.output
    other.database.engine.dispose()
    databases.drop(url)


def test_a_lost_file_is_named_by_the_backup_that_lacks_it_and_put_back_from_one_that_has_it(
    console: Console, settings: Settings, tmp_path: Path
) -> None:
    town = Town(console.database, "octavia")
    appeal = town.act("resident", appeals.start, town.decided())
    for words in (b"first", b"second"):
        town.act("resident", evidence.attach, appeal, f"{words!r}.pdf", b"%PDF- " + words, "application/pdf")
    whole, later = str(tmp_path / "whole.sealed"), str(tmp_path / "later.sealed")
    assert console.run("backup", whole).exit_code == 0
    lost, changed = settings.files.glob("*/*")
    lost.unlink()
    changed.write_bytes(b"what was never put there")

    told = console.run("backup", later)
    assert (told.exit_code, lost.name in told.output, changed.name in told.output) == (1, True, False)
    told = console.run("files", "mend", later)
    assert (told.exit_code, told.output.count("is not whole in this backup")) == (1, 2)
    told = console.run("files", "mend", whole)
    assert (told.exit_code, told.output.count("was put back")) == (0, 2)
    assert console.run("files", "verify").exit_code == 0
    assert console.run("files", "mend", whole).output == "Every file on record is as it was put there.\n"


def test_what_is_no_backup_is_refused_in_one_line(console: Console, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(b"no archive")
    told = console.run("restore", str(tmp_path / "b.tar.gz"))
    assert told.exit_code == 1
    assert told.output.startswith("Error: the backup cannot be read")


def test_upgrading_a_database_that_is_up_to_date_changes_nothing(console: Console) -> None:
    assert console.run("database", "upgrade").exit_code == 0


def test_a_demo_that_was_stopped_half_way_is_loaded_whole_the_next_time(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(teller.Teller, "heard", raising(KeyboardInterrupt()))
        assert console.run("demo", "load").exit_code != 0
    assert console.run("demo", "load").output == "The demo's people are here.\n"
    assert console.run("demo", "load").output == "There is data already; nothing was loaded.\n"
    assert console.run("events", "verify").exit_code == 0


def raising(error: BaseException) -> Callable[..., NoReturn]:
    def stop(*_given: object) -> NoReturn:
        raise error

    return stop


def test_the_first_administrator_can_come_in_with_what_is_printed(settings: Settings) -> None:
    office = Office(settings)
    runner = office.app.test_cli_runner()
    words = ["staff", "add", "--name", "Ann Admin", "--email", "Ann@staff.example.org", "--role", "administrator"]
    told = runner.invoke(args=[*words, "--password", "a long enough password"])
    assert told.exit_code == 0
    uri = told.output.splitlines()[-1]
    authenticator = pyotp.parse_uri(uri)
    assert isinstance(authenticator, pyotp.TOTP)
    door = Doorway(office)
    door.send("/staff/sign-in", email="ann@staff.example.org", password="a long enough password")
    assert door.send("/staff/sign-in/code", code=authenticator.now()).location == "/staff/people"
    with door.database.reading() as session:
        row = session.scalars(select(StaffMember).where(StaffMember.name == "Ann Admin")).one()
        assert authenticator.secret.encode() not in row.totp_secret
    door.database.engine.dispose()


def test_who_can_come_in_no_more_gets_a_link_from_the_command(settings: Settings) -> None:
    office = Office(settings)
    told = office.app.test_cli_runner().invoke(args=["staff", "link", "--email", "Administrator@staff.example.org"])
    assert told.exit_code == 0
    assert "Your password" in Doorway(office).get(told.output.strip().removeprefix(settings.base_url)).main
    unknown = office.app.test_cli_runner().invoke(args=["staff", "link", "--email", "nobody@staff.example.org"])
    assert (unknown.exit_code, unknown.output) == (1, "Error: Nobody here has this address.\n")
    office.close()


@pytest.mark.parametrize(
    ("role", "password", "says"),
    [("emperor", "a long enough password", "There is no such role here"), ("auditor", "short", "at least 12")],
)
def test_a_wrong_role_or_a_short_password_is_said(console: Console, role: str, password: str, says: str) -> None:
    words = ["staff", "add", "--name", "A", "--email", "a@staff.example.org", "--role", role, "--password", password]
    told = console.run(*words)
    assert told.exit_code == 1
    assert says in told.output
