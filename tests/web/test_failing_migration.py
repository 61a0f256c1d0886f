"""An upgrade that fails, or is killed, half-way changes nothing: the portal runs on, and the next one goes through."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, text

from casework.records import database as records
from casework.records.base import Base
from casework.records.database import Database, migrate
from casework.records.keys import Keyring
from tests.databases import Databases
from tests.people import Town
from tests.web.killed_workers import DATA_KEY
from tests.web.office import settings_of
from web.settings import ROOT
from wsgi import create_app

NEXT = '''"""A table more, and a column more in one that is full; then it stops."""

import os
import signal

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{newest}", None, None


def upgrade():
    op.create_table("half_way", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("customer") as customer:
        customer.add_column(sa.Column("more", sa.String(10), nullable=False, server_default="yes"))
    op.execute("UPDATE customer SET more = 'no'")
    {stops}


def downgrade():
    raise NotImplementedError
'''
SLOW = "__import__('time').sleep(1)"
KILL = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture
def kept(database_url: str, tmp_path: Path) -> Iterator[Database]:
    made = Database(database_url, Keyring(DATA_KEY), tmp_path)
    Town(made, "octavia").decided()
    yield made
    made.engine.dispose()


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations in a place of this test's own."""
    place = Path(shutil.copytree(ROOT / "migrations", tmp_path / "migrations"))
    monkeypatch.setattr(records, "MIGRATIONS", place)
    return place


def state(database: Database) -> tuple[object, ...]:
    """The revision, every table, the columns of one that is altered, and how many rows each has."""
    with database.reading() as session:
        rows = {
            table.name: session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
        }
        revision = session.scalar(text("SELECT version_num FROM alembic_version"))
    shape = inspect(database.engine)
    return revision, shape.get_table_names(), [one["name"] for one in shape.get_columns("customer")], rows


def write(migrations: Path, newest: object, stops: str) -> None:
    (migrations / "versions" / "9999_more.py").write_text(NEXT.format(newest=newest, stops=stops))


@pytest.mark.parametrize("stops", ["op.execute('SELECT nothing FROM nowhere')", KILL], ids=["fails", "killed"])
def test_an_upgrade_that_stops_half_way_changes_nothing_and_the_next_one_goes_through(
    kept: Database, migrations: Path, stops: str
) -> None:
    before = state(kept)
    write(migrations, before[0], stops)
    kept.engine.dispose()
    if stops == KILL:
        asked = "import sys; from pathlib import Path; from casework.records import database as d; "
        asked += "d.MIGRATIONS = Path(sys.argv[1]); d.migrate(sys.argv[2])"
        url = kept.engine.url.render_as_string(hide_password=False)
        ended = subprocess.run([sys.executable, "-c", asked, str(migrations), url], cwd=ROOT, check=False, timeout=120)
        assert ended.returncode == -signal.SIGKILL
    else:
        with pytest.raises(Exception, match="nowhere"):
            migrate(kept.engine.url.render_as_string(hide_password=False))
    assert state(kept) == before
    kept.ping()

    write(migrations, before[0], "")
    kept.engine.dispose()
    migrate(kept.engine.url.render_as_string(hide_password=False))
    revision, tables, columns, rows = state(kept)
    assert revision == "9999"
    assert "half_way" in tables  # type: ignore[operator]
    assert columns == [*before[2], "more"]  # type: ignore[misc]
    assert rows == before[3]


@contextmanager
def migrating(url: str, times: int = 1) -> Iterator[list[ForkProcess]]:
    """Upgrades by processes of their own, at once; they have ended when the block has."""
    started = [get_context("fork").Process(target=migrate, args=(url,)) for _ in range(times)]
    for process in started:
        process.start()
    try:
        yield started
    finally:
        for process in started:
            process.join(60)
            process.kill()


def test_of_two_upgrades_at_once_one_waits_for_the_other_and_finds_nothing_to_do(
    kept: Database, migrations: Path
) -> None:
    before = state(kept)
    write(migrations, before[0], SLOW)
    kept.engine.dispose()
    with migrating(kept.engine.url.render_as_string(hide_password=False), times=2) as processes:
        pass
    assert [process.exitcode for process in processes] == [0, 0]
    assert state(kept)[0] == "9999"


@pytest.mark.postgresql
def test_an_upgrade_that_waits_for_a_table_lets_others_read_it_and_goes_through_in_the_end(
    databases: Databases, migrations: Path, tmp_path: Path
) -> None:
    """A report that somebody left open would else hold up the upgrade, and the upgrade everybody."""
    url = databases.new("postgresql")
    kept = Database(url, Keyring(DATA_KEY), tmp_path)
    write(migrations, state(kept)[0], "")
    kept.engine.dispose()
    with migrating(url) as [upgrade]:
        with kept.reading() as report:
            report.execute(text("SELECT count(*) FROM customer"))
            waited_for = []
            end = time.monotonic() + 4
            while time.monotonic() < end:
                began = time.monotonic()
                with kept.reading() as page:
                    page.execute(text("SELECT count(*) FROM customer"))
                waited_for.append(time.monotonic() - began)
            assert upgrade.is_alive()
        upgrade.join(60)
    assert (upgrade.exitcode, state(kept)[0]) == (0, "9999")
    assert 0.5 < max(waited_for) < 3.5, "it never waited for the table, or held others up for too long"
    kept.engine.dispose()
    databases.drop(url)


def test_a_command_says_in_one_line_what_an_upgrade_failed_of(kept: Database, migrations: Path, tmp_path: Path) -> None:
    url = kept.engine.url.render_as_string(hide_password=False)
    app = create_app(settings_of(url, tmp_path, "octavia"))
    write(migrations, state(kept)[0], "op.execute('INSERT INTO customer (name) VALUES (NULL)')")
    told = app.test_cli_runner().invoke(args=["database", "upgrade"])
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert told.output.startswith("Error: the database refused it: ")
    app.extensions["database"].engine.dispose()
