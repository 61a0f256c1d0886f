"""A landlord's own letterhead: proved before it is used, refused by name, and on every letter once it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

import letters
from letters.letterheads.build import SIGN_PNG, WORD
from letters.letterheads.faults import Fault
from letters.letterheads.proving import Files, letterhead_of, of_folder, prove
from tests.unit.letters.examples import HEAD, frozen

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z" fill="#ff00ff"/></svg>'
SETTINGS = """
[logo]
file = "logo.svg"
alt.en = "Example Homes: a roof"
alt.ar = "سقف"
[colours]
accent = "#7a1f2b"
ground = "#f5e9ea"
[contact]
address = ["9 New Lane", "Sampleton"]
phone = "01632 960199"
"""


def word(change: Callable[[Any], object] = lambda document: None) -> bytes:
    """Our Word file as a landlord changed it."""
    document = docx.Document(str(WORD))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def head_of(document: Any) -> Any:
    return document.sections[0].first_page_header


def says(document: Any, words: str) -> Any:
    return head_of(document).tables[0].rows[0].cells[1].add_paragraph(words).runs[0]


def test_a_landlords_logo_colours_and_addresses_stand_on_every_letter() -> None:
    files = Files(SETTINGS, word(lambda document: says(document, "Homes since 1926")), LOGO)
    assert prove(files, HEAD) == ()
    head = letterhead_of(files, HEAD)
    page = letters.render(frozen("decision", "ar").data, "html", head).data.decode()
    assert 'alt="سقف"' in page
    assert "--accent: #7a1f2b; --ground: #f5e9ea" in page
    assert "9 New Lane" in page
    assert HEAD.email in page
    printed = letters.render(frozen("decision", "en").data, "pdf", head).data
    with pypdfium2.PdfDocument(printed) as document:
        assert "01632 960199" in document[0].get_textpage().get_text_bounded()
        assert (255, 0, 255) in set(document[0].render(scale=1).to_pil().convert("RGB").get_flattened_data())
    written = letters.render(frozen("decision", "en").data, "docx", head).data
    said = [one.text for one in head_of(docx.Document(io.BytesIO(written))).tables[0].rows[0].cells[1].paragraphs]
    assert said == ["Example Homes", "Homes since 1926"]
    assert b"7A1F2B" in part(written, "word/styles.xml")
    assert SIGN_PNG.read_bytes() not in [part(written, name) for name in names(written)]


def test_a_folder_that_only_changes_the_colour_keeps_our_word_file(tmp_path: Path) -> None:
    (tmp_path / "letterhead.toml").write_text('[colours]\naccent = "#14467a"\n', encoding="utf-8")
    files = of_folder(tmp_path)
    assert prove(files, HEAD) == ()
    assert letterhead_of(files, HEAD).address == HEAD.address
    assert b"14467A" in part(letters.render(frozen("decision", "en").data, "docx", letterhead_of(files, HEAD)).data)


def part(data: bytes, name: str = "word/styles.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def no_body(document: Any) -> None:
    document.paragraphs[-1].text = "{{ landlord }}"


def body_in_a_line(document: Any) -> None:
    document.paragraphs[-1].text = "Dear {{ body }}"


def body_in_the_head(document: Any) -> None:
    document.paragraphs[-1].text = ""
    says(document, "{{p body }}")


def without_alt(document: Any) -> None:
    drawn = head_of(document)._element.xpath(".//wp:docPr")[0]
    drawn.set("descr", " ")
    drawn.set("name", "Our roof")


def pale(document: Any) -> None:
    says(document, "Homes since 1926").font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)


def white_on_dark(document: Any) -> None:
    run = says(document, "Homes since 1926")
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), "14467A")
    run._r.get_or_add_rPr().append(shade)


def without_style(document: Any) -> None:
    document.styles["Note"].delete()


def fetched(document: Any) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    document.part.relate_to("https://elsewhere.example/t.dotx", kind, is_external=True)


REFUSED = [
    (lambda document: says(document, "{{ slogan }} {{ motto }}"), Fault("tags_unknown", ("motto", "slogan"))),
    (no_body, Fault("tags_missing", ("body",))),
    (body_in_a_line, Fault("body_not_alone", ("body",))),
    (body_in_the_head, Fault("body_not_alone", ("body",))),
    (lambda document: document.add_paragraph("{{p body }}"), Fault("body_twice")),
    (lambda document: says(document, "{{ landlord.__class__ }}"), Fault("tags_broken", ("Getattr",))),
    (lambda document: says(document, "{% if landlord %}"), Fault("tags_broken")),
    (without_alt, Fault("picture_without_alt", ("Our roof",))),
    (pale, Fault("words_too_pale", ("#aaaaaa",))),
    (without_style, Fault("styles_missing", ("Note",))),
    (fetched, Fault("word_fetches", ("https://elsewhere.example/t.dotx",))),
]


@pytest.mark.parametrize(("change", "fault"), REFUSED)
def test_a_word_file_that_is_not_fit_is_refused_by_name(change: Callable[[Any], object], fault: Fault) -> None:
    [found] = prove(Files("", word(change)), HEAD)
    assert found.code == fault.code
    assert found.names == fault.names or not fault.names
    with pytest.raises(letters.RenderError, match=fault.code):
        letters.render(frozen("decision", "en").data, "docx", letterhead_of(Files("", word(change)), HEAD))


def test_white_words_on_a_dark_ground_are_readable() -> None:
    assert prove(Files("", word(white_on_dark)), HEAD) == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no file", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    assert prove(Files("", data), HEAD) == (Fault("word_unreadable"),)


def test_a_word_file_that_would_fill_the_memory_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 40_000_000)
    assert prove(Files("", out.getvalue()), HEAD) == (Fault("word_too_big"),)


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ("[logo", Fault("settings_unreadable")),
        ('[colors]\naccent = "#14467a"', Fault("settings_unknown", ("colors",))),
        ('[colours]\naccent = "#14467a"\nink = "#000000"', Fault("settings_unknown", ("colours.ink",))),
        ('[colours]\naccent = "blue"', Fault("settings_wrong", ("colours.accent",))),
        ('[colours]\naccent = "#336699"', Fault("accent_too_pale", ("#336699",))),
        ('[colours]\naccent = "#14467a"\nground = "#777777"', Fault("ground_too_dark", ("#777777",))),
        ("[contact]\naddress = []", Fault("settings_wrong", ("contact.address",))),
        ('[logo]\nfile = "logo.svg"', Fault("settings_missing", ("logo.alt.en",))),
        ('[logo]\nalt.en = "A roof"', Fault("settings_missing", ("logo.file",))),
        ('[logo]\nfile = "gone.svg"\nalt.en = "A roof"', Fault("logo_missing", ("gone.svg",))),
        ('[logo]\nfile = "logo.svg"\nalt.xx = "A roof"', Fault("settings_unknown", ("logo.alt.xx",))),
    ],
)
def test_settings_that_are_not_fit_are_refused_by_name(settings: str, fault: Fault) -> None:
    logo = None if "gone" in settings else LOGO
    [found] = prove(Files(settings, None, logo), HEAD)
    assert found.code == fault.code
    assert found.names == fault.names or not fault.names


@pytest.mark.parametrize(
    "more",
    [
        "<script>1</script>",
        '<image href="https://elsewhere.example/x.png"/>',
        '<path d="M0 0" onclick="1"/>',
        '<path d="M0 0" fill="url(https://elsewhere.example/#a)"/>',
        "<style>@import 'https://elsewhere.example/x.css'</style>",
        "<style>path { fill: url(https://elsewhere.example/#a) }</style>",
        "<style>path { fill: u\\72l(https:elsewhere.example) }</style>",
        '<path d="M0 0" style="fill: URL(https:elsewhere.example)"/>',
        '<img src="https://elsewhere.example/x.png"/>',
        '<meta http-equiv="refresh" content="0; https://elsewhere.example/"/>',
    ],
)
def test_a_logo_that_runs_or_fetches_something_is_refused(more: str) -> None:
    logo = LOGO.replace(b"</svg>", more.encode() + b"</svg>")
    assert prove(Files(SETTINGS, None, logo), HEAD) == (Fault("logo_fetches", ("logo.svg",)),)


def test_a_png_is_a_logo_too() -> None:
    assert prove(Files(SETTINGS, None, SIGN_PNG.read_bytes()), HEAD) == ()


def test_the_right_to_left_letterhead_is_derived_from_the_landlords() -> None:
    def lined(document: Any) -> None:
        paragraph = says(document, "Homes since 1926")._r.getparent()
        borders = OxmlElement("w:pBdr")
        borders.append(OxmlElement("w:left"))
        paragraph.get_or_add_pPr().append(borders)

    head = letterhead_of(Files("", word(lined)), HEAD)
    for language, side in (("en", b"w:left"), ("ar", b"w:right")):
        written = letters.render(frozen("decision", language).data, "docx", head).data
        header = next(data for name in names(written) if b"1926" in (data := part(written, name)))
        assert re.search(rb"<w:pBdr>\s*<" + side, header)
        assert (b"w:bidiVisual" in header) == (language == "ar")
        assert (b"<w:bidi/>" in part(written, "word/document.xml").rpartition(b"<w:sectPr")[2]) == (language == "ar")


def test_a_word_file_made_elsewhere_takes_a_letter_with_its_code() -> None:
    """Without our pictures and prefixes: the letter brings what its own picture needs."""

    def bare(document: Any) -> None:
        head_of(document).tables[0].rows[0].cells[0].paragraphs[0].clear()
        document.sections[0].left_margin = Mm(30)

    head = letterhead_of(Files("", word(bare)), HEAD)
    written = letters.render(frozen("decision", "en").data, "docx", head).data
    assert b'Extension="png"' in part(written, "[Content_Types].xml")
    assert docx.Document(io.BytesIO(written)).inline_shapes
