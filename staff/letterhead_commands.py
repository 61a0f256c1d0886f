"""`flask --app wsgi letterhead …`: a letterhead from a folder, proved and put to use without a browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from flask.cli import AppGroup

if TYPE_CHECKING:
    from letters.letterheads.faults import Fault
    from letters.letterheads.proving import Files

CANNOT = 2
letterhead = AppGroup("letterhead", help="The landlord's own letterhead: a Word file, settings, a logo.")
FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))


@letterhead.command()
@FOLDER
def check(folder: Path) -> None:
    """Prove the letterhead in FOLDER: one line for each thing that is wrong, and exit status 2."""
    _stop_at(_faults(_read(folder)))
    click.echo("This letterhead is fit for use.")


@letterhead.command()
@FOLDER
def use(folder: Path) -> None:
    """Prove the letterhead in FOLDER, and write letters on it from now on."""
    from casework.actions import letterheads as actions
    from web.database import act

    files = _read(folder)
    _stop_at(_faults(files))
    click.echo(f"Letters are written on {act(actions.bring_and_use, files)} from now on.")


@letterhead.command()
@FOLDER
def start(folder: Path) -> None:
    """Put into FOLDER what a letterhead begins from: our Word file, and settings that say what there is now."""
    from casework.actions.letters import letterhead_of
    from letters.letterheads.build import WORD
    from letters.letterheads.proving import SETTINGS
    from letters.letterheads.settings import example
    from web.database import pack
    from web.settings import settings

    folder.mkdir(parents=True, exist_ok=True)
    begun = {
        WORD.name: WORD.read_bytes(),
        SETTINGS: example(letterhead_of(pack(), settings().base_url)).encode(),
    }
    there = [name for name in begun if (folder / name).exists()]
    if there:
        _stop(f"There is {' and '.join(there)} in {folder} already.")
    for name, data in begun.items():
        (folder / name).write_bytes(data)
        click.echo(folder / name)


def _faults(files: Files) -> tuple[Fault, ...]:
    from casework.actions.letters import letterhead_of
    from letters.letterheads.proving import prove
    from web.database import pack
    from web.settings import settings

    return prove(files, letterhead_of(pack(), settings().base_url))


def _read(folder: Path) -> Files:
    from letters.letterheads.proving import of_folder

    try:
        return of_folder(folder)
    except (OSError, UnicodeDecodeError) as fault:
        _stop(str(fault))


def _stop_at(faults: tuple[Fault, ...]) -> None:
    from staff.letterhead_words import in_english

    for fault in faults:
        click.echo(in_english(fault), err=True)
    if faults:
        sys.exit(CANNOT)


def _stop(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(CANNOT)
