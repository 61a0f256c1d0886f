"""Commands of `flask --app wsgi`. Each group loads what it needs only when one of its commands runs."""

from __future__ import annotations

from flask import Flask

from web.commands.policy import policy


def add_commands(app: Flask) -> None:
    """Give the application its commands about policies."""
    app.cli.add_command(policy)
