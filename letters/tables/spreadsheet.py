"""Tables as CSV and as a workbook. What a cell says is never read as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Final

import xlsxwriter

from letters.tables.table import Cell, Table

CSV_TYPE: Final = "text/csv"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_NAME: Final = 31  # of a sheet
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC)  # the same figures are the same bytes


def plain(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula, made one that it reads as text; a number stays one."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) else cell


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with its mark, so that spreadsheets find the letters of every language."""
    return _written([head, *rows])


def tables_as_csv(tables: Sequence[Table]) -> bytes:
    """Several tables below one another, each under its title, an empty line between them."""
    parts: list[Sequence[Cell]] = []
    for table in tables:
        parts += [(table.title,), table.head, *table.rows, *([(table.note,)] if table.note else []), ()]
    return _written(parts[:-1])


def workbook(tables: Sequence[Table]) -> bytes:
    """One sheet for each table, with its title above it and its heading in view."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE.replace(tzinfo=None)})
    strong = book.add_format({"bold": True})
    wraps = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    names: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_name(table.title, names))
        sheet.write_string(0, 0, table.title, strong)
        for column, words in enumerate(table.head):
            sheet.write_string(2, column, words, wraps)
        for number, row in enumerate(table.rows, start=3):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, cell)
        if table.note:
            sheet.write_string(len(table.rows) + 4, 0, table.note)
        sheet.set_column(0, 0, 42)
        sheet.set_column(1, max(len(table.head) - 1, 1), 16)
        sheet.freeze_panes(3, 1)
    book.close()
    return made.getvalue()


def _written(rows: Iterable[Sequence[Cell]]) -> bytes:
    written = StringIO()
    csv.writer(written).writerows([plain(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: without the signs that none may have, short, and not there yet."""
    clean = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:_LONGEST_NAME].strip() or "1"
    name, number = clean, 2
    while name.lower() in taken:
        end = f" {number}"
        name, number = clean[: _LONGEST_NAME - len(end)] + end, number + 1
    taken.add(name.lower())
    return name
