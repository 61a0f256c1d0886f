"""A print pack: letters for the post as one PDF, each behind a cover sheet that does not go into the envelope."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import pypdfium2
import typst

from letters import words
from letters.errors import RenderError
from letters.formats import fonts
from letters.letterhead import Letterhead

TEMPLATE = Path(__file__).parent / "formats" / "cover.typ"


@dataclass(frozen=True)
class Sheet:
    """One letter of a pack. lines: name and address. format: in words. note: what to mind when it is sent."""

    reference: str
    lines: tuple[str, ...]
    format: str
    pdf: bytes = field(repr=False)
    note: str = ""


@dataclass(frozen=True)
class Labels:
    """The words of the list and the cover sheets, in the language of those who print. head: of the five columns."""

    title: str
    both_sides: str
    not_in_the_envelope: str
    number: str
    reference: str
    format: str
    pages: str
    head: tuple[str, str, str, str, str]


def pack(sheets: Sequence[Sheet], labels: Labels, letterhead: Letterhead, day: datetime.date) -> bytes:
    """One PDF: the list first, then each letter behind its cover, each beginning on a new sheet of paper.

    RenderError where a copy is no PDF that can be read.
    """
    try:
        parts = [pypdfium2.PdfDocument(sheet.pdf) for sheet in sheets]
    except pypdfium2.PdfiumError as fault:
        raise RenderError(f"a copy cannot be read as a PDF: {fault}") from fault
    covers = pypdfium2.PdfDocument(_covers(sheets, [len(part) for part in parts], labels, letterhead, day))
    made = pypdfium2.PdfDocument.new()
    listing = len(covers) - len(parts)
    _add(made, covers, list(range(listing)))
    for place, part in enumerate(parts):
        _add(made, covers, [listing + place])
        _add(made, part, list(range(len(part))))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: pypdfium2.PdfDocument, part: pypdfium2.PdfDocument, pages: list[int]) -> None:
    """Pages of a document, and an empty one after an odd number: printed on both sides, nothing shares a sheet."""
    made.import_pages(part, pages=pages)
    if len(made) % 2:
        made.new_page(*made[len(made) - 1].get_size())


def _covers(
    sheets: Sequence[Sheet], pages: Sequence[int], labels: Labels, letterhead: Letterhead, day: datetime.date
) -> bytes:
    listed = [
        {"reference": one.reference, "lines": list(one.lines), "format": one.format, "note": one.note, "pages": count}
        for one, count in zip(sheets, pages, strict=True)
    ]
    values = {
        "landlord": letterhead.landlord,
        "accent": letterhead.accent,
        "day": words.date(day, "en"),
        "labels": asdict(labels),
        "sheets": listed,
        "fonts": fonts.families("en", large=False),
    }
    try:
        made = _compiler().compile(format="pdf", sys_inputs={"pack": json.dumps(values, ensure_ascii=False)})
    except RuntimeError as fault:
        raise RenderError(f"no cover sheets: {str(fault).splitlines()[0]}") from fault
    if not isinstance(made, bytes):
        raise RenderError("no cover sheets: the compiler gave back no single file")
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        TEMPLATE, root=TEMPLATE.parent, font_paths=[folder for folder in fonts.folders()], ignore_system_fonts=True
    )
