"""Every kind, language and format, with dull and awkward data: all say the same words."""

import datetime
import io
import itertools
import zipfile
from collections import Counter
from typing import Any

import html5lib
import pypdfium2
import pytest
import zxingcpp
from lxml import etree

import letters
from letters.formats import qr, voice
from tests.unit.letters import examples
from tests.unit.letters.examples import LANGUAGES, LETTER_KINDS, frozen, rendered, share_found, spoken, texts_of, words

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVERY = list(itertools.product(LETTER_KINDS, LANGUAGES, letters.FORMATS, ("dull", "awkward")))
# Those whose words can be read from the file itself; test_braille.py and test_audio.py ask two others.
IN_WORDS = ("docx", "pdf", "large_print", "html", "text")
BLOCKS = {"p", "li", "dt", "dd", "th", "td", "caption", "h1", "h2", "h3", "h4", "address"}
# A pairwise sample for every day; the rest runs with the matrix.
DAILY = {
    ("decision", "en", "awkward"),
    ("decision", "ar", "awkward"),
    ("decision", "pl", "dull"),
    ("appeal_outcome", "cy", "awkward"),
    ("appeal_outcome", "ar", "dull"),
    ("appeal_received", "en", "dull"),
    ("appeal_received", "pl", "awkward"),
}


def cases(*formats: str) -> list[Any]:
    return [
        pytest.param(*case, marks=() if (case[0], case[1], case[3]) in DAILY else pytest.mark.matrix)
        for case in EVERY
        if case[2] in formats
    ]


def paragraph_text(paragraph: Any) -> str:
    parts = (part for part in paragraph.iter(f"{WORD}t", f"{WORD}br"))
    return "".join(part.text or "" if part.tag == f"{WORD}t" else "\n" for part in parts)


def text_of(data: bytes, format_: str) -> str:
    """All words of a rendered letter, read back by a library that did not write it."""
    if format_ == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        return "\n".join(paragraph_text(paragraph) for paragraph in root.iter(f"{WORD}p"))
    if format_ in ("pdf", "large_print"):
        with pypdfium2.PdfDocument(data) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if format_ == "html":
        body = html5lib.parse(data.decode(), namespaceHTMLElements=False).find("body")
        assert body is not None
        for line_break in body.iter("br"):
            line_break.text = "\n"
        return "\n".join("".join(block.itertext()) for block in body.iter() if block.tag in BLOCKS)
    return data.decode()


@pytest.mark.parametrize(("kind", "language", "format_", "data"), cases("docx", "html", "text"))
def test_every_word_of_a_letter_is_in_it(kind: str, language: str, format_: str, data: str) -> None:
    found = words(text_of(rendered(kind, language, format_, data).data, format_))
    wanted = words("\n".join(texts_of(frozen(kind, language, data))))
    assert wanted - found == Counter()


@pytest.mark.parametrize(("kind", "language", "format_", "data"), cases("pdf", "large_print"))
def test_a_pdf_gives_its_words_back(kind: str, language: str, format_: str, data: str) -> None:
    letter = frozen(kind, language, data)
    found = words(text_of(rendered(kind, language, format_, data).data, format_))
    own = letters.Frozen(letter.data, letter.sha256, kind, language, letter.contents[:1])
    assert share_found(words("\n".join(texts_of(own))), found) >= 0.97


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", ["docx", "html", "text"])
def test_whole_sentences_stand_in_every_format(language: str, format_: str) -> None:
    said = spoken(text_of(rendered("decision", language, format_, "awkward").data, format_))
    assert [text for text in texts_of(frozen("decision", language, "awkward")) if text not in said] == []


@pytest.mark.parametrize("format_", ["docx", "html", "text", "pdf", "large_print"])
def test_awkward_signs_come_through_whole(format_: str) -> None:
    said = spoken(text_of(rendered("decision", "en", format_, "awkward").data, format_))
    assert "O'Brien & <b>Söhne</b> 李小龍" in said
    assert "<script>alert(1)</script>" in said
    assert "100% {of} it" in said
    assert "Now turned, 😀 and a bell; #1 $x_2$ *a* \\n @b" in said
    assert "\u202e" not in text_of(rendered("decision", "en", format_, "awkward").data, format_)


