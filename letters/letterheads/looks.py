"""How a Word letterhead looks: pictures that say what they show, words that can be read, styles that are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from casework.rules import colours
from letters.letterheads.faults import Fault

# The styles in which letters are written (letters.formats.wordml), by the name that is kept in the file.
STYLES: Final = (
    "Heading1", "Heading2", "Heading3", "ListBullet", "Note", "LetterCell", "OwnWords", "LetterFoot",
)  # fmt: skip
DRAWN = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
WRITTEN = re.compile(r"[0-9A-Fa-f]{6}")
WHITE: Final = "ffffff"
PICTURE, SHAPE = qn("wp:docPr"), "{urn:schemas-microsoft-com:vml}shape"
DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def faults_of_looks(unpacked: Mapping[str, bytes]) -> list[Fault]:
    """Pictures without words, missing styles, words too pale for their ground (WCAG 2.2, 1.1.1 and 1.4.3)."""
    roots = [parse_xml(data) for name, data in unpacked.items() if DRAWN.fullmatch(name)]
    styles = parse_xml(unpacked["word/styles.xml"]) if "word/styles.xml" in unpacked else None
    known = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))} if styles is not None else {}
    asked = {*STYLES, *(style.get(qn("w:val")) for root in roots for style in root.iter(qn("w:pStyle")))}
    found = {
        "picture_without_alt": [name for root in roots for name in _without_words(root)],
        "styles_missing": [name for name in STYLES if name not in known],
        "words_too_pale": sorted(
            {pale for root in roots for pale in _pale(root)}
            | {pale for name in asked & known.keys() for pale in _pale(known[name])}
        ),
    }
    return [Fault(code, tuple(names)) for code, names in found.items() if names]


def _without_words(root: Any) -> Iterator[str]:
    for picture in root.iter(PICTURE):
        decorative = any(mark.get("val") in ("1", "true") for mark in picture.iter(DECORATIVE))
        if not (picture.get("descr") or "").strip() and not decorative:
            yield picture.get("name") or "?"
    for shape in root.iter(SHAPE):
        if shape.find(".//{urn:schemas-microsoft-com:vml}imagedata") is not None and not shape.get("alt"):
            yield shape.get("id") or "?"


def _pale(root: Any) -> Iterator[str]:
    """Colours of words that stand out too little from what is behind them."""
    for colour in root.iter(qn("w:color")):
        value = colour.get(qn("w:val")) or ""
        if colour.getparent().tag == qn("w:rPr") and WRITTEN.fullmatch(value):
            ground = _ground(colour)
            if colours.contrast(f"#{value.lower()}", f"#{ground.lower()}") < colours.READABLE:
                yield f"#{value.lower()}"


def _ground(colour: Any) -> str:
    """What is behind the words: the nearest shading of run, paragraph, cell or table."""
    for holder in colour.iterancestors():
        for name in ("w:rPr", "w:pPr", "w:tcPr", "w:tblPr"):
            properties = holder if holder.tag == qn(name) else holder.find(qn(name))
            shade = properties.find(qn("w:shd")) if properties is not None else None
            fill = shade.get(qn("w:fill")) if shade is not None else None
            if fill and WRITTEN.fullmatch(fill):
                return str(fill)
    return WHITE
