"""`flask --app wsgi demo …`: invented people and cases, to try everything with."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

demo = AppGroup("demo", help="Invented people and their cases (an empty database only).")


@demo.command()
def load() -> None:
    """Fill an empty database with the people of the demo and a case at every stage; does nothing the second time."""
    from web.database import database, pack
    from web.demo import stories
    from web.settings import settings

    if settings().production:
        raise click.ClickException("This portal is in use. Nobody invented comes here; DEMO=yes makes it a demo.")
    loaded = stories.load(database(), pack(), datetime.now(UTC), settings().base_url)
    click.echo("The demo's people are here." if loaded else "There is data already; nothing was loaded.")


@demo.command()
@click.argument("key")
def link(key: str) -> None:
    """Print an address that signs in once, within the hour, as the person called KEY."""
    from web.database import database
    from web.demo.pages import make_link
    from web.settings import settings

    try:
        click.echo(make_link(database(), key, settings().base_url))
    except KeyError:
        raise click.UsageError(f"there is no {key!r} in the demo") from None
