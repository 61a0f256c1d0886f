"""What an operator reads where a command fails for a reason that can be foreseen: one line, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

P = ParamSpec("P")
R = TypeVar("R")

_NO_TABLE: Final = "the database lacks a table: `database upgrade` makes those of this version"
# By PostgreSQL's codes for what is wrong, and by what SQLite says, which has none.
_DATABASE: Final = {
    "53100": "the disk of the database is full",
    "database or disk is full": "the disk of the database is full",
    "55P03": "somebody uses a table for too long: look for a program that left a transaction open",
    "database is locked": "somebody else writes to the database for too long",
    "25006": "the database may only be read just now: it is a copy of another, or its disk is full",
    "attempt to write a readonly database": "this account may not write to the database",
    "42P01": _NO_TABLE,
    "no such table": _NO_TABLE,
}
_DISK: Final = (errno.ENOSPC, errno.EDQUOT)


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """A command that ends with one line and status 1 where database, disk, key or tables are not as they must be.

    Anything else is a fault of ours, and says where.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from alembic.util import CommandError
        from sqlalchemy.exc import DBAPIError

        from casework.records.apart import UnreadableNoteError
        from casework.records.backup import BackupError
        from casework.records.keyring import StrangeKeyError

        try:
            return command(*args, **kwargs)
        except DBAPIError as fault:
            says = _of_database(fault)
        except CommandError as fault:
            says = f"the tables cannot be brought up to date: {fault}"
        except StrangeKeyError as fault:
            says = f"DATA_KEY is not the one with which this was encrypted: {fault}"
        except (BackupError, UnreadableNoteError) as fault:
            says = str(fault)
        except OSError as fault:
            full = fault.errno in _DISK
            says = "the disk is full" if full else f"{fault.filename or 'a file'}: {fault.strerror or fault}"
        raise click.ClickException(says) from None

    return run


def _of_database(fault: DBAPIError) -> str:
    """Its own first line names what it refused and no value: those are in the lines after it."""
    first, code = str(fault.orig).partition("\n")[0], getattr(fault.orig, "sqlstate", None)
    for sign, says in _DATABASE.items():
        if sign == code or sign in first:
            return f"{says} ({first})"
    if fault.statement is None:  # it came no further than to the door
        return f"DATABASE_URL names a database that we cannot use: {first}"
    return f"the database refused it: {first}"
