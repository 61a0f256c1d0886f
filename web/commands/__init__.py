"""Commands of `flask --app wsgi`. Each group loads what it needs only when one of its commands runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from web.commands import batch  # noqa: F401  one of the commands of letters
from web.commands.database import backup, database, events, restore
from web.commands.demo import demo
from web.commands.files import files
from web.commands.held import held
from web.commands.keys import keys
from web.commands.letters import letters
from web.commands.policy import policy
from web.commands.staff import staff
from web.commands.static import static
from web.commands.work import work

COMMANDS = (backup, database, demo, events, files, held, keys, letters, policy, restore, staff, static, work)


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)


# Options of `flask` itself that are followed by a value.
TAKES_A_VALUE = frozenset({"-A", "--app", "-e", "--env-file"})


def asks_only_the_rules(arguments: Sequence[str]) -> bool:
    """True where this process was started as `flask … policy …`: that needs no database, no settings and no pages."""
    program = Path(arguments[0]) if arguments else Path()
    if program.stem != "flask" and program.parent.name != "flask":
        return False
    words = iter(arguments[1:])
    for word in words:
        if word in TAKES_A_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word == policy.name
    return False


def rules_alone() -> Flask:
    """An application with nothing but the policy commands, so that they answer at once and whatever the settings."""
    app = Flask("open-door", static_folder=None, template_folder=None)
    app.cli.add_command(policy)
    return app
