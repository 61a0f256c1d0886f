"""`flask --app wsgi files`: evidence and finished letters where they lie."""

from __future__ import annotations

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
@plainly
def move() -> None:
    """Copy all files on record from DATA_DIR to the bucket of FILES_URL. Once more, it copies what came in between.

    Nothing is removed from the folder.
    """
    from casework.records import erased, stored
    from casework.records.stores import FolderStore
    from web.database import database
    from web.settings import settings

    if not settings().bucket:
        raise click.ClickException("FILES_URL must be given: the bucket to which the files go")
    with database().snapshot() as session:
        done = stored.copy(session, FolderStore(settings().files), database().files)
        erased.note_all(session)
    click.echo(f"{done} files were copied, and read back.")
