"""`letters render` and `letters list` from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import letters as room
from letters.formats import text
from web.commands.letters import letters

ASKED = {"--kind": "decision", "--language": "pl", "--format": "text"}


def arguments(out: Path, **changed: str) -> list[str]:
    asked = ASKED | {f"--{name}": value for name, value in changed.items()}
    return ["render", *(part for pair in asked.items() for part in pair), "--out", str(out)]


def test_a_sample_letter_is_written(tmp_path: Path) -> None:
    ran = CliRunner().invoke(letters, [*arguments(tmp_path / "letter.txt"), "--sample"])
    assert (ran.exit_code, ran.output) == (0, "")
    assert "Nasza decyzja o tym" in (tmp_path / "letter.txt").read_text(encoding="utf-8")


def test_a_letter_is_written_from_data_in_a_landlords_name(tmp_path: Path) -> None:
    values = room.written(room.KINDS["decision"].sample())
    values["person"]["name"] = "Ala Kowalska"
    (tmp_path / "data.json").write_text(json.dumps(values), encoding="utf-8")
    given = ["--data", str(tmp_path / "data.json"), "--landlord", "octavia"]
    ran = CliRunner().invoke(letters, [*arguments(tmp_path / "letter.txt"), *given])
    assert ran.exit_code == 0
    written = (tmp_path / "letter.txt").read_text(encoding="utf-8")
    assert "Ala Kowalska" in written
    assert written.startswith("Octavia\n")


@pytest.mark.parametrize(
    ("changed", "given", "named"),
    [
        ({"kind": "ban"}, ["--sample"], "ban"),
        ({"language": "xx"}, ["--sample"], "xx"),
        ({"format": "fax"}, ["--sample"], "fax"),
        ({"kind": "sign_in_code", "format": "pdf"}, ["--sample"], "pdf"),
        ({}, ["--sample", "--landlord", "nobody"], "nobody"),
        ({}, ["--data", "/nowhere.json"], "/nowhere.json"),
        ({}, [], "--sample"),
        ({"format": "large_print"}, ["--sample", "--size", "12"], "12"),
        ({"format": "braille"}, ["--sample", "--cells", "3"], "3"),
        ({"language": "so", "format": "audio"}, ["--sample"], "so"),
    ],
)
def test_what_cannot_be_made_is_one_line_and_no_file(
    tmp_path: Path, changed: dict[str, str], given: list[str], named: str
) -> None:
    ran = CliRunner().invoke(letters, [*arguments(tmp_path / "letter", **changed), *given])
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert named in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_list_names_every_kind_with_its_formats() -> None:
    ran = CliRunner().invoke(letters, ["list"])
    rows = {line.split("\t")[0]: line.split("\t")[2].split() for line in ran.output.splitlines()}
    assert rows.keys() == room.KINDS.keys()
    assert rows["decision"] == list(room.FORMATS)


def test_a_file_that_says_other_words_than_its_letter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["prove", "--kind", "warning", "--language", "en", "--format", "text"]
    ran = CliRunner().invoke(letters, asked)
    assert (ran.exit_code, ran.output) == (0, "")
    written = text.text
    monkeypatch.setattr(text, "text", lambda *given: written(*given).replace("October", "November"))
    ran = CliRunner().invoke(letters, asked)
    assert ran.exit_code == 1
    assert "warning\ten\ttext\tfact\twhat_happened\tTuesday 27 October 2026" in ran.output.splitlines()


def test_what_cannot_be_proved_is_one_line() -> None:
    ran = CliRunner().invoke(letters, ["prove", "--format", "fax"])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "fax" in ran.stderr
