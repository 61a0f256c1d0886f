"""An upgrade that fails, or is killed, half-way changes nothing: the portal runs on, and the next one goes through."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, text

from casework.records import database as records
from casework.records.base import Base
from casework.records.database import Database, migrate
from casework.records.keys import Keyring
from tests.people import Town
from tests.web.killed_workers import DATA_KEY
from web.settings import ROOT

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
