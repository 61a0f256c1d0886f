"""The board's paper as tagged PDF, as a letter is made: PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from letters.errors import RenderError
from letters.formats import fonts
from letters.formats.pdf import STANDARDS, TIMESTAMP
from letters.letterhead import sign
from letters.tables.table import Paper
from translations import LANGUAGES

TEMPLATE = Path(__file__).with_name("paper.typ")


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        TEMPLATE, root=TEMPLATE.parent, font_paths=[folder for folder in fonts.folders()], ignore_system_fonts=True
    )


def pdf(paper: Paper, accent: str) -> bytes:
    """The paper on A4. RenderError where it cannot be made."""
    values = paper.as_values()
    for section, given in zip(values["sections"], paper.sections, strict=True):
        for table, of in zip(section["tables"], given.tables, strict=True):
            table["drawable"] = of.drawable
            table["numbers"] = [of.numeric(column) for column in range(len(of.head))]
    values |= {
        "accent": accent,
        "direction": LANGUAGES[paper.language].direction,
        "fonts": fonts.families(paper.language, large=False),
        "sign": sign(accent),
    }
    return _compiled(values)


def _compiled(values: dict[str, Any]) -> bytes:
    try:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"paper": json.dumps(values, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=TIMESTAMP,
        )
    except RuntimeError as fault:
        raise RenderError(f"no PDF of this paper: {str(fault).splitlines()[0]}") from fault
    if not isinstance(made, bytes):
        raise RenderError("no PDF of this paper: the compiler gave back no single file")
    return made
