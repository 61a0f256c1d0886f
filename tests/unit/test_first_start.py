"""`make run` on a machine where something stands in the way says so in one line, before anything is started."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(**settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/serve.py"],
        cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_port_in_use_is_named_with_another_to_try() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = start(PORT=str(port))
    assert told.returncode == 2
    assert told.stdout.startswith(f"Port {port} cannot be used")
    assert "make run" in told.stdout


@pytest.mark.parametrize(
    ("setting", "value"),
    [("PORT", "eighty"), ("PORT", "0"), ("PORT", "70000"), ("LANDLORD", "nobody"), ("DEMO", "perhaps")],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(setting: str, value: str, tmp_path: Path) -> None:
    usable = {"PORT": str(free_port()), "DATA_DIR": str(tmp_path)}
    told = start(**(usable | {setting: value}))
    assert told.returncode == 2
    assert (told.stdout + told.stderr).startswith(f"{setting} is {value!r}; it must be")
    assert (told.stdout + told.stderr).count("\n") == 1


def test_a_database_that_does_not_answer_is_named_in_one_line(tmp_path: Path) -> None:
    nowhere = f"postgresql://nobody:secret@127.0.0.1:{free_port()}/nothing"
    told = start(PORT=str(free_port()), DATA_DIR=str(tmp_path), DATABASE_URL=nowhere)
    assert told.returncode == 2
    assert told.stderr.startswith("DATABASE_URL names a database that we cannot use: ")
    assert told.stderr.count("\n") == 1
    assert "secret" not in told.stderr
