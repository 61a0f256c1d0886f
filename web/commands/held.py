"""`flask --app wsgi held`: emails, texts and files that a restore kept from going out (`restore --hold`)."""

from __future__ import annotations

from collections.abc import Callable, Collection

import click
from flask.cli import AppGroup

from web.commands.plainly import plainly

held = AppGroup("held", help="What `restore --hold` kept from going out: it may have gone out before.")
_NUMBERS = click.argument("numbers", type=int, nargs=-1)
_ALL = click.option("--all", "everything", is_flag=True, help="All that is held.")


@held.command("list")
@plainly
def show() -> None:
    """What is held: its number, since when, what it is, and the reference of the customer to whom it goes."""
    from casework.actions.restoring import held_back
    from web.database import reading

    for one in held_back(reading()):
        asked = one.asked_at.isoformat(timespec="minutes")
        click.echo("\t".join((str(one.number), asked, one.channel or "file", one.kind, one.whose or "-")))


@held.command()
@_NUMBERS
@_ALL
@plainly
def send(numbers: tuple[int, ...], everything: bool) -> None:
    """Let these go out."""
    from casework.actions.restoring import let_go

    click.echo(f"{_each(let_go, numbers, everything=everything)} go out from now on.")


@held.command()
@_NUMBERS
@_ALL
@plainly
def drop(numbers: tuple[int, ...], everything: bool) -> None:
    """Never send these: they went out before, after the backup was taken. Letters among them count as sent."""
    from casework.actions.restoring import drop as leave

    click.echo(f"{_each(leave, numbers, everything=everything)} are not sent.")


def _each(do: Callable[..., int], numbers: Collection[int], *, everything: bool) -> int:
    from casework.actions.restoring import held_back
    from web.database import act, reading

    if everything == bool(numbers):
        raise click.UsageError("Give their numbers, or --all.")
    return act(do, [one.number for one in held_back(reading())] if everything else numbers)
