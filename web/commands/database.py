"""`flask --app wsgi database | events | backup | restore`: keeping what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup, with_appcontext

from web.commands.plainly import plainly

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from casework.records.events import Fault

FAULTY = 1

database = AppGroup("database", help="The tables.")
events = AppGroup("events", help="The record of every act.")


@database.command()
@plainly
def upgrade() -> None:
    """Make the tables, or bring them up to date: all of it or, where anything fails, nothing."""
    from casework.actions.rotating import keep_first_keys
    from casework.records.database import migrate
    from web.database import database as opened
    from web.settings import settings

    migrate(settings().database_url)
    keep_first_keys(opened(), datetime.now(UTC))


@events.command()
@plainly
def verify() -> None:
    """Check that no event was changed, removed, added or moved. Exit status 1 where one was; each is named."""
    from casework.records import events as chain
    from web.database import database as opened

    with opened().snapshot() as session:
        _tell(list(chain.verify(session)), session.get_one(chain.ChainHead, 1).number)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
@plainly
def backup(file: Path) -> None:
    """Write everything to FILE, encrypted, while the portal runs on, and read it back.

    The data key is not in it: keep that elsewhere. Beside it is noted who was erased, and for whom a legal hold
    stands, for a restore of an older one.
    Exit status 1 where a file that is on record could not be found: each is named, and all the rest is in FILE.
    """
    from casework.records import apart
    from casework.records.backup import check, take
    from web.database import database as opened

    taken = take(opened(), opened().files, file)
    check(opened().keyring, file)
    with opened().reading() as session:
        for notes in apart.EVERY:
            notes.write_beside(session, file)
    click.echo(f"{taken.rows} rows and {taken.files} files are in {file}, and could be read back.")
    for name in taken.lost:
        click.echo(f"The file {name} is on record and not in the file store: take it from an older backup.", err=True)
    if taken.lost:
        raise SystemExit(FAULTY)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rehearse", is_flag=True, help="Restore beside the portal, check, and throw it away again.")
@click.option("--hold", is_flag=True, help="Keep emails and texts that waited from going out; see `held list`.")
@with_appcontext
@plainly
def restore(file: Path, rehearse: bool, hold: bool) -> None:
    """Fill an empty database from FILE, on SQLite or PostgreSQL, and check the record of every act.

    Whoever was erased since FILE was written is erased again, and legal holds stand as they stood.
    """
    from casework.records.backup import rehearse as fill_beside
    from casework.records.backup import restore as fill
    from casework.records.database import migrate
    from web.database import database as opened
    from web.settings import settings

    if rehearse:
        faults = fill_beside(opened(), file)
    else:
        migrate(settings().database_url)
        faults = fill(opened(), opened().files, file, lambda session: _since(session, file, hold=hold))
    _tell(faults, None)


def _since(session: Session, file: Path, *, hold: bool) -> None:
    """What came after the backup, as far as it is known, and is no part of it."""
    from casework.actions import restoring
    from casework.actions.work import SYSTEM, Work
    from casework.records.apart import ERASED, EVERY, HOLDS
    from web.database import pack
    from web.settings import settings

    work = Work(session, SYSTEM, pack(), site=settings().base_url)
    holds = restoring.hold_again(work, HOLDS.noted(session) | HOLDS.beside(session, file))
    again, left = restoring.erase_again(work, ERASED.noted(session) | ERASED.beside(session, file))
    for notes in EVERY:
        notes.note_all(session)
    for says, refs in (
        ("Held again, as they were after this backup: {}.", holds.placed),
        ("Lifted again, as they were after this backup: {}.", holds.lifted),
        ("Not held, since this backup does not know for whom: {}. See to them by hand.", holds.nobodys),
        ("Erased again, as they were after this backup: {}.", again),
        ("Not erased, since they are part of another record here: {}. See to them by hand.", left),
    ):
        if refs:
            click.echo(says.format(", ".join(refs)))
    waiting = restoring.hold_back(work) if hold else 0
    if waiting:
        click.echo(f"{waiting} emails, texts and files are held back: `held list` shows them.")


def _tell(faults: Sequence[Fault], number: int | None) -> None:
    for fault in faults:
        click.echo(f"event {fault.number}: {fault.says}")
    if faults:
        raise SystemExit(FAULTY)
    click.echo(
        "Every event is as it was written." if number is None else f"All {number} events are as they were written."
    )
