"""Tagged PDF, PDF/UA-1 and PDF/A-2a in one file, in standard print and in large print."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from letters.composing import Frozen
from letters.content import SignInCode
from letters.errors import RenderError
from letters.formats import fonts, qr
from letters.letterhead import Letterhead, sign

TEMPLATE = Path(__file__).with_name("letter.typ")
STANDARDS: Any = ["ua-1", "a-2a"]
# The letter's own dates stand in its words; the file's date is fixed, so that the same letter is the same bytes.
TIMESTAMP = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
STANDARD_SIZE = 11
LARGE_SIZES = (18, 20, 24, 28)


@cache
def compiler() -> typst.Compiler:
    """One warm compiler a process; it keeps the fonts and what it has read of the template."""
    return typst.Compiler(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[folder for folder in fonts.folders()],
        ignore_system_fonts=True,
    )


def pdf(frozen: Frozen, letterhead: Letterhead) -> bytes:
    """The letter in standard print on A4."""
    return _compiled(frozen, letterhead, STANDARD_SIZE, large=False)


def large_print(frozen: Frozen, letterhead: Letterhead, size: int = 20) -> bytes:
    """The letter in large print: a layout of its own, of `size` points (18, 20, 24 or 28)."""
    if size not in LARGE_SIZES:
        raise RenderError(f"large print is made in 18, 20, 24 or 28 points, not {size}")
    return _compiled(frozen, letterhead, size, large=True)


def inputs(frozen: Frozen, letterhead: Letterhead, size: int, *, large: bool) -> dict[str, str]:
    """What the template reads: the frozen words, the letterhead, the codes as pictures, the fonts."""
    languages = {content.language for content in frozen.contents} | {"en", "cy", "pl", "ar"}
    values: dict[str, Any] = {
        "contents": json.loads(frozen.data)["contents"],
        "letterhead": {
            "landlord": letterhead.landlord,
            "accent": letterhead.accent,
            "address": list(letterhead.address),
            "phone": letterhead.phone,
            "email": letterhead.email,
            "website": letterhead.website,
        },
        "sign": sign(letterhead.accent),
        "codes": {
            block.address: qr.svg(block.address)
            for content in frozen.contents
            for block in content.blocks
            if isinstance(block, SignInCode)
        },
        "fonts": {language: fonts.families(language, large=large) for language in languages},
        "size": size,
        "large": large,
    }
    return {"letter": json.dumps(values, ensure_ascii=False)}


def _compiled(frozen: Frozen, letterhead: Letterhead, size: int, *, large: bool) -> bytes:
    try:
        made = compiler().compile(
            format="pdf",
            sys_inputs=inputs(frozen, letterhead, size, large=large),
            pdf_standards=STANDARDS,
            timestamp=TIMESTAMP,
        )
    except RuntimeError as fault:
        raise RenderError(f"no PDF of this letter: {str(fault).splitlines()[0]}") from fault
    if not isinstance(made, bytes):
        raise RenderError("no PDF of this letter: the compiler gave back no single file")
    return made
