"""Letterheads as an administrator brings them: on the page, and by a command."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path

from letters.letterheads.build import WORD
from tests.unit.letters.test_letterheads import LOGO, SETTINGS, says, word
from tests.web.inspect import inspect
from tests.web.office import Office

HOME = "/staff/administration/letterheads"


def sent(word_file: bytes, settings: str = SETTINGS) -> dict[str, tuple[BytesIO, str]]:
    return {
        "word": (BytesIO(word_file), "ours.docx"),
        "settings": (BytesIO(settings.encode()), "ours.toml"),
        "logo": (BytesIO(LOGO), "logo.svg"),
    }


def test_a_letterhead_is_brought_tried_and_used(office: Office) -> None:
    at = office.done("administrator", f"{HOME}/new", sent(word()))
    assert "Nothing is wrong with it" in office.get("auditor", at).main
    page = office.browser("administrator").get(f"{at}/sample/html/en").data.decode()
    assert "--accent: #7a1f2b" in page
    office.force("administrator", f"{at}/use", {})
    assert "In use" in office.get("administrator", at).main
    office.force("administrator", f"{at}/end", {})
    assert "Not used any more" in office.get("administrator", HOME).main


def test_what_is_wrong_stands_beside_its_file(office: Office) -> None:
    faulty = word(lambda document: says(document, "{{ slogan }}"))
    page = inspect(office.post("administrator", f"{HOME}/new", sent(faulty, '[colours]\naccent = "#ffff00"')))
    assert "Nobody knows these tags. Take them out, or put them right: slogan" in page.main
    assert "The accent colour is too pale" in page.main
    assert "Letters are written on the letterhead of Open Door" in office.get("administrator", HOME).main


def test_a_new_letterhead_begins_from_what_there_is(office: Office) -> None:
    browser = office.browser("administrator")
    assert browser.get(f"{HOME}/start/letterhead.docx").data == WORD.read_bytes()
    begun = tomllib.loads(browser.get(f"{HOME}/start/letterhead.toml").data.decode())
    assert begun["colours"]["accent"] == office.town.pack.accent


def test_a_folder_is_begun_checked_and_used_by_commands(office: Office, tmp_path: Path) -> None:
    run = office.app.test_cli_runner()
    folder = tmp_path / "head"
    assert run.invoke(args=["letterhead", "start", str(folder)]).exit_code == 0
    assert run.invoke(args=["letterhead", "check", str(folder)]).output == "This letterhead is fit for use.\n"
    first, second = (run.invoke(args=["letterhead", "use", str(folder)]).output for _twice in range(2))
    assert first == second
    assert first.startswith("Letters are written on H-")
    (folder / "letterhead.docx").write_bytes(word(lambda document: says(document, "{{ slogan }}")))
    for command in ("check", "use"):
        refused = run.invoke(args=["letterhead", command, str(folder)])
        assert (refused.exit_code, "slogan" in refused.output) == (2, True)
    assert run.invoke(args=["letterhead", "check", str(tmp_path / "nowhere")]).exit_code == 2
