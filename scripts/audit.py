"""Asks whether a known fault is in one of the libraries that are installed here: `make audit`.

pip-audit, in an environment of its own, asks the package index for advisories. Exit status 1 where a fault is known. A
library about which nobody could be asked (no network, an index without advisories) is counted as skipped: unknown, not
free of faults.
"""

import json
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

from scripts.tools import PATIENCE, program

TOOL = "pip-audit==2.10.1"


def installed() -> list[str]:
    """The libraries of this environment as pip writes them: "Flask==3.1.3"."""
    return sorted(f"{one.name}=={one.version}" for one in metadata.distributions())


def asked(auditor: Path, libraries: list[str]) -> list[dict[str, Any]]:
    """What pip-audit says of each; nothing where no answer came."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(libraries))
        listed.flush()
        words: list[str | Path] = [
            auditor,
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


def all_asked(auditor: Path) -> list[dict[str, Any]]:
    """The same of all that is installed; where the index knows no advisories of the first, it is asked no further."""
    libraries = installed()
    first = asked(auditor, libraries[:1])
    return asked(auditor, libraries) if any("vulns" in one for one in first) else []


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
        auditor = program(TOOL, "pip-audit")
        libraries = all_asked(auditor) if auditor else []
    except (OSError, subprocess.SubprocessError):
        libraries = []
    faults, summary = told(libraries)
    lines = [*faults, summary if libraries else f"{len(installed())} libraries skipped: nobody could be asked."]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
