"""A resident's letters: read as a page and saved in every format, by those whom they are for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

import letters
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


@pytest.mark.parametrize("made_as", letters.FORMATS)
def test_a_letter_is_saved_in_every_format(office: Office, made_as: str) -> None:
    ref = letter_of(office, "customer")
    answer = office.browser("resident").get(f"/letters/{ref}/{made_as}")
    assert answer.status_code == 200
    assert answer.data.startswith(STARTS[made_as])
    assert len(answer.data) > 1000
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename={ref}.")
    assert answer.headers["Cache-Control"] == "no-store"


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
