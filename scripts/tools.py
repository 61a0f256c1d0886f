"""Programs that look at our libraries from an environment of their own, so that they add none of theirs."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent / "var"
PATIENCE = 600  # seconds


def program(requirement: str, name: str) -> Path | None:
    """The program ``name`` of a pinned package ("pip-audit==2.10.1"), installed at the first call; None without it."""
    place = VAR / requirement.replace("==", "-")
    found = place / "bin" / name
    if not found.exists():
        venv.create(place, with_pip=True)
        words: list[str | Path] = [place / "bin" / "python", "-m", "pip", "install", "--quiet", requirement]
        subprocess.run(words, check=False, timeout=PATIENCE)  # noqa: S603
    return found if found.exists() else None
