"""Makes the database ready for the server, in one process: the tables of today, and the demo's people if asked for.

`serve.py` runs this first. A setting or a policy that cannot be used ends it with one line and status 2.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from click import ClickException
from flask import Flask
from flask.cli import ScriptInfo

from casework.rules.pack import PackError
from web.settings import SettingsError
from wsgi import create_app


def run(app: Flask, *words: str) -> None:
    """One of our own commands; raises click's exceptions, which say what is wrong."""
    app.cli.main([*words], prog_name="flask --app wsgi", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


def main() -> int:
    try:
        app = create_app()
        run(app, "database", "upgrade")
        if app.extensions["settings"].demo:
            run(app, "demo", "load")
    except (SettingsError, PackError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except ClickException as error:
        error.show()
        return error.exit_code
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
