"""What stands in deploy/ and in the guide for operators is there in the code, under the same name."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from web.commands import COMMANDS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
GUIDE = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
WRITTEN = {
    path.name: path.read_text(encoding="utf-8") for path in (*DEPLOY.glob("*.*"), DEPLOY / "Containerfile", *UNITS)
}
# Read by others than us: PostgreSQL's image, Python, the unit that takes backups, and whoever builds the image.
NOT_OURS = {
    "POSTGRES_USER",
    "POSTGRES_DB",
    "POSTGRES_PASSWORD",
    "PYTHONDONTWRITEBYTECODE",
    "PATH",
    "BACKUP_DAYS",
    "EXTRAS",
}


def test_every_setting_that_is_given_is_read_and_is_in_the_readme() -> None:
    code = "".join(
        (ROOT / name).read_text() for name in ("gunicorn.conf.py", "web/settings.py", "web/logs.py", "web/metrics.py")
    )
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    given = {
        name for text in WRITTEN.values() for name in re.findall(r"(?m)(?:^|[ =])([A-Z][A-Z_]{3,})[=:](?!=)", text)
    }
    given -= {"CMD", "USER"}
    assert {"DATABASE_URL", "LOG_FORMAT", "WORKER_THREAD"} <= given
    assert [name for name in given - NOT_OURS if not re.search(f"[\"']{name}[\"']", code)] == []
    assert [
        name for name in given - NOT_OURS - {"HOST", "PORT", "WORKER_THREAD", "DEMO"} if f"`{name}" not in readme
    ] == []


def test_every_command_that_is_named_is_there() -> None:
    known = {command.name for command in COMMANDS}
    told = "\n".join((*WRITTEN.values(), GUIDE))
    named = set(re.findall(r"flask --app wsgi ([a-z]+)", told)) | set(
        re.findall(r"\[flask, --app, wsgi, ([a-z]+)", told)
    )
    assert {"backup", "work", "database", "restore"} <= named
    assert named <= known


def test_every_alarm_asks_for_a_number_that_is_counted_and_is_in_the_guide() -> None:
    alarms = WRITTEN["alarms.yaml"]
    counted = set(re.findall(r'"(open_door_\w+)"', (ROOT / "web/metrics.py").read_text(encoding="utf-8")))
    asked = {re.sub("_(total|bucket)$", "", name) for name in re.findall(r"open_door_\w+", alarms)}
    assert asked
    assert asked <= counted
    for alarm in re.findall(r"alert: (\w+)", alarms):
        assert alarm in GUIDE, alarm


def test_every_process_has_longer_to_stop_than_its_requests_have() -> None:
    graceful = int(re.findall(r"graceful_timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text())[0])
    stops = re.findall(r"(?:TimeoutStopSec=|stop_grace_period: )(\d+)", "\n".join(WRITTEN.values()))
    assert len(stops) == 4
    assert all(int(stop) > graceful for stop in stops)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    for unit in UNITS:
        text = re.sub(r"/opt/open-door/\.venv/bin/\w+", "/bin/true", unit.read_text(encoding="utf-8"))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    asked = ["systemd-analyze", "verify", "--man=no", *units]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_command_has_the_settings_of_the_services_whatever_signs_are_in_them(tmp_path: Path) -> None:
    """systemd reads the file without a shell, and so must whoever types a command."""
    roles = "Housing Officers=officer; IT & more=$administrator `x`"
    (tmp_path / "settings").write_text(f"# a secret\n\nOIDC_ROLES={roles}\nDATA_DIR=/srv/data", encoding="utf-8")
    asked = tmp_path / "setpriv"
    asked.write_text('#!/bin/sh\nprintf "%s\\n" "$OIDC_ROLES" "$DATA_DIR" "$PWD" "$*"\n', encoding="utf-8")
    asked.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "OPEN_DOOR_SETTINGS": str(tmp_path / "settings")}
    ran = subprocess.run(
        [DEPLOY / "open-door", "staff", "add", "--name", "A B"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    said = ran.stdout.splitlines()
    assert said[:3] == [roles, "/srv/data", str(ROOT)]
    assert said[3].startswith("--reuid open-door")
    assert said[3].endswith(".venv/bin/flask --app wsgi staff add --name A B")
