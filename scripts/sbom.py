"""Writes the bill of materials (SBOM, CycloneDX 1.6) of what is installed here: `make sbom`, into var/sbom.json.

Every Python library with its version and licence, and the one package whose styles we build in. Two runs in one
environment write the same file, so that a difference is a difference of libraries.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.tools import PATIENCE, VAR, program
from web import assets

TOOL = "cyclonedx-bom==7.5.0"
FILE = VAR / "sbom.json"


def written() -> dict[str, Any] | None:
    """The bill of the libraries of this environment; None where the program that writes it cannot be had."""
    writer = program(TOOL, "cyclonedx-py")
    if writer is None:
        return None
    words: list[str | Path] = [writer, "environment", "--output-reproducible"]
    words += ["--pyproject", VAR.parent / "pyproject.toml", sys.executable]
    ran = subprocess.run(words, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
    bill: dict[str, Any] = json.loads(ran.stdout)
    return bill


def with_styles(bill: dict[str, Any]) -> dict[str, Any]:
    """The bill with the package that npm brings."""
    name, version = assets.PACKAGE, assets.VERSION
    kind, _, digest = assets.INTEGRITY.partition("-")
    styles = {
        "bom-ref": f"{name}=={version}",
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:npm/{name}@{version}",
        "licenses": [{"license": {"id": "MIT", "acknowledgement": "declared"}}],
        "hashes": [{"alg": kind.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}],
    }
    return {**bill, "components": [*bill["components"], styles]}


def main() -> int:
    try:
        bill = written()
    except (OSError, subprocess.SubprocessError, ValueError):
        bill = None
    if bill is None:
        sys.stderr.write("No bill of materials: its program could not be installed or did not run.\n")
        return 1
    whole = with_styles(bill)
    FILE.write_text(json.dumps(whole, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(whole['components'])} components: {FILE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
