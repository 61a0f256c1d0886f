"""A deployment's settings: a wrong one stops the start with one line that names it; keys make themselves."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from web.settings import ROOT, SettingsError, read

KEY = "k" * 32


def given(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"LANDLORD": "octavia", "DATA_DIR": str(tmp_path / "data"), **more}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANDLORD", "nobody-homes"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "open-door.sqlite"),
        ("SECRET_KEY", "short"),
        ("DATA_KEY", "short"),
        ("DATA_KEY_OTHERS", f"{KEY} short"),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
        ("DATA_KEY_FILE", "/nowhere/at/all"),
        ("DEMO", "perhaps"),
        ("BASE_URL", "contact.example.org"),
        ("BASE_URL", "ftp://contact.example.org"),
        ("PORT", "eighty"),
        ("PORT", "99999"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "smtp://mail.example.org:abc"),
        ("HOUSING_URL", "housing.example.org"),
        ("MAX_UPLOAD_MB", "0"),
        ("SESSION_MINUTES", "-5"),
        ("CODE_MINUTES", "61"),
        ("PROXIES", "many"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        read(given(tmp_path, **{name: value}))
    assert str(error.value).startswith(name)
    assert "\n" not in str(error.value)


def test_a_notify_key_needs_its_template(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="^NOTIFY_TEMPLATE_ID"):
        read(given(tmp_path, NOTIFY_API_KEY="key"))


def test_a_wrong_setting_stops_a_command_with_status_2_and_one_line(tmp_path: Path) -> None:
    environment = {**os.environ, **given(tmp_path, DEMO="perhaps")}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "events", "verify"]
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == "DEMO is 'perhaps'; it must be yes or no\n"


def test_nothing_but_the_landlord_has_to_be_said(tmp_path: Path) -> None:
    settings = read(given(tmp_path))
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'open-door.sqlite'}"
    assert (settings.demo, settings.https, settings.sends_mail, settings.sends_texts) == (False, False, False, False)
    assert settings.base_url == "http://127.0.0.1:8000"


def test_an_empty_setting_counts_as_not_given(tmp_path: Path) -> None:
    assert read(given(tmp_path, DATABASE_URL="", DEMO="", PORT="8123")).base_url == "http://127.0.0.1:8123"


def test_keys_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    first, again = read(given(tmp_path)), read(given(tmp_path))
    assert (first.secret_key, first.data_key) == (again.secret_key, again.data_key)
    for name in ("secret-key", "data-key"):
        assert stat.S_IMODE((tmp_path / "data" / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["data-key", "secret-key"]


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read(given(tmp_path)).data_key, range(32)))
    assert len(keys) == 1


def test_several_data_keys_are_known_while_one_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "old").write_text(f"{'a' * 32}\n{'b' * 32}\n")
    old = [read(given(tmp_path, DATA_KEY=one * 32)).data_key for one in "ab"]
    now = read(given(tmp_path, DATA_KEY=KEY, DATA_KEY_OTHERS_FILE=str(tmp_path / "old")))
    assert list(now.other_data_keys) == old
    assert now.other_data_keys == read(given(tmp_path, DATA_KEY_OTHERS=f"{'a' * 32}, {'b' * 32}")).other_data_keys


def test_keys_can_come_from_files(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert read(given(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))).secret_key == KEY


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    secret = "s3cret-enough-to-be-taken-as-a-key"
    shown = repr(
        read(
            given(
                tmp_path,
                SECRET_KEY=secret,
                DATA_KEY=secret,
                DATA_KEY_OTHERS=secret,
                SMTP_URL=f"smtp://portal:{secret}@mail.example.org:587",
                DATABASE_URL=f"postgresql://portal:{secret}@localhost/portal",
                NOTIFY_API_KEY=secret,
                NOTIFY_TEMPLATE_ID="t",
            )
        )
    )
    assert secret not in shown
