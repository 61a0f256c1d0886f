"""Commands of `flask --app wsgi`. Each group loads what it needs only when one of its commands runs."""

from __future__ import annotations

from flask import Flask

from web.commands.demo import demo
from web.commands.letters import letters
from web.commands.policy import policy

COMMANDS = (demo, letters, policy)


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
