"""Asks whether a known fault is in one of the libraries that are installed here: `make audit`.

pip-audit, in an environment of its own, asks the package index for advisories. Exit status 1 where a fault is known. A
library about which nobody could be asked (no network, an index without advisories) is counted as skipped: unknown, not
free of faults.
"""

import json
import subprocess
import sys
import tempfile
import venv
from importlib import metadata
from pathlib import Path
from typing import Any

TOOL = "pip-audit==2.10.1"
PLACE = Path(__file__).resolve().parent.parent / "var" / "audit"
PATIENCE = 600  # seconds


def tool() -> Path | None:
    """pip-audit, installed at the first call; None where it cannot be had."""
    found = PLACE / "bin" / "pip-audit"
    if not found.exists():
        venv.create(PLACE, with_pip=True)
        words: list[str | Path] = [PLACE / "bin" / "python", "-m", "pip", "install", "--quiet", TOOL]
        subprocess.run(words, check=False, timeout=PATIENCE)  # noqa: S603
    return found if found.exists() else None


def installed() -> list[str]:
    """The libraries of this environment as pip writes them: "Flask==3.1.3"."""
    return sorted(f"{one.name}=={one.version}" for one in metadata.distributions())


def asked(program: Path, libraries: list[str]) -> list[dict[str, Any]]:
    """What pip-audit says of each; nothing where no answer came."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(libraries))
        listed.flush()
        words: list[str | Path] = [
            program,
            "--disable-pip",
            "--no-deps",
            "-f",
            "json",
            "--progress-spinner",
            "off",
            "-r",
            listed.name,
        ]
        ran = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    try:
        found: list[dict[str, Any]] = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []
    return found


def all_asked(program: Path) -> list[dict[str, Any]]:
    """The same of all that is installed; where the index knows no advisories of the first, it is asked no further."""
    libraries = installed()
    first = asked(program, libraries[:1])
    return asked(program, libraries) if any("vulns" in one for one in first) else []


def told(libraries: list[dict[str, Any]]) -> tuple[list[str], str]:
    """The faults, one a line, and the sum of it. ``libraries``: as pip-audit writes them."""
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for one in libraries
        for fault in one.get("vulns", ())
    ]
    known = sum("vulns" in one for one in libraries)
    return faults, f"{known} libraries audited, {len(faults)} known faults, {len(libraries) - known} skipped"


def main() -> int:
    try:
        program = tool()
        libraries = all_asked(program) if program else []
    except (OSError, subprocess.SubprocessError):
        libraries = []
    faults, summary = told(libraries)
    lines = [*faults, summary if libraries else f"{len(installed())} libraries skipped: nobody could be asked."]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
