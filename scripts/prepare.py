"""Makes the database ready for the server: the tables of today, and the demo's people if asked for.

With PREPARE=yes, as `serve.py` sets it, the server itself does this between loading the portal and opening its port,
so that the portal is loaded once.
"""

import sys

from click import ClickException
from flask import Flask
from flask.cli import ScriptInfo


def run(app: Flask, *words: str) -> None:
    """One of our own commands; raises click's exceptions, which say what is wrong."""
    app.cli.main([*words], prog_name="flask --app wsgi", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


def prepare(app: Flask) -> None:
    """Ends the process with one line where it cannot be done."""
    try:
        run(app, "database", "upgrade")
        if app.extensions["settings"].demo:
            run(app, "demo", "load")
    except ClickException as error:
        sys.stderr.write(f"{error.format_message()}\n")
        sys.exit(2)
    finally:
        app.extensions["database"].engine.dispose()  # no connection may go along when the server parts into processes
