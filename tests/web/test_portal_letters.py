"""A resident's letters: read as a page and saved in every format, by those whom they are for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import letters
from casework.actions.erasure import erase_customer
from casework.actions.worker import Worker
from casework.records.asked import AskedCopy
from casework.records.letters import Delivery, Letter
from casework.records.signin import LetterCode
from tests.web.inspect import inspect
from tests.web.office import Office, settings_of

STARTS = {
    **{"docx": b"PK", "pdf": b"%PDF-", "large_print": b"%PDF-", "html": b"<!DOCTYPE html>", "text": b""},
    **{"braille": b",", "audio": b"ID3", "easy_read": b"%PDF-"},
}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    made = Office(settings_of(database_url, tmp_path, "one-vision-housing"))
    for who in ("resident", "neighbour", "advocate"):
        made.browser(who).set_cookie("language", "en")
    made.town.decided()
    yield made
    made.app.extensions["database"].engine.dispose()


def letter_of(office: Office, reader: str) -> str:
    """The reference of the letter that was made for the resident, or of the advocate's own copy."""
    with office.app.extensions["database"].reading() as session:
        return session.scalars(select(Letter.ref).join(Delivery).where(Delivery.reader == reader)).first() or ""


def test_a_letter_is_listed_and_read_in_the_language_in_which_it_was_sent(office: Office) -> None:
    ref = letter_of(office, "customer")
    listed = office.get("resident", "/letters")
    assert f"/letters/{ref}" in listed.links.values()
    page = office.get("resident", f"/letters/{ref}")
    articles = list(page.all("article"))
    assert [(one.get("lang"), one.get("dir")) for one in articles] == [("ar", "rtl"), ("en", "ltr")]
    assert "43 times in three days" in page.main


@pytest.mark.parametrize("made_as", [code for code in letters.offered("decision", "ar") if code != "audio"])
def test_a_letter_is_saved_in_every_format(office: Office, made_as: str) -> None:
    ref = letter_of(office, "customer")
    answer = office.browser("resident").get(f"/letters/{ref}/{made_as}")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS.get(made_as, b""))
    assert len(answer.data) > 1000
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename={ref}.")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_letter_opens_at_once_in_a_language_in_which_it_was_never_sent(office: Office) -> None:
    ref = letter_of(office, "customer")
    page = office.get("resident", f"/letters/{ref}")
    assert "In another format or language" in page.main
    chosen = office.browser("resident").get(f"/letters/{ref}/copy?format=text&language=cy")
    made = office.browser("resident").get(chosen.location)
    said = made.get_data(as_text=True)
    assert "Ffôn" in said
    assert "43 times in three days" in said  # what staff wrote, as they wrote it
    assert delivered(office, ref) == delivered(office, ref, "ar")
    office.get("neighbour", chosen.location, status=404)


def delivered(office: Office, ref: str, language: str | None = None) -> int:
    """How many copies of a letter are on their way."""
    with office.app.extensions["database"].reading() as session:
        copies = session.scalars(select(Delivery).join(Letter).where(Letter.ref == ref)).all()
        return len([one for one in copies if language in (None, one.letter.language)])


def test_a_reference_stands_whole_beside_words_from_right_to_left(office: Office) -> None:
    ref = letter_of(office, "customer")
    office.browser("resident").set_cookie("language", "ar")
    said = [one for one in office.get("resident", "/letters").all("bdi") if one.text == ref]
    assert [(one.get("dir"), "od-reference" in one.get("class", "")) for one in said] == [("ltr", True)]


def test_a_file_says_once_in_which_signs_it_is_written(office: Office) -> None:
    ref = letter_of(office, "customer")
    for who, path in (("resident", f"/letters/{ref}/html"), ("officer", f"/staff/letters/{ref}/file/text/en")):
        assert office.browser(who).get(path).content_type.count("charset") == 1, path


def test_sound_is_made_once_while_its_reader_goes_on(office: Office) -> None:
    ref = letter_of(office, "customer")
    path, before = f"/letters/{ref}/audio?language=en", delivered(office, ref)
    page = office.get("resident", path)
    assert "It takes a minute" in page.main
    for _ in range(2):
        assert office.browser("resident").post(path, data=page.form_data()).location == path
    assert "It is being made" in office.get("resident", path).main
    assert "It takes a minute" in office.get("advocate", path_of(office)).main
    worker = Worker(office.town.database, office.town.pack, "http://127.0.0.1:8000", {})
    worker.run_once()
    made = office.browser("resident").get(path)
    assert made.mimetype == "audio/mpeg"
    with office.app.extensions["database"].reading() as session:
        [copy] = session.scalars(select(AskedCopy)).all()
        assert copy.words_sha256
    assert delivered(office, ref) == before
    Worker(office.town.database, office.town.pack, "", {}, clock=lambda: copy.asked_at + timedelta(days=8)).tidy()
    assert "It takes a minute" in office.get("resident", path).main


def path_of(office: Office) -> str:
    """The sound of the advocate's own copy."""
    return f"/clients/{office.town.ref('resident')}/letters/{letter_of(office, 'advocate')}/audio?language=en"


def test_a_format_that_there_is_not_in_a_language_says_so_and_names_the_others(office: Office) -> None:
    page = office.get("resident", f"/letters/{letter_of(office, 'customer')}/audio?language=so")
    assert "We cannot make this letter in this format and language" in page.main
    assert "Word document" in page.main


def test_a_copy_that_was_asked_for_goes_with_an_erasure(office: Office) -> None:
    path = f"/letters/{letter_of(office, 'customer')}/audio?language=en"
    office.browser("resident").post(path, data=office.get("resident", path).form_data())
    office.town.act("system", erase_customer, office.town.ref("resident"))
    with office.app.extensions["database"].reading() as session:
        assert session.scalars(select(AskedCopy)).all() == []


def test_a_format_that_there_is_not_is_not_found(office: Office) -> None:
    office.get("resident", f"/letters/{letter_of(office, 'customer')}/exe", status=404)


def test_a_letter_is_not_found_by_anybody_else(office: Office) -> None:
    ref, base = letter_of(office, "customer"), f"/clients/{office.town.ref('resident')}"
    for path in (f"/letters/{ref}", f"/letters/{ref}/pdf"):
        office.get("neighbour", path, status=404)
        office.get("advocate", f"{base}{path}", status=404)


def test_an_advocate_reads_a_copy_of_their_own_without_the_access_code(office: Office) -> None:
    ref = letter_of(office, "advocate")
    base = f"/clients/{office.town.ref('resident')}"
    page = office.get("advocate", f"{base}/letters/{ref}")
    assert "43 times in three days" in page.main
    assert not page.of_class("letter-code")
    assert office.get("resident", f"/letters/{letter_of(office, 'customer')}").of_class("letter-code")
    with office.app.extensions["database"].reading() as session:
        assert ref not in session.scalars(select(Letter.ref).join(LetterCode, LetterCode.letter_id == Letter.id))
    inspect(office.browser("resident").get(f"/letters/{ref}"), status=404)


def test_who_reads_another_language_asks_for_the_words_of_staff_once(office: Office) -> None:
    path = f"/letters/{letter_of(office, 'customer')}"
    form = office.get("resident", path).form_data()
    for _ in range(2):
        assert office.browser("resident").post(f"{path}/translation", data=form).location == path
    assert "You asked us to translate what our staff wrote" in office.get("resident", path).main
    whose = {"csrf_token": office.get("neighbour", "/changes/new").form_data()["csrf_token"]}
    assert office.browser("neighbour").post(f"{path}/translation", data=whose).status_code == 404
