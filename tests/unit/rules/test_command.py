"""The rules asked from outside: `policy check`, `explain` and `lint`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.unit.rules.examples import CAL, LANDLORDS, OCT, OVH, hearing, imposing, reviewing
from web import commands
from web.commands.policy import policy

HOUSE = Path(__file__).resolve().parents[3]


def run(*words: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(policy, list(words), input=given)


def ask(landlord: str, given: Any) -> Result:
    return run("check", "--landlord", landlord, "-", given=json.dumps(given))


def unreadable(result: Result) -> str:
    """The one line on standard error, where nothing may stand on standard output."""
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("landlord", LANDLORDS)
def test_what_is_allowed_ends_with_status_0(landlord: str) -> None:
    result = ask(landlord, imposing(landlord))
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert said["allowed"] is True
    assert said["due_on"] is None
    assert result.stderr == ""


def test_what_is_not_allowed_ends_with_status_1_and_says_why() -> None:
    deciders = [{"person": "p1", "role": "community_safety_team_leader"}]
    result = ask(OVH, imposing(OVH, deciders=deciders))
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "allowed": False,
        "due_on": None,
        "findings": [
            {
                "code": "quorum_missing",
                "severity": "stop",
                "source": "One Vision Housing 3.2.1",
                "says": "A panel needs two of the four services. Only Community Safety has signed.",
            }
        ],
    }


def test_an_appeal_is_answered_with_its_day() -> None:
    assert json.loads(ask(CAL, hearing(CAL)).stdout)["due_on"] == "2027-01-06"


def test_a_list_is_answered_in_its_order() -> None:
    result = ask(OVH, [imposing(OVH), imposing(OVH, deciders=[]), hearing(OVH), reviewing(OVH)])
    assert result.exit_code == 1
    assert [one["allowed"] for one in json.loads(result.stdout)] == [True, False, True, True]
    assert ask(OVH, [imposing(OVH)]).exit_code == 0
    assert json.loads(ask(OVH, []).stdout) == []


def test_one_unreadable_proposal_makes_the_whole_list_unreadable() -> None:
    line = unreadable(ask(OVH, [imposing(OVH), imposing(OVH, serious="yes")]))
    assert "proposal 2, serious" in line


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("", "FILE"),
        ("{", "FILE"),
        ("null", "the proposal"),
        ('{"act": "impose", "act": "impose"}', "act is given twice"),
        ('{"act": NaN}', "NaN"),
        ("[" * 100_000, "FILE"),
        (b"\xff\xfe", "FILE"),
        ('{"act": "hear_appeal", "a\\nb": 1}', "field"),
        ('{"act": ' + "9" * 5000 + "}", "FILE"),
    ],
)
def test_what_is_not_a_proposal_is_refused_in_one_line(given: str | bytes, named: str) -> None:
    assert named in unreadable(run("check", "--landlord", OCT, "-", given=given))


def test_an_unknown_landlord_and_an_absent_file_are_refused_in_one_line(tmp_path: Path) -> None:
    assert "landlord" in unreadable(run("check", "--landlord", "nobody", "-", given="{}"))
    assert "landlord" in unreadable(run("explain", "--landlord", "nobody"))
    assert "landlord" in unreadable(run("lint", "--landlord", "nobody"))
    assert "FILE" in unreadable(run("check", "--landlord", OCT, str(tmp_path / "absent.json")))
    assert "FILE" in unreadable(run("check", "--landlord", OCT, str(tmp_path)))


def test_a_file_is_read_like_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "proposal.json"
    path.write_text(json.dumps(imposing(OCT)), encoding="utf-8-sig")
    assert run("check", "--landlord", OCT, str(path)).exit_code == 0


def test_every_line_that_explains_a_policy_ends_with_its_source() -> None:
    result = run("explain", "--landlord", OVH)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) > 40
    assert all(line.endswith("]") and ("[One Vision Housing" in line or "[Open Door floor" in line) for line in lines)


def test_lint_can_be_read_by_people_and_by_programs() -> None:
    faults = json.loads(run("lint", "--landlord", OVH, "--json", "--today", "2026-11-23").stdout)
    by_id = {fault["id"]: fault for fault in faults}
    assert by_id["OVH-d"]["law"] == "Complaint Handling Code 5.8"
    assert by_id["OVH-d"]["source"] == "One Vision Housing 3.6.1"
    assert "31 May 2025" in by_id["out_of_date"]["says"]
    assert by_id["silent.appeal.days"]["filled_by"] == "Open Door floor 11"
    assert len(run("lint", "--landlord", OVH).stdout.splitlines()) == len(faults)


def test_asking_the_rules_needs_no_database() -> None:
    """Cold and quick: nothing of the policy commands may load what only pages and letters need."""
    asks = (
        "import sys; from click.testing import CliRunner; from web.commands.policy import policy;"
        "r = CliRunner().invoke(policy, ['explain', '--landlord', 'octavia']); assert r.exit_code == 0, r;"
        "print(sorted({'sqlalchemy', 'typst', 'docxtpl', 'wtforms', 'cryptography'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "[]", result.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["/bin/flask", "--app", "wsgi", "policy", "check", "-"], True),
        (["flask", "-A", "wsgi", "--debug", "policy", "lint"], True),
        (["/lib/flask/__main__.py", "--app=wsgi", "policy"], True),
        (["flask", "--app", "policy", "run"], False),
        (["flask", "--app", "wsgi"], False),
        (["gunicorn", "wsgi:create_app()", "policy"], False),
        ([], False),
    ],
)
def test_only_a_question_about_a_policy_goes_without_the_portal(arguments: list[str], expected: bool) -> None:
    assert commands.asks_only_the_rules(arguments) == expected


def test_the_command_answers_whatever_the_settings_of_the_portal_are() -> None:
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "policy", "check", "--landlord", OVH, "-"]
    settings = os.environ | {"LANDLORD": "nobody", "DATABASE_URL": "nonsense", "PORT": "no number"}
    given = json.dumps(imposing(OVH))
    result = subprocess.run(words, capture_output=True, text=True, check=False, env=settings, input=given, cwd=HOUSE)
    assert (result.returncode, json.loads(result.stdout)["allowed"]) == (0, True)