@pytest.mark.parametrize("format_", ["pdf", "large_print", "easy_read"])
def test_the_square_code_opens_the_sign_in_page(format_: str) -> None:
    (code,) = examples.codes_of(frozen("decision", "en"))
    assert code.address == "https://portal.example-homes.example/sign-in/letter"
    with pypdfium2.PdfDocument(rendered("decision", "en", format_).data) as document:
        read = {barcode.text for page in document for barcode in zxingcpp.read_barcodes(page.render(scale=2).to_pil())}
    assert read == {code.address}
    assert "K7QF" not in code.address
    assert qr.svg(code.address).partition(">")[2] in rendered("decision", "en", "html").data.decode()


def test_the_square_code_of_a_word_letter_opens_the_same_page() -> None:
    from PIL import Image

    with zipfile.ZipFile(io.BytesIO(rendered("decision", "en", "docx").data)) as archive:
        (name,) = [name for name in archive.namelist() if "rIdQr" in name]
        picture = Image.open(io.BytesIO(archive.read(name)))
        read = zxingcpp.read_barcodes(picture.convert("L"))
    assert [barcode.text for barcode in read] == ["https://portal.example-homes.example/sign-in/letter"]


@pytest.mark.parametrize("format_", [*IN_WORDS, "braille"])
def test_the_same_letter_is_the_same_bytes(format_: str) -> None:
    data = frozen("decision", "ar").data
    assert letters.render(data, format_, examples.HEAD) == letters.render(data, format_, examples.HEAD)


def test_a_copy_made_later_says_when_it_was_sent() -> None:
    later = letters.render(frozen("decision", "pl").data, "text", examples.HEAD, sent_on=datetime.date(2027, 1, 5))
    said = later.data.decode()
    assert "Wysłano do Ciebie w tej formie: 5 stycznia 2027 (wtorek)" in said
    assert "Sent to you in this format: Tuesday 5 January 2027" in said
    assert "Data tego listu: 23 listopada 2026 (poniedziałek)" in said


@pytest.mark.parametrize("size", [18, 20, 24, 28])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_large_print_is_as_large_as_asked(size: int, language: str) -> None:
    made = rendered("decision", language, "large_print", size=size).data
    with pypdfium2.PdfDocument(made) as document:
        page = document[0].get_textpage()
        sizes = [
            pypdfium2.raw.FPDFText_GetFontSize(page, place)
            for place in range(page.count_chars())
            if page.get_text_range(place, 1).strip()
        ]
    assert min(sizes) >= size * 0.9


@pytest.mark.parametrize(
    ("format_", "options"), [("large_print", {"size": 12}), ("pdf", {"size": 20}), ("brf", {}), ("text", {"level": 2})]
)
def test_what_a_format_cannot_do_is_a_clear_error(format_: str, options: dict[str, Any]) -> None:
    with pytest.raises(letters.RenderError):
        letters.render(frozen("decision", "en").data, format_, examples.HEAD, **options)


def test_a_sign_that_no_font_has_stops_that_letter_alone() -> None:
    import dataclasses

    data = letters.KINDS["decision"].sample()
    strange = dataclasses.replace(data, person=dataclasses.replace(data.person, name="\U00013000 Sample"))
    letter = letters.freeze("decision", strange, "en")
    with pytest.raises(letters.RenderError, match="no PDF of this letter"):
        letters.render(letter.data, "pdf", examples.HEAD)
    assert "\U00013000" in letters.render(letter.data, "text", examples.HEAD).data.decode()
    assert letters.render(frozen("decision", "en").data, "pdf", examples.HEAD).data.startswith(b"%PDF")


def test_ten_thousand_characters_of_reasons_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    monkeypatch.setattr(voice, "say", lambda _text, _language, hear: hear(bytes(200)))
    data = letters.KINDS["decision"].sample()
    reason = " ".join(f"word{number}" for number in range(1200))
    long = dataclasses.replace(data, restrictions=(dataclasses.replace(data.restrictions[0], reason=reason),))
    letter = letters.freeze("decision", long, "en")
    for format_ in letters.FORMATS:
        letters.proved(letter.data, format_, examples.HEAD)
    for format_ in IN_WORDS:
        said = words(text_of(letters.render(letter.data, format_, examples.HEAD).data, format_))
        assert words(reason) - said == Counter(), format_
