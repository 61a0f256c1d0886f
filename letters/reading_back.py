"""What a reader finds in a finished letter: its words, read from the file itself and not from what it was made of.

Each format is read by a library that did not write it: PDF by PDFium, as the browser's own reader and its screen
reader do; Word by its XML; a web page by the parser of Python; braille by its cells; sound by the text that the voice
was given, which the file carries.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from html.parser import HTMLParser
from typing import Any, Final

from letters.composing import Frozen
from letters.errors import RenderError
from letters.letterhead import Letterhead

PRINTED: Final = ("pdf", "large_print", "easy_read")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INLINE: Final = frozenset({"a", "b", "bdi", "code", "em", "span", "strong", "time"})
_UNSEEN: Final = frozenset({"head", "script", "style", "title"})


def found_in(made: bytes, format: str, frozen: Frozen, letterhead: Letterhead, **options: Any) -> str:  # noqa: A002
    """The words of a file in the order of reading; ``options`` as it was rendered. RenderError for no letter."""
    try:
        if format in PRINTED:
            return "\n".join(_printed(made, frozen))
        if format == "docx":
            return _word(made)
        if format == "html":
            return _page(made.decode())
        if format == "text":
            return made.decode()
        if format == "braille":
            return _cells(made, frozen, letterhead, options.get("grade", 2))
        if format == "audio":
            return spoken(made)[0]
    except (KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise RenderError(f"the file holds no letter in the format {format!r}: {fault}") from fault
    raise RenderError(f"nothing reads the format {format!r}")


def spoken(made: bytes) -> tuple[str, str]:
    """The text that the voice was given and its hash, as the file of a letter read aloud carries them."""
    from mutagen import MutagenError, id3

    try:
        tags = id3.ID3(io.BytesIO(made))
    except MutagenError as fault:
        raise RenderError(f"the sound carries no words: {fault}") from fault
    words, told = tags.getall("USLT"), tags.getall("TXXX:transcript-sha256")
    return "".join(one.text for one in words), "".join(one.text[0] for one in told)


def _printed(made: bytes, frozen: Frozen) -> list[str]:
    """The text layer of each page, without the line at its foot."""
    import pypdfium2

    feet = "|".join(_foot(content.labels["page"]) for content in frozen.contents)
    foot = re.compile(rf"\s*(?:{feet})\s*$")
    try:
        with pypdfium2.PdfDocument(made) as document:
            return [foot.sub("", page.get_textpage().get_text_range()) for page in document]
    except pypdfium2.PdfiumError as fault:
        raise ValueError(fault) from fault


def _foot(label: str) -> str:
    """The pattern of the line with the number of the page, whatever spaces its reader finds in it."""
    parts = re.split(r"\{pages?\}", "".join(label.split()))
    return r"\s*\d+\s*".join(r"\s*".join(map(re.escape, part)) for part in parts)


def _word(made: bytes) -> str:
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = parse_xml(archive.read("word/document.xml"))
    paragraphs = ((part for part in one.iter(f"{_WORD}t", f"{_WORD}br")) for one in root.iter(f"{_WORD}p"))
    return "\n".join("".join(part.text or "\n" for part in parts) for parts in paragraphs)


def _page(made: str) -> str:
    reader = _Page()
    reader.feed(made)
    reader.close()
    return "".join(reader.said)


class _Page(HTMLParser):
    """What stands on a web page; what is in other than a run of words begins a new line."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in _UNSEEN
        if tag not in _INLINE:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN
        if tag not in _INLINE:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.said.append(data)


def _cells(made: bytes, frozen: Frozen, letterhead: Letterhead, grade: int) -> str:
    from letters.formats import braille, cells

    said, own = braille.read_back(made, frozen, letterhead, grade=grade), frozen.data.decode()
    for sign in {sign for sign in own if unicodedata.category(sign).startswith("S")}:
        said = said.replace(f"[{unicodedata.name(sign, 'sign').lower()}]", sign)  # braille says a picture by its name
    for new, old in cells.SAME_LETTER.items():
        if chr(new) in own:
            said = said.replace(chr(old), chr(new))
    return said
