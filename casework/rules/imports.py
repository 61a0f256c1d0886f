"""Files of records from elsewhere, as spreadsheets save them: which columns there are, and what a line says.

Comma, semicolon or tab between the columns, quotation marks as spreadsheets set them, UTF-8 or Windows' own signs. A
line is numbered as the spreadsheet shows it: the heading is line 1. Nothing here looks at what is on record.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from casework.rules.kinds import Kind, Term

MOST_LINES: Final = 100_000
MOST_SHOWN: Final = 200  # faults that are kept with a file: nobody mends more before looking again
CUSTOMERS, RESTRICTIONS = "customers", "restrictions"
KINDS: Final = (CUSTOMERS, RESTRICTIONS)
# What a record may lack beside what the rules find of a restriction.
LACKING: Final = ("no_way_to_reach", "customer_not_told")

_SEPARATORS: Final = ",;\t"
_TERMS: Final = (
    "officer", "minutes", "per", "days", "from", "to", "count", "channels", "channel", "issues", "promises_customer",
    "promises_landlord", "scheme", "working_days",
)  # fmt: skip
_BRITISH_DAY: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of one kind of file. ``example``: a line that could stand in it."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    example: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them, in the order of the example file."""
        return (*self.needed, *self.optional)


SHAPES: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        CUSTOMERS: Shape(
            ("number", "name", "date_of_birth"),
            ("kind", "address", "postcode", "email", "telephone", "tenancy", "language", "letters_as", "contact_by"),
            {
                "number": "100234", "name": "Sam Sample", "date_of_birth": "1980-05-17", "kind": "tenant",
                "address": "1 Example Street; Sampletown", "postcode": "ZZ99 9ZZ", "email": "sam@example.org",
                "telephone": "01632 960001", "tenancy": "T-4471", "language": "en", "letters_as": "pdf",
                "contact_by": "letter",
            },
        ),
        RESTRICTIONS: Shape(
            ("customer", "kind", "starts_on"),
            ("review_on", "told_on", "reason", "proportionality", *_TERMS),
            {
                "customer": "100234", "kind": "calls_at_set_times", "starts_on": "2026-06-01",
                "review_on": "2026-12-01", "told_on": "2026-06-02", "reason": "Many calls a day about one repair.",
                "proportionality": "You can still write to us.", "days": "tue; thu", "from": "10:00", "to": "11:00",
            },
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a line from being taken in. ``code`` is put into words at the edge; ``value``: what stands there."""

    line: int
    column: str
    code: str
    value: str = ""

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {"line": self.line, "column": self.column, "code": self.code, "value": self.value[:80]}


class UnreadableFileError(ValueError):
    """The file as a whole is of no use. ``code``: why; ``column``: which, where it is about one."""

    def __init__(self, code: str, column: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.column = column


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, and what stands in its columns; a column that is empty or missing holds ""."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


def read(kind: str, data: bytes) -> tuple[Line, ...]:
    """The lines of a file, empty ones left out.

    UnreadableFileError: "not_text", "no_lines", "too_many_lines", "column_missing", "column_unknown", "column_twice".
    """
    rows = _rows(_text(data))
    try:
        heading = [_column(cell) for cell in next(rows)[1]]
        _check(SHAPES[kind], heading)
        lines = tuple(Line(number, dict(zip(heading, cells, strict=False))) for number, cells in rows)
    except StopIteration:
        raise UnreadableFileError("no_lines") from None
    except csv.Error:
        raise UnreadableFileError("not_text") from None
    if not lines:
        raise UnreadableFileError("no_lines")
    if len(lines) > MOST_LINES:
        raise UnreadableFileError("too_many_lines")
    return lines


def example(kind: str) -> str:
    """A file with the heading and one line, to be filled in."""
    shape, written = SHAPES[kind], io.StringIO()
    out = csv.writer(written)
    out.writerow(shape.columns)
    out.writerow([shape.example.get(column, "") for column in shape.columns])
    return written.getvalue()


def day(said: str) -> date | None:
    """2026-06-01, or 1/6/2026 with the day first; None for what is no day."""
    try:
        found = _BRITISH_DAY.fullmatch(said)
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(said)
    except ValueError:
        return None


def several(said: str) -> list[str]:
    """What stands in one cell with semicolons, or on lines of their own."""
    return [part.strip() for part in re.split(r"[;\n]", said) if part.strip()]


def terms(line: Line, kind: Kind) -> dict[str, Any]:
    """What a line says of the terms that a kind asks for, as a proposal has it; still to be read and checked."""
    return {name: _term(line[name], wanted) for name, wanted in kind.terms.items() if line[name]}


def terms_of_others(line: Line, kind: Kind) -> list[str]:
    """Columns with something in them that this kind does not have: most likely in the wrong place."""
    return [name for name in _TERMS if line[name] and name not in kind.terms]


def _term(said: str, wanted: Term) -> Any:
    if wanted == "count":
        return int(said) if said.isascii() and said.isdigit() else said
    if wanted in ("texts", "days", "channels"):
        return several(said)
    return said


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFileError("not_text")


def _rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Each line that holds anything, with the number of the row in the spreadsheet."""
    heading = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for number, cells in enumerate(reader, 1):
        cleaned = [cell.strip() for cell in cells]
        if any(cleaned):
            yield number, cleaned


def _column(cell: str) -> str:
    return "_".join(cell.lower().split())


def _check(shape: Shape, heading: Sequence[str]) -> None:
    for column in filter(None, heading):  # spreadsheets save empty columns at the end
        if column not in shape.columns:
            raise UnreadableFileError("column_unknown", column)
        if heading.count(column) > 1:
            raise UnreadableFileError("column_twice", column)
    for column in shape.needed:
        if column not in heading:
            raise UnreadableFileError("column_missing", column)
