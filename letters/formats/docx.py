"""Word letters, on the landlord's own letterhead or ours: its compiled form (letters.letterheads.word) is filled in.

Rendering with docxtpl afresh costs five to ten times as much, nearly all of it in reading and patching a letterhead
that has not changed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache, lru_cache
from xml.sax.saxutils import escape, quoteattr

from letters.composing import Frozen
from letters.content import SignInCode
from letters.formats import qr
from letters.formats.wordml import ISOLATE_END, LTR_ISOLATE, Writer, tag
from letters.letterhead import Letterhead
from letters.letterheads.build import ACCENT, PALE, SIGN_PNG, WORD, sign_png
from letters.letterheads.word import Compiled, compiled

DEFAULTS = re.compile(rb"<w:rPrDefault>.*?</w:rPrDefault>", re.S)
LANGUAGE = re.compile(rb"<w:lang [^>]*/>")
LONG_AGO = (2026, 1, 1, 0, 0, 0)  # so that the same letter is the same bytes
CORE, RELATIONS, CONTENT_TYPES = "docProps/core.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
PNG = b'<Default Extension="png" ContentType="image/png"/>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def _ours() -> bytes:
    return WORD.read_bytes()


def docx(frozen: Frozen, letterhead: Letterhead) -> bytes:
    """The letter as a Word document, on the letterhead of the reader's direction."""
    first = frozen.contents[0]
    word = letterhead.word or _ours()
    accent, ground = _hex(letterhead.accent), _hex(letterhead.ground)
    pictures = {
        block.address: f"rIdQr{number}"
        for content in frozen.contents
        for number, block in enumerate(content.blocks)
        if isinstance(block, SignInCode)
    }

    def ordered(words: str) -> str:
        return f"{LTR_ISOLATE}{words}{ISOLATE_END}" if first.direction == "rtl" else words

    links: dict[str, str] = {}
    writers = [
        Writer(content, pictures, links, accent, ground, place=place) for place, content in enumerate(frozen.contents)
    ]
    context = {
        "landlord": escape(letterhead.landlord),
        "address": escape(ordered(", ".join(letterhead.address))),
        "phone": escape(ordered(letterhead.phone)),
        "email": escape(letterhead.email),
        "website": escape(letterhead.website),
        "sign_alt": escape(letterhead.described(first.language, first.labels["sign"]), {'"': "&quot;"}),
        "accent": accent,
        "ground": ground,
        "body": "".join(writer.body(continues=place > 0) for place, writer in enumerate(writers)),
        "page": writers[0].page(),
    }
    compiled_head = compiled(word, rightwards=first.direction == "rtl")
    packed = _packed(word, letterhead, frozen.language, first.direction)
    related = _related(compiled_head.fixed[RELATIONS].decode(), pictures, links)
    return _zipped(compiled_head, packed, frozen, context, related=related, pictures=pictures)


def _hex(colour: str) -> str:
    return colour[1:].upper()


@lru_cache(maxsize=32)
def _packed(word: bytes, letterhead: Letterhead, language: str, direction: str) -> bytes:
    """The parts that letterhead and language alone decide, as the beginning of a file: they are packed once."""
    out = io.BytesIO()
    stand_in, ours = SIGN_PNG.read_bytes(), {ACCENT: letterhead.accent, PALE: letterhead.ground}
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in compiled(word, rightwards=direction == "rtl").fixed.items():
            if name in (CORE, RELATIONS):
                continue
            if data == stand_in:
                data = sign_png(letterhead.drawn)  # noqa: PLW2901
            elif name == "word/styles.xml":
                for stands_for, colour in ours.items():
                    data = data.replace(stands_for.encode(), _hex(colour).encode())  # noqa: PLW2901
                data = DEFAULTS.sub(lambda found: _in_language(found[0], language), data)  # noqa: PLW2901
            elif name == CONTENT_TYPES and b'Extension="png"' not in data:
                data = data.replace(b"<Override", PNG + b"<Override", 1)  # noqa: PLW2901
            _add(archive, name, data)
    return out.getvalue()


def _in_language(defaults: bytes, language: str) -> bytes:
    """The properties that every run has, in this language, which a screen reader speaks."""
    told = f'<w:lang w:val="{tag(language)}" w:eastAsia="zh-CN" w:bidi="{tag(language)}"/>'.encode()
    place = defaults.rindex(b"</w:rPr>")
    return LANGUAGE.sub(b"", defaults[:place]) + told + defaults[place:]


def _add(archive: zipfile.ZipFile, name: str, data: bytes | str) -> None:
    archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED, compresslevel=6)


def _zipped(
    head: Compiled,
    packed: bytes,
    frozen: Frozen,
    context: Mapping[str, str],
    *,
    related: str,
    pictures: Mapping[str, str],
) -> bytes:
    out = io.BytesIO()
    out.write(packed)
    with zipfile.ZipFile(out, "a") as archive:
        _add(archive, CORE, _core(frozen, context["landlord"]))
        _add(archive, RELATIONS, related)
        for name, texts in head.parts.items():
            written = (context[text] if place % 2 else text for place, text in enumerate(texts))
            _add(archive, name, "".join(written))
        for address, relationship in pictures.items():
            _add(archive, f"word/media/{relationship}.png", qr.png(address))
    return out.getvalue()


def _related(relations: str, pictures: Mapping[str, str], links: Mapping[str, str]) -> str:
    added = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/image" Target="media/{name}.png"/>' for name in pictures.values()
    )
    added += "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for address, name in links.items()
    )
    return relations.replace("</Relationships>", added + "</Relationships>")


def _core(frozen: Frozen, landlord: str) -> str:
    """Title, author (escaped) and language, which a screen reader says first."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(frozen.contents[0].title)}</dc:title><dc:creator>{landlord}</dc:creator>"
        f"<dc:language>{tag(frozen.language)}</dc:language></cp:coreProperties>"
    )
