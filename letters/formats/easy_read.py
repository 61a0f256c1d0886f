"""Easy Read: pictures beside short sentences, as a tagged PDF with the full letter after it, and as a web fragment."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from markupsafe import Markup

from letters.composing import Frozen
from letters.content import plain
from letters.easy.pictures import CREDIT, svg
from letters.easy.shape import EasyBlock, EasyPart, EasyRead
from letters.errors import RenderError
from letters.formats import pdf
from letters.formats.html import runs
from letters.letterhead import Letterhead

TEMPLATE = Path(__file__).with_name("easy_read.typ")
# The full letter after it is printed in this size, in points.
FULL_LETTER = 14


def easy_read(frozen: Frozen, letterhead: Letterhead) -> bytes:
    """The Easy Read and then the full letter, PDF/UA-1 and PDF/A-2a; RenderError where the letter has no such words."""
    easy = _easy(frozen)
    values = json.loads(pdf.inputs(frozen, letterhead, FULL_LETTER, paper="", large=False)["letter"])
    values["easy"] = {**plain(easy), "labels": {**frozen.contents[0].labels, **easy.labels}}
    values["pictures"] = {code: svg(code) for code in easy.alts}
    values["credit"] = CREDIT
    return pdf.compiled(frozen, {"letter": json.dumps(values, ensure_ascii=False)}, TEMPLATE)


def fragment(frozen: Frozen, *, level: int = 1) -> str:
    """The Easy Read as an `<article>`; `level` is that of its title. RenderError where the letter has no such words."""
    easy = _easy(frozen)
    inner = [Markup('<h{0} id="easy-title">{1}</h{0}>').format(level, easy.title), _drawings(easy)]
    inner += [_part(easy, part, level) for part in easy.parts]
    inner.append(
        Markup('<p class="easy-credit">{} <bdi lang="en">{}</bdi></p>').format(easy.labels["pictures"], CREDIT)
    )
    return Markup('<article class="easy" lang="{}" dir="{}" aria-labelledby="easy-title">{}</article>').format(
        easy.language, easy.direction, Markup("\n").join(inner)
    )


def _easy(frozen: Frozen) -> EasyRead:
    if frozen.easy is None:
        raise RenderError(f"there are no Easy Read words for this letter of the kind {frozen.kind!r}")
    return frozen.easy


def _drawings(easy: EasyRead) -> Markup:
    """Each picture once, to be shown where a row asks for it."""
    drawn = Markup("").join(Markup(symbol(code)) for code in easy.alts)  # noqa: S704  drawn in a library
    return Markup('<svg width="0" height="0" aria-hidden="true" focusable="false">{}</svg>').format(drawn)


@cache
def symbol(code: str) -> str:
    """A picture as a symbol of SVG, whose id is `easy-` and the code."""
    drawn = svg(code)
    box = drawn.split('viewBox="', 1)[1].split('"', 1)[0]
    inner = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]
    return f'<symbol id="easy-{code}" viewBox="{box}">{inner}</symbol>'


def picture(code: str, alt: str) -> Markup:
    """A picture whose symbol stands on the page, with its description."""
    return Markup('<svg class="easy-picture" role="img" aria-label="{}"><use href="#easy-{}"/></svg>').format(alt, code)


def _part(easy: EasyRead, part: EasyPart, level: int) -> Markup:
    inner = [Markup("<h{0}>{1}</h{0}>").format(level + 1, runs(part.title, easy.language))] if part.title else []
    new = False
    for block in part.blocks:
        before, new = new, block.code in easy.unchecked
        if new and not before:
            inner.append(Markup('<p class="easy-unchecked">{}</p>').format(easy.labels["unchecked"]))
        inner.append(_rows(easy, block))
    return Markup("").join(inner)


def _rows(easy: EasyRead, block: EasyBlock) -> Markup:
    return Markup("").join(
        Markup('<div class="easy-row">{}<p>{}</p></div>').format(
            picture(row.picture, easy.alts[row.picture]), runs(row.text, easy.language)
        )
        for row in block.rows
    )
