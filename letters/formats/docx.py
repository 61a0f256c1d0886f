"""Word letters: docxtpl proves and patches a letterhead once, and its compiled form makes the letters.

Rendering with docxtpl afresh costs five to ten times as much, nearly all of it in reading and patching a
letterhead that has not changed. What is compiled here is docxtpl's own patched XML, with autoescape always on.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import jinja2
import jinja2.meta
from docxtpl import DocxTemplate
from markupsafe import Markup

from letters.composing import Frozen
from letters.content import SignInCode
from letters.errors import RenderError
from letters.formats import qr
from letters.formats.wordml import ISOLATE_END, LTR_ISOLATE, Writer, tag
from letters.letterhead import LETTERHEADS, Letterhead
from letters.letterheads.build import ACCENT, SIGN_PNG, sign_png

TAGS = frozenset({"landlord", "address", "phone", "email", "website", "sign_alt", "body", "page"})
NEEDED = frozenset({"body", "landlord"})
LANGUAGE = re.compile(rb"(<w:rPrDefault>.*?)<w:lang [^>]*/>", re.S)
LONG_AGO = (2026, 1, 1, 0, 0, 0)  # so that the same letter is the same bytes
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@dataclass(frozen=True)
class Compiled:
    """A letterhead ready for use: parts that change with each letter, and parts that never do."""

    parts: Mapping[str, jinja2.Template]
    fixed: Mapping[str, bytes]


@cache
def compiled(path: Path) -> Compiled:
    """The letterhead at `path`, proved: RenderError names tags that it should not have, or lacks."""
    template = DocxTemplate(str(path))
    template.init_docx()
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    with zipfile.ZipFile(path) as archive:
        fixed = {name: archive.read(name) for name in archive.namelist()}
    parts, found = {}, set()
    for name in [part for part in fixed if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", part)]:
        source = template.patch_xml(fixed.pop(name).decode()).replace(ACCENT, "{{ accent }}")
        found |= jinja2.meta.find_undeclared_variables(environment.parse(source))
        parts[name] = environment.from_string(source)
    unknown, missing = found - TAGS - {"accent"}, NEEDED - found
    if unknown or missing:
        raise RenderError(
            f"the letterhead {path.name} has unknown tags ({', '.join(sorted(unknown)) or 'none'}) "
            f"or lacks some ({', '.join(sorted(missing)) or 'none'})"
        )
    return Compiled(parts, fixed)


@cache
def _sign(accent: str) -> bytes:
    return sign_png(accent)


@cache
def _fixed(path: Path, accent: str, language: str) -> tuple[tuple[str, bytes], ...]:
    """The parts that depend on landlord and language alone: styles in the accent colour, the sign, the rest."""
    stand_in = SIGN_PNG.read_bytes()
    named = []
    for name, data in compiled(path).fixed.items():
        if data == stand_in:
            data = _sign(accent)  # noqa: PLW2901
        elif name == "word/styles.xml":
            told = f'<w:lang w:val="{tag(language)}" w:eastAsia="zh-CN" w:bidi="{tag(language)}"/>'.encode()
            data = LANGUAGE.sub(rb"\g<1>" + told, data.replace(ACCENT.encode(), accent[1:].upper().encode()))  # noqa: PLW2901
        named.append((name, data))
    return tuple(named)


def docx(frozen: Frozen, letterhead: Letterhead) -> bytes:
    """The letter as a Word document, on the letterhead of the reader's direction."""
    first = frozen.contents[0]
    path = LETTERHEADS / ("rtl.docx" if first.direction == "rtl" else "ltr.docx")
    accent = letterhead.accent[1:].upper()
    pictures = {
        block.address: f"rIdQr{number}"
        for content in frozen.contents
        for number, block in enumerate(content.blocks)
        if isinstance(block, SignInCode)
    }

    def ordered(words: str) -> str:
        return f"{LTR_ISOLATE}{words}{ISOLATE_END}" if first.direction == "rtl" else words

    writers = [Writer(content, pictures, accent) for content in frozen.contents]
    context = {
        "landlord": letterhead.landlord,
        "address": ordered(", ".join(letterhead.address)),
        "phone": ordered(letterhead.phone),
        "email": letterhead.email,
        "website": letterhead.website,
        "sign_alt": first.labels["sign"],
        "accent": accent,
        "body": Markup("".join(writer.body(continues=place > 0) for place, writer in enumerate(writers))),  # noqa: S704  escaped by the writer
        "page": Markup(writers[0].page()),  # noqa: S704
    }
    return _zipped(path, letterhead.accent, frozen, context, pictures)


def _zipped(path: Path, accent: str, frozen: Frozen, context: Mapping[str, str], pictures: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def add(name: str, data: bytes | str) -> None:
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)

        for name, data in _fixed(path, accent, frozen.language):
            if name == "docProps/core.xml":
                add(name, _core(frozen, context["landlord"]))
            elif name == DOCUMENT_RELATIONS:
                add(name, _related(data.decode(), pictures))
            else:
                add(name, data)
        for name, template in compiled(path).parts.items():
            add(name, template.render(context))
        for address, relationship in pictures.items():
            add(f"word/media/{relationship}.png", qr.png(address))
    return out.getvalue()


def _related(relations: str, pictures: Mapping[str, str]) -> str:
    added = "".join(
        f'<Relationship Id="{name}" Type="{IMAGE}" Target="media/{name}.png"/>' for name in pictures.values()
    )
    return relations.replace("</Relationships>", added + "</Relationships>")


def _core(frozen: Frozen, landlord: str) -> str:
    """Title, author and language, which a screen reader says first."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(frozen.contents[0].title)}</dc:title><dc:creator>{escape(landlord)}</dc:creator>"
        f"<dc:language>{tag(frozen.language)}</dc:language></cp:coreProperties>"
    )
