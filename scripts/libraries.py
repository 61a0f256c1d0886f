"""Installs the libraries that pyproject.toml names into the environment that runs this file.

`libraries.py` alone installs what the portal needs; each word after it adds an optional list (`test`, `postgresql`).
A stamp in the environment remembers what was asked for, so a second call only reads three files.
`libraries.py --pin`, in a fresh environment with `test`, writes constraints.txt anew: the versions of all that our
libraries bring with them, so that what installs today installs next year.
"""

import hashlib
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"


def wanted(extras: list[str]) -> list[str]:
    """The requirements, as pip writes them ("Flask==3.1.3"), of the portal and of the optional lists named."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names: list[str] = list(project["dependencies"])
    for extra in extras:
        names += project["optional-dependencies"][extra]
    return names


def pin() -> int:
    """Writes the version of each library here that pyproject.toml does not itself pin."""
    ours = {re.split(r"[\[=]", line)[0].lower() for line in wanted(["test"])} | {"pip", "setuptools", "wheel"}
    here = {found.name: found.version for found in metadata.distributions()}
    lines = [f"{name}=={version}\n" for name, version in sorted(here.items(), key=str) if name.lower() not in ours]
    CONSTRAINTS.write_text("# Written by scripts/libraries.py --pin.\n" + "".join(lines), encoding="utf-8")
    return 0


def main(extras: list[str]) -> int:
    requirements = wanted(extras)
    asked = "\n".join([sys.version, *requirements, CONSTRAINTS.read_text(encoding="utf-8")])
    key = hashlib.sha256(asked.encode()).hexdigest()
    stamp = Path(sys.prefix) / f".libraries-{'-'.join(extras) or 'run'}"
    if stamp.exists() and stamp.read_text() == key:
        return 0
    sys.stderr.write("Installing Python libraries; the first time this takes a minute or two.\n")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--use-pep517",
        "--progress-bar",
        "off",
        "--constraint",
        CONSTRAINTS.name,
    ]
    status = subprocess.run([*pip, *requirements], check=False, cwd=ROOT).returncode  # noqa: S603 (our own list)
    if status == 0:
        stamp.write_text(key)
    else:
        sys.stderr.write("pip could not install the libraries (its reason stands above). Is the network reachable?\n")
    return status


if __name__ == "__main__":
    sys.exit(pin() if sys.argv[1:] == ["--pin"] else main(sys.argv[1:]))
