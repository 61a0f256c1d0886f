"""A chart as SVG: bars that lie, each with its name and its number above it, so that it is read without colours.

Narrow enough for a phone, and drawn in a few lines of our own: it needs no script, scales, and prints.
"""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Final

from letters.tables.table import Table

_WIDTH: Final = 288  # units: on the narrowest screen one is one pixel
_TEXT, _BAR, _GAP, _LEGEND = 14, 12, 12, 22
_LETTERS: Final = 34  # of a line: even wide ones fit
_FONT: Final = "Noto Sans, system-ui, sans-serif"


def svg(table: Table, accent: str, key: str, *, rightwards: bool = False) -> str:
    """The chart of a table's drawn columns. ``key``: makes its ids unique on a page. ``rightwards``: read from there.

    The first series is full, the second an outline. What is not a number (a hidden one) has its words and no bar.
    """
    title, told = escape(table.title), escape(said(table))
    two = len(table.drawn) > 1
    top = 6 + _LEGEND * len(table.drawn) if two else 6
    parts = [_legend(table, accent, rightwards=rightwards)] if two else []
    drawn = [row[column] for row in table.rows for column in table.drawn]
    most = max((cell for cell in drawn if isinstance(cell, int)), default=0)
    for row in table.rows:
        for line in wrap(_label(row, table), _LETTERS):
            top += _TEXT + 3
            parts.append(_text(line, top, rightwards=rightwards))
        for place, column in enumerate(table.drawn):
            value = row[column]
            if isinstance(value, int) and value > 0:
                length = max(round(value * _WIDTH / most), 3)
                parts.append(_bar(length, top + 5, accent, full=place == 0, rightwards=rightwards))
                top += _BAR + 2
        top += _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="od-chart" viewBox="0 0 {_WIDTH} {top}" role="img"'
        f' width="{_WIDTH * 5 // 4}" height="{top * 5 // 4}"'
        f' aria-labelledby="{key}-title {key}-desc" font-family="{_FONT}" font-size="{_TEXT}">'
        f'<title id="{key}-title">{title}</title><desc id="{key}-desc">{told}</desc>{"".join(parts)}</svg>'
    )


def said(table: Table) -> str:
    """What the chart shows, as one would read it out."""
    return ". ".join(f"{row[0]}: {_values(row, table)}" for row in table.rows)


def _values(row: tuple[str | int, ...], table: Table) -> str:
    if len(table.drawn) == 1:
        return str(row[table.drawn[0]])
    return ", ".join(f"{table.head[column]} {row[column]}" for column in table.drawn)


def _label(row: tuple[str | int, ...], table: Table) -> str:
    """A row's name and numbers, above its bars."""
    return f"{row[0]}: {' / '.join(str(row[column]) for column in table.drawn)}"


def _text(words: str, y: int, *, rightwards: bool, inset: int = 0) -> str:
    x = _WIDTH - inset if rightwards else inset
    return f'<text x="{x}" y="{y}" fill="currentColor">{escape(words)}</text>'


def _bar(length: int, y: int, accent: str, *, full: bool, rightwards: bool) -> str:
    return _box(_WIDTH - length if rightwards else 0, y, length, _BAR, accent, full=full)


def _legend(table: Table, accent: str, *, rightwards: bool) -> str:
    drawn = []
    for place, column in enumerate(table.drawn):
        y = place * _LEGEND
        x = _WIDTH - 24 if rightwards else 0
        drawn.append(_box(x, y, 24, _BAR, accent, full=place == 0))
        drawn.append(_text(table.head[column], y + 11, rightwards=rightwards, inset=32))
    return "".join(drawn)


def _box(x: int, y: int, width: int, height: int, accent: str, *, full: bool) -> str:
    """A rectangle, its border within its size."""
    inside = f'x="{x + 1}" y="{y + 1}" width="{max(width - 2, 1)}" height="{height - 2}"'
    return f'<rect {inside} fill="{accent if full else "none"}" stroke="{accent}" stroke-width="2"/>'
