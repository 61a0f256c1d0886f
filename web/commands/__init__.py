"""Commands of `flask --app wsgi`. Each group loads what it needs only when one of its commands runs."""

from __future__ import annotations

from flask import Flask

from web.commands.database import backup, database, events, restore
from web.commands.demo import demo
from web.commands.letters import letters
from web.commands.policy import policy
from web.commands.staff import staff
from web.commands.work import work

COMMANDS = (backup, database, demo, events, letters, policy, restore, staff, work)


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
