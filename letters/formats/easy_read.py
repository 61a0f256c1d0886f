"""Easy Read: pictures beside short sentences, as a tagged PDF with the full letter after it, and as a web fragment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from letters.composing import Frozen
from letters.content import plain
from letters.easy.pictures import CREDIT, svg
from letters.easy.shape import EasyPart, EasyRead, EasyRow
from letters.errors import RenderError
from letters.formats import pdf
from letters.formats.html import runs
from letters.letterhead import Letterhead

TEMPLATE = Path(__file__).with_name("easy_read.typ")
# The full letter after it is printed in this size, in points.
FULL_LETTER = 14
Address = Callable[[str], str]


def easy_read(frozen: Frozen, letterhead: Letterhead) -> bytes:
    """The Easy Read and then the full letter, PDF/UA-1 and PDF/A-2a; RenderError where the letter has no such words."""
    easy = _easy(frozen)
    values = pdf.inputs(frozen, letterhead, FULL_LETTER, paper="", large=False)
    values["easy"] = {**plain(easy), "labels": {**frozen.contents[0].labels, **easy.labels}}
    values["pictures"] = {code: svg(code) for code in easy.alts}
    values["credit"] = CREDIT
    return pdf.compiled(frozen, values, (TEMPLATE, pdf.TEMPLATE))


def fragment(frozen: Frozen, address: Address, *, level: int = 1) -> str:
    """The Easy Read as an `<article>`; `level` is that of its title, `address` says where a picture is, by its code.

    RenderError where the letter has no such words.
    """
    easy = _easy(frozen)
    inner = [Markup('<h{0} id="easy-title">{1}</h{0}>').format(level, easy.title)]
    inner += [_part(easy, part, address, level) for part in easy.parts]
    inner.append(
        Markup('<p class="easy-credit">{} <bdi lang="en">{}</bdi></p>').format(easy.labels["pictures"], CREDIT)
    )
    return Markup('<article class="easy" lang="{}" dir="{}" aria-labelledby="easy-title">{}</article>').format(
        easy.language, easy.direction, Markup("\n").join(inner)
    )


def picture(code: str, alt: str, address: Address) -> Markup:
    """A picture with its description."""
    return Markup('<img class="easy-picture" src="{}" alt="{}" width="64" height="64" loading="lazy">').format(
        address(code), alt
    )


def _easy(frozen: Frozen) -> EasyRead:
    if frozen.easy is None:
        raise RenderError(f"there are no Easy Read words for this letter of the kind {frozen.kind!r}")
    return frozen.easy


def _part(easy: EasyRead, part: EasyPart, address: Address, level: int) -> Markup:
    inner = [Markup("<h{0}>{1}</h{0}>").format(level + 1, runs(part.title, easy.language))] if part.title else []
    new = False
    for block in part.blocks:
        before, new = new, block.code in easy.unchecked
        if new and not before:
            inner.append(Markup('<p class="easy-unchecked">{}</p>').format(easy.labels["unchecked"]))
        inner += [_row(easy, row, address) for row in block.rows]
    return Markup("").join(inner)


def _row(easy: EasyRead, row: EasyRow, address: Address) -> Markup:
    drawn = picture(row.picture, easy.alts[row.picture], address)
    return Markup('<div class="easy-row">{}<p>{}</p></div>').format(drawn, runs(row.text, easy.language))
