"""Installs the libraries that pyproject.toml names into the environment that runs this file.

`libraries.py` alone installs what the portal needs; each word after it adds an optional list (`test`,
`postgresql`). A stamp in the environment remembers what was asked for, so a second call only reads two files.
"""

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def wanted(extras: list[str]) -> list[str]:
    """The requirements, as pip writes them ("Flask==3.1.3"), of the portal and of the optional lists named."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names: list[str] = list(project["dependencies"])
    for extra in extras:
        names += project["optional-dependencies"][extra]
    return names


def main(extras: list[str]) -> int:
    requirements = wanted(extras)
    key = hashlib.sha256("\n".join([sys.version, *requirements]).encode()).hexdigest()
    stamp = Path(sys.prefix) / f".libraries-{'-'.join(extras) or 'run'}"
    if stamp.exists() and stamp.read_text() == key:
        return 0
    sys.stderr.write("Installing Python libraries; the first time this takes a minute or two.\n")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--progress-bar", "off"]
    status = subprocess.run([*pip, *requirements], check=False, cwd=ROOT).returncode  # noqa: S603 (our own list)
    if status == 0:
        stamp.write_text(key)
    else:
        sys.stderr.write("pip could not install the libraries (its reason stands above). Is the network reachable?\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
