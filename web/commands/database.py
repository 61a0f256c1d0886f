"""`flask --app wsgi database | events | backup | restore`: keeping what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup, with_appcontext

if TYPE_CHECKING:
    from casework.records.events import Fault

FAULTY = 1

database = AppGroup("database", help="The tables.")
events = AppGroup("events", help="The record of every act.")


@database.command()
def upgrade() -> None:
    """Make the tables, or bring them up to date."""
    from casework.records.database import migrate
    from web.settings import settings

    migrate(settings().database_url)


@events.command()
def verify() -> None:
    """Check that no event was changed, removed, added or moved. Exit status 1 where one was; each is named."""
    from casework.records import events as chain
    from web.database import database as opened

    with opened().snapshot() as session:
        _tell(list(chain.verify(session)), session.get_one(chain.ChainHead, 1).number)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write everything to FILE, encrypted, while the portal runs on, and read it back.

    The data key is not in it: keep that elsewhere.
    """
    from casework.records.backup import BackupError, check, take
    from web.database import database as opened

    try:
        counts = take(opened(), opened().files, file)
        check(opened().keyring, file)
    except (BackupError, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{counts['rows']} rows and {counts['files']} files are in {file}, and could be read back.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rehearse", is_flag=True, help="Restore beside the portal, check, and throw it away again.")
@with_appcontext
def restore(file: Path, rehearse: bool) -> None:
    """Fill an empty database from FILE, on SQLite or PostgreSQL, and check the record of every act."""
    from casework.records.backup import BackupError
    from casework.records.backup import rehearse as fill_beside
    from casework.records.backup import restore as fill
    from casework.records.database import migrate
    from web.database import database as opened
    from web.settings import settings

    try:
        if rehearse:
            faults = fill_beside(opened(), file)
        else:
            migrate(settings().database_url)
            faults = fill(opened(), opened().files, file)
    except BackupError as fault:
        raise click.ClickException(str(fault)) from None
    _tell(faults, None)


def _tell(faults: Sequence[Fault], number: int | None) -> None:
    for fault in faults:
        click.echo(f"event {fault.number}: {fault.says}")
    if faults:
        raise SystemExit(FAULTY)
    click.echo(
        "Every event is as it was written." if number is None else f"All {number} events are as they were written."
    )
