"""`flask --app wsgi files`: evidence and finished letters where they lie."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from web.commands.plainly import plainly

files = AppGroup("files", help="Evidence and finished letters, where they lie.")
DAMAGED = 1


@files.command()
@plainly
def verify() -> None:
    """Check that each file on record is there and as it was put there. Exit status 1 where one is not; each is named.

    The name is that under which it lies in `files/` of a backup, the reference that of what it is or belongs to.
    """
    from casework.records.stored import damaged, on_record
    from web.database import database

    with database().snapshot() as session:
        wrong = list(damaged(session))
        count = sum(1 for _ in on_record(session))
    for one in wrong:
        click.echo(f"{one.file.name} ({one.file.ref}): {one.how}")
    if wrong:
        raise SystemExit(DAMAGED)
    click.echo(f"All {count} files are as they were put there.")


@files.command()
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@plainly
def mend(backup: Path) -> None:
    """Put files that are gone or damaged back from BACKUP. Exit status 1 where one is not whole in it either."""
    from casework.records.backup import mend as put_back
    from web.database import database

    done = put_back(database(), backup)
    for name, whole in done.items():
        click.echo(f"{name} was put back." if whole else f"{name} is not whole in this backup: try another.")
    if not all(done.values()):
        raise SystemExit(DAMAGED)
    if not done:
        click.echo("Every file on record is as it was put there.")


@files.command()
@plainly
def move() -> None:
    """Copy all files on record from DATA_DIR to the bucket of FILES_URL. Once more, it copies what came in between.

    Nothing is removed from the folder.
    """
    from casework.records import apart, stored
    from casework.records.stores import FolderStore
    from web.database import database
    from web.settings import settings

    if not settings().bucket:
        raise click.ClickException("FILES_URL must be given: the bucket to which the files go")
    with database().snapshot() as session:
        done = stored.copy(session, FolderStore(settings().files), database().files)
        for notes in apart.EVERY:
            notes.note_all(session)
    click.echo(f"{done} files were copied, and read back.")
