"""A landlord's demo on SQLite, made once in a run, to be copied: loading its stories takes ten seconds, its letters
fifteen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from tests.databases import Databases
from web.settings import read
from wsgi import create_app

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "open-door.sqlite"


def loaded(databases: Databases, landlord: str) -> Path:
    """A folder with its people and stories: the database, and the keys that were made for it."""
    made = databases.room / f"loaded-{Path(landlord).stem}"
    with databases.alone(made.name):
        if not made.exists():
            draft = databases.room / f"loading-{Path(landlord).stem}"
            draft.mkdir()
            Path(databases.new("sqlite").removeprefix("sqlite:///")).rename(draft / DATABASE)
            app = create_app(read(environment(landlord, sqlite_in(draft), draft)))
            told(app, "demo", "load")
            app.extensions["database"].engine.dispose()
            draft.rename(made)
    return made


def stocked(databases: Databases, landlord: str) -> Path:
    """The same with every letter made."""
    made = databases.room / f"demo-{Path(landlord).stem}"
    before = loaded(databases, landlord)
    with databases.alone(made.name):
        if not made.exists():
            draft = Path(shutil.copytree(before, databases.room / f"draft-{Path(landlord).stem}"))
            settings = environment(landlord, sqlite_in(draft), draft)
            work = [sys.executable, "-m", "flask", "--app", "wsgi", "work", "--once"]
            subprocess.run(work, env=settings, cwd=ROOT, check=True, capture_output=True)
            draft.rename(made)
    return made


def told(app: Flask, *words: str) -> str:
    """What one of our commands prints, run in this process: one of its own takes four seconds to load."""
    ended = app.test_cli_runner().invoke(args=words)
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def sqlite_in(folder: Path) -> str:
    return f"sqlite:///{folder / DATABASE}"


def environment(landlord: str, database_url: str, data_dir: Path) -> Mapping[str, str]:
    """The settings of a portal with the demo, as the environment of a process."""
    return {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")},
        "LANDLORD": landlord, "DEMO": "yes", "DATABASE_URL": database_url, "DATA_DIR": str(data_dir),
        "ACCESS_LOG": str(data_dir / "access.log"),
    }  # fmt: skip
