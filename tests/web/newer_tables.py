"""A plugin for the tests of an earlier Open Door: they run as they were, on the tables that NEWER_CHECKOUT makes."""

import os
import subprocess
import sys

from casework.records import database

MAKE = "import sys; from casework.records.database import migrate; migrate(sys.argv[1])"


def migrate(url: str) -> None:
    """What the earlier code would do, done by the newer one."""
    newer = os.environ["NEWER_CHECKOUT"]
    subprocess.run([sys.executable, "-c", MAKE, url], cwd=newer, env={**os.environ, "PYTHONPATH": newer}, check=True)


database.migrate = migrate
