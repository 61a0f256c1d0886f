"""A print pack: letters for the post as one PDF, each behind a cover sheet that does not go into the envelope.

A copy that is no PDF, such as braille or sound, has its cover there too, and lies as a file beside it in the ZIP.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import pypdfium2

from letters import words
from letters.errors import RenderError
from letters.formats import fonts, typesetting
from letters.letterhead import Letterhead
from letters.tables.spreadsheet import as_csv
from translations import LANGUAGES

TEMPLATE = Path(__file__).parent / "formats" / "cover.typ"
PRINTED = "pdf"


@dataclass(frozen=True)
class Sheet:
    """One letter of a pack.

    lines: name and address. postcode: that of the address. format: in words. data: the copy, in a file that ends in
    `ext`. note: what to mind when it is sent.
    """

    reference: str
    lines: tuple[str, ...]
    format: str
    data: bytes = field(repr=False)
    ext: str = PRINTED
    postcode: str = ""
    note: str = ""


@dataclass(frozen=True)
class Labels:
    """The words of the list and the cover sheets, in the ``language`` of those who print.

    head: of the five columns of the list. manifest: of the nine of the table: number, letter, name, address, postcode,
    format, pages, file, note.
    """

    language: str
    title: str
    both_sides: str
    not_in_the_envelope: str
    number: str
    reference: str
    format: str
    pages: str
    file: str
    head: tuple[str, str, str, str, str]
    manifest: tuple[str, ...]


def pack(sheets: Sequence[Sheet], labels: Labels, letterhead: Letterhead, day: datetime.date) -> bytes:
    """One PDF: the list first, then each letter behind its cover, each beginning on a new sheet of paper.

    RenderError where a copy is no PDF that can be read.
    """
    parts = _parts(sheets)
    covers = pypdfium2.PdfDocument(_covers(sheets, [_pages(part) for part in parts], labels, letterhead, day))
    made = pypdfium2.PdfDocument.new()
    listing = len(covers) - len(parts)
    _add(made, covers, list(range(listing)))
    for place, part in enumerate(parts):
        _add(made, covers, [listing + place])
        if part is not None:
            _add(made, part, list(range(len(part))))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def whole(
    name: str, sheets: Sequence[Sheet], labels: Labels, letterhead: Letterhead, day: datetime.date, *, out: IO[bytes]
) -> None:
    """Write all of a pack into `out` as a ZIP: the PDF, a table of what is in it, and each copy that is no PDF."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.pdf", pack(sheets, labels, letterhead, day), zipfile.ZIP_STORED)
        archive.writestr(f"{name}.csv", manifest(sheets, labels))
        for place, sheet in enumerate(sheets, start=1):
            if beside := _beside(place, sheet):
                archive.writestr(beside, sheet.data)


def manifest(sheets: Sequence[Sheet], labels: Labels) -> bytes:
    """The table for whoever prints or posts elsewhere: a row a copy, in the order of the PDF; no cell is a formula."""
    rows = [
        (
            place, sheet.reference, sheet.lines[0] if sheet.lines else "", ", ".join(sheet.lines[1:]), sheet.postcode,
            sheet.format, _pages(part) or "", _beside(place, sheet), sheet.note,
        )
        for place, (sheet, part) in enumerate(zip(sheets, _parts(sheets), strict=True), start=1)
    ]  # fmt: skip
    return as_csv(labels.manifest, rows)


def _parts(sheets: Sequence[Sheet]) -> list[pypdfium2.PdfDocument | None]:
    """The printed copies; None for one that is a file of its own."""
    try:
        return [pypdfium2.PdfDocument(sheet.data) if sheet.ext == PRINTED else None for sheet in sheets]
    except pypdfium2.PdfiumError as fault:
        raise RenderError(f"a copy cannot be read as a PDF: {fault}") from fault


def _pages(part: pypdfium2.PdfDocument | None) -> int:
    return 0 if part is None else len(part)


def _beside(place: int, sheet: Sheet) -> str:
    """The name of the file of a copy that is no PDF: by its place, so that files lie in the order of the covers."""
    return "" if sheet.ext == PRINTED else f"{place:03}-{sheet.reference}.{sheet.ext}"


def _add(made: pypdfium2.PdfDocument, part: pypdfium2.PdfDocument, pages: list[int]) -> None:
    """Pages of a document, and an empty one after an odd number: printed on both sides, nothing shares a sheet."""
    made.import_pages(part, pages=pages)
    if len(made) % 2:
        made.new_page(*made[len(made) - 1].get_size())


def _covers(
    sheets: Sequence[Sheet], pages: Sequence[int], labels: Labels, letterhead: Letterhead, day: datetime.date
) -> bytes:
    listed = [
        {
            "reference": one.reference, "lines": list(one.lines), "format": one.format, "note": one.note,
            "pages": count, "file": _beside(place, one),
        }
        for place, (one, count) in enumerate(zip(sheets, pages, strict=True), start=1)
    ]  # fmt: skip
    values = {
        "landlord": letterhead.landlord,
        "accent": letterhead.accent,
        "day": words.date(day, labels.language),
        "direction": LANGUAGES[labels.language].direction,
        "labels": asdict(labels),
        "sheets": listed,
        "fonts": fonts.families(labels.language, large=False),
    }
    return typesetting.typeset(typesetting.values(values), (TEMPLATE,), "cover sheet")
