"""`flask --app wsgi keys`: another data key in place of the one that is used."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from web.commands.plainly import plainly

if TYPE_CHECKING:
    from casework.actions.rotating import Left

LEFT = 1

keys = AppGroup("keys", help="The data key, and what hangs from it.")


@keys.command()
@plainly
def rotate() -> None:
    """Make everything hang from DATA_KEY, so that those of DATA_KEY_OTHERS may go; seal words that lie in plain.

    The portal runs on meanwhile. Killed half-way, it is begun again. Exit status 1 where something is left.
    """
    from casework.actions import rotating
    from web.database import database
    from web.settings import settings

    if not settings().seals_columns:
        raise click.ClickException("SEAL_COLUMNS is no: take it away once no process of the release before runs")
    _tell(rotating.rotate(database(), datetime.now(UTC)))


@keys.command()
@plainly
def check() -> None:
    """Say whether anything hangs from an older key still, or lies in plain. Exit status 1 where something does."""
    from casework.actions import rotating
    from web.database import database

    _tell(rotating.left(database()))


def _tell(left: Left) -> None:
    if left.keys or left.rows:
        click.echo(f"{left.keys} keys and {left.rows} rows with words still hang from an older key, or are in plain.")
        click.echo("Run `keys rotate`, once every process has been started with the new DATA_KEY.")
        raise SystemExit(LEFT)
    click.echo("Everything hangs from DATA_KEY. Those of DATA_KEY_OTHERS may go once no process writes with them;")
    click.echo("keep them apart until the last backup from before today is deleted: it is read with them.")
