"""Tagged PDF, PDF/UA-1 and PDF/A-2a in one file, in standard print and in large print."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from letters.composing import Frozen
from letters.content import SignInCode
from letters.errors import RenderError
from letters.formats import fonts, qr, text_layer, typesetting
from letters.letterhead import Letterhead
from letters.options import SIZES

TEMPLATE = Path(__file__).with_name("letter.typ")
STANDARDS: Any = ["ua-1", "a-2a"]
# The letter's own dates stand in its words; the file's date is fixed, so that the same letter is the same bytes.
TIMESTAMP = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
STANDARD_SIZE = 11
SIGN, LARGE_SIGN, WIDEST = 15, 20, 70  # millimetres: how high the sign is, and how wide at most
PAPERS = {"white": "#ffffff", "cream": "#fff6dc", "yellow": "#ffef8a"}  # black on each has at least 17:1


def pdf(frozen: Frozen, letterhead: Letterhead) -> bytes:
    """The letter in standard print on A4."""
    return compiled(frozen, inputs(frozen, letterhead, STANDARD_SIZE, paper="", large=False))


def large_print(frozen: Frozen, letterhead: Letterhead, size: int = 20, paper: str = "white") -> bytes:
    """The letter in large print: a layout of its own, of `size` points (18, 20, 24 or 28), black on a `paper`."""
    if size not in SIZES:
        raise RenderError(f"large print is made in 18, 20, 24 or 28 points, not {size}")
    if paper not in PAPERS:
        raise RenderError(f"large print is made on {', '.join(PAPERS)} paper, not on {paper!r}")
    return compiled(frozen, inputs(frozen, letterhead, size, paper=PAPERS[paper], large=True))


def inputs(frozen: Frozen, letterhead: Letterhead, size: int, *, paper: str, large: bool) -> dict[str, Any]:
    """What the template reads beside the frozen words: the letterhead, the codes as pictures, the fonts."""
    ratio = letterhead.logo.ratio if letterhead.logo else 1.0
    return {
        "letterhead": {
            "landlord": letterhead.landlord,
            "accent": letterhead.accent,
            "address": list(letterhead.address),
            "phone": letterhead.phone,
            "email": letterhead.email,
            "website": letterhead.website,
            "ground": letterhead.ground,
        },
        "sign": letterhead.drawn,
        "sign_alt": letterhead.described(frozen.language, frozen.contents[0].labels["sign"]),
        "sign_width": min((LARGE_SIGN if large else SIGN) * ratio, WIDEST),
        "codes": {
            block.address: qr.svg(block.address)
            for content in frozen.contents
            for block in content.blocks
            if isinstance(block, SignInCode)
        },
        "fonts": {language: fonts.families(language, large=large) for language in fonts.SCRIPTS},
        "size": size,
        "paper": paper,
        "large": large,
    }


def compiled(frozen: Frozen, given: dict[str, Any], templates: Sequence[Path] = (TEMPLATE,)) -> bytes:
    """The PDF that templates, one after the other, make of what they are given."""
    first = frozen.contents[0]
    if not fonts.printed(first.language):
        raise RenderError(f"letters in the language {first.language!r} are not printed: no font for it is known")
    # Easy Read comes after the contents, and is as long; no quotation mark of a text stands in JSON without a stroke.
    contents, easy, _after = frozen.data.decode().partition(',"easy":')
    words = typesetting.value(contents + "}" if easy else contents)
    data = f"(..{typesetting.values(given)}, contents: {words}.contents)"
    made = typesetting.typeset(data, templates, "letter", pdf_standards=STANDARDS, timestamp=TIMESTAMP)
    return text_layer.mended(made) if text_layer.has_clusters(frozen.data.decode()) else text_layer.by_line(made)
