"""The board's paper as tagged PDF, as a letter is made: PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

from pathlib import Path

from letters.formats import fonts, typesetting
from letters.formats.pdf import STANDARDS, TIMESTAMP
from letters.letterhead import sign
from letters.tables.table import Paper
from translations import LANGUAGES

TEMPLATE = Path(__file__).with_name("paper.typ")


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
    data = typesetting.values(values)
    return typesetting.typeset(data, (TEMPLATE,), "paper", pdf_standards=STANDARDS, timestamp=TIMESTAMP)
