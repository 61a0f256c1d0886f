"""`flask --app wsgi static …`: the pages for everybody as files, for the day on which nothing else is there."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

CANNOT = 2

static = AppGroup("static", help="The pages for everybody, as files.")


@static.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write every page that needs no database, in every language, into DIR. Needs no database itself."""
    from web.static_copy import ExportError
    from web.static_copy import export as write

    try:
        done = write(current_app, folder)
    except (ExportError, OSError) as fault:
        click.echo(" ".join(str(fault).split()), err=True)
        sys.exit(CANNOT)
    click.echo(f"{done.pages} pages in {done.languages} languages: open {folder / 'index.html'}")
