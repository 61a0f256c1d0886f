"""Films in British Sign Language, which a landlord lays beside the portal's data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.inspect import inspect
from tests.web.office import Office, open_office, settings_of
from wsgi import create_app

NO_REAL_FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(100)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    films = tmp_path / "films"
    films.mkdir()
    for name in ("help.mp4", "arrangements.mp4", "letter-decision.mp4"):
        (films / name).write_bytes(NO_REAL_FILM)
    (films / "help.vtt").write_text("WEBVTT\n")
    (films / "notes.txt").write_text("Filmed on Tuesday.")
    with open_office(database_url, tmp_path) as made:
        yield made


def film_on(office: Office, who: str, path: str) -> list[str]:
    return [film.get("src", "") for film in office.get(who, path).all("source")]


def test_a_page_shows_the_film_that_is_made_for_it_and_no_other_does(office: Office) -> None:
    assert film_on(office, "resident", "/help") == ["/films/help.mp4"]
    assert film_on(office, "resident", "/arrangements") == ["/films/arrangements.mp4"]
    assert film_on(office, "resident", "/privacy") == []
    [captions] = office.get("resident", "/help").all("track")
    assert captions.get("src") == "/films/help.vtt"


def test_a_letter_comes_with_the_film_for_its_kind(office: Office) -> None:
    office.town.decided()
    [letter] = [href for href in office.get("resident", "/letters").links.values() if href.startswith("/letters/")]
    assert film_on(office, "resident", letter) == ["/films/letter-decision.mp4"]


def test_a_film_can_be_asked_for_in_parts_by_everybody(office: Office) -> None:
    with office.app.test_client().get("/films/help.mp4", headers={"Range": "bytes=4-7"}) as answer:
        assert (answer.status_code, answer.data, answer.mimetype) == (206, b"ftyp", "video/mp4")


@pytest.mark.parametrize("name", ["notes.txt", "none.mp4", "../keys.mp4", "%2e%2e/files"])
def test_nothing_else_of_that_folder_is_shown(office: Office, name: str) -> None:
    inspect(office.browser("resident").get(f"/films/{name}"), status=404)


def test_the_accessibility_page_says_that_there_are_no_films_only_while_there_are_none(
    office: Office, tmp_path: Path
) -> None:
    said = "There are no films in British Sign Language yet."
    assert said not in office.get("resident", "/accessibility").main
    bare = create_app(settings_of("sqlite://", tmp_path / "bare", "octavia"))
    assert said in inspect(bare.test_client().get("/accessibility")).main
