"""Arabic letters: lines run right to left, and numbers and addresses keep their order in them."""

import io
import zipfile
from typing import Any

import html5lib
import pypdfium2
import pytest
from lxml import etree

from letters.content import BIDI_CONTROLS
from tests.unit.letters.examples import INVISIBLE, frozen, rendered
from translations import read_catalogue

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEPT = ["01632 960100", "D-2026-0117", "hello@example-homes.example", "K7QF-2MWX-9RTD", "12 Example Street", "ZZ1 1ZZ"]


def lines_as_seen(data: bytes) -> list[str]:
    """The lines of a PDF as they stand on the page: signs by their place, from left to right."""
    lines = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            rows: dict[int, list[tuple[float, float, str]]] = {}
            for place in range(text.count_chars()):
                sign = text.get_text_range(place, 1)
                left, bottom, right, _top = text.get_charbox(place, loose=True)
                if sign.strip():
                    rows.setdefault(round(bottom), []).append((left, right, sign))
            for row in rows.values():
                lines.append(_seen(sorted(row)))
    return lines


def _seen(row: list[tuple[float, float, str]]) -> str:
    seen, end = "", row[0][0]
    for left, right, sign in row:
        seen += (" " if left - end > 1.2 else "") + sign
        end = right
    return seen


@pytest.mark.parametrize("format_", ["pdf", "large_print"])
@pytest.mark.parametrize("fact", KEPT)
def test_a_number_in_an_arabic_pdf_stands_in_its_own_order(format_: str, fact: str) -> None:
    squeezed = [line.replace(" ", "") for line in lines_as_seen(rendered("decision", "ar", format_).data)]
    assert any(fact.replace(" ", "") in line for line in squeezed)


def test_what_staff_wrote_keeps_its_full_stop_at_its_end() -> None:
    seen = lines_as_seen(rendered("decision", "ar", "pdf").data)
    in_arabic_and_in_english = [line for line in seen if "Nine calls in one afternoon." in line]
    assert len(in_arabic_and_in_english) == 2


def test_an_arabic_word_letter_turns_its_paragraphs_tables_and_section() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered("decision", "ar", "docx").data)) as archive:
        body: Any = etree.fromstring(archive.read("word/document.xml"))[0]
        styles = archive.read("word/styles.xml").decode()
    assert 'w:bidi="ar-SA"' in styles
    assert body.find(f"{W}sectPr/{W}bidi") is not None
    breaks = [place for place, child in enumerate(body) if child.find(f".//{W}br[@{W}type='page']") is not None]
    arabic, english = body[: breaks[0]], body[breaks[0] + 1 : -1]
    turned = [p.find(f"{W}pPr/{W}bidi") for p in arabic if p.tag == f"{W}p" and p.find(f"{W}r") is not None]
    straight = [p.find(f"{W}pPr/{W}bidi") for p in english if p.tag == f"{W}p" and p.find(f"{W}r") is not None]
    own_words = sum(1 for bidi in turned if bidi is not None and bidi.get(f"{W}val") == "0")
    assert 0 < own_words < 12  # what staff wrote, in English
    assert {bidi.get(f"{W}val") for bidi in straight if bidi is not None} == {"0"}
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in arabic if table.tag == f"{W}tbl")
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is None for table in english if table.tag == f"{W}tbl")


@pytest.mark.parametrize("format_", ["docx", "text"])
def test_a_phone_number_between_arabic_words_is_isolated(format_: str) -> None:
    data = rendered("decision", "ar", format_).data
    if format_ == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("word/document.xml")
    assert "\u206601632\u00a0960100\u2069" in data.decode()


def test_an_arabic_page_isolates_each_phone_number() -> None:
    page = html5lib.parse(rendered("decision", "ar", "html").data.decode(), namespaceHTMLElements=False)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    arabic, english = page.iter("article")
    assert (arabic.get("dir"), english.get("dir"), english.get("lang")) == ("rtl", "ltr", "en")
    phones = [bdi for bdi in arabic.iter("bdi") if any(a.get("href", "").startswith("tel:") for a in bdi.iter("a"))]
    assert phones
    assert {bdi.get("dir") for bdi in phones} == {"ltr"}
    quotes = {quote.get("lang"): quote.get("dir") for quote in arabic.iter("blockquote")}
    assert quotes == {"en": "ltr"}


def test_the_frozen_words_hold_no_direction_marks() -> None:
    kept = frozen("decision", "ar", "awkward").data.decode()
    assert [sign for sign in BIDI_CONTROLS if sign in kept] == []
    assert INVISIBLE.search(kept) is None


def test_the_arabic_catalogue_has_no_vowel_signs() -> None:
    """In the text layer of a PDF they turn the letters of a word around, and a screen reader speaks nonsense."""
    marked = [
        message.id
        for message in read_catalogue("ar", "letters")
        if any("\u064b" <= sign <= "\u0652" for sign in "".join(message.string or ""))
    ]
    assert marked == []
