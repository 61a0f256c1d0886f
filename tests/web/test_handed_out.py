"""What staff make for somebody is in the language of whoever reads it, whichever language staff read themselves."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pypdfium2
from sqlalchemy import select

from casework.actions.worker import Worker
from casework.records.bundles import Bundle
from casework.records.people import Customer
from casework.rules.calendar import day_of
from letters import words
from tests.web.office import Office

MANAGER = "decider"
LINE = 4  # points between signs of one line


def pages_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def today_in(language: str) -> str:
    return words.date(day_of(datetime.now(UTC)), language)


def bundle_of(office: Office) -> zipfile.ZipFile:
    with office.town.database.reading() as session:
        ref = session.scalars(select(Bundle.ref)).one()
    return zipfile.ZipFile(io.BytesIO(office.force(MANAGER, f"/staff/bundles/{ref}/take", {}).data))


def test_the_ombudsmans_bundle_is_in_english_though_staff_read_arabic(office: Office) -> None:
    office.town.decided()
    office.browser(MANAGER).set_cookie("language", "ar")
    office.done(MANAGER, "/staff/bundles/new", {"kind": "ombudsman", "about": office.town.ref("resident")})
    [first, *_] = pages_of(bundle_of(office).read("index.pdf"))
    assert f"Made on {today_in('en')}" in first
    assert "Contents" in first
    assert office.get(MANAGER, "/staff/bundles").language == "ar"


def test_the_customers_own_pack_is_in_their_language_though_staff_read_another(office: Office) -> None:
    with office.town.database.writing() as session:
        session.get_one(Customer, office.town.known["resident"].id).language = "pa"
    office.done(MANAGER, f"/staff/bundles/customers/{office.town.ref('resident')}", {"read": "y"})
    page = bundle_of(office).read("index.html").decode()
    assert '<html lang="pa"' in page
    assert today_in("pa") in page


def test_the_sheets_of_a_print_pack_are_in_the_language_of_those_who_print_it(office: Office) -> None:
    office.town.decided("neighbour")
    Worker(office.town.database, office.town.pack, "http://127.0.0.1:8000", {}).run_once()
    pack = office.done("officer", "/staff/letters/packs/new", {}, at="/staff/letters")
    office.browser("officer").set_cookie("language", "ar")
    data = office.browser("officer").get(f"{pack}/pdf").data
    assert today_in("ar").split()[-1] in pages_of(data)[0]
    assert today_in("en") not in pages_of(data)[0]
    with pypdfium2.PdfDocument(data) as document:
        written = document[0].get_textpage()
        below, _ = next(place for sign, *place in signs(written) if sign == "L")  # the first letter's reference
        line = [(left, sign) for sign, bottom, left in signs(written) if abs(bottom - below) < LINE and sign.strip()]
        assert max(line)[1] == "1", "the first column stands on the right"


def signs(page: pypdfium2.PdfTextPage) -> list[tuple[str, float, float]]:
    """Each sign of a page, how far up it stands, and how far to the right."""
    places = ((place, page.get_charbox(place)) for place in range(page.count_chars()))
    return [(page.get_text_range(place, 1), bottom, left) for place, (left, bottom, _, _) in places]
