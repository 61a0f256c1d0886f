"""Charts of what was measured, as SVG that stands in a page: no script, no picture file, readable without colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDE, HIGH, EDGE = 720, 220, 46
DASHES: Final = ("", "7 4", "2 3", "10 3 2 3")  # so that lines differ without colours

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Chart:
    """Lines over one another, by name. ``across``: what counts from left to right; ``up``: what the height tells."""

    title: str
    across: str
    up: str
    lines: Mapping[str, Points]


drawn: list[Chart] = []  # what the measurements of this run have put aside for the report


def svg(chart: Chart) -> str:
    """The chart; its heights begin at nothing, so that what looks flat is flat."""
    points = [point for line in chart.lines.values() for point in line] or [(1.0, 1.0)]
    right, top = (max(point[place] for point in points) or 1.0 for place in (0, 1))
    base, room = HIGH - EDGE, HIGH - 2 * EDGE

    def at(x: float, y: float) -> str:
        return f"{EDGE + x / right * (WIDE - 2 * EDGE):.1f},{base - y / top * room:.1f}"

    parts = [f'<path d="M{EDGE} {EDGE}V{base}H{WIDE - EDGE}" class="axis"/>']
    for place, (name, line) in enumerate(chart.lines.items()):
        dashes = DASHES[place % len(DASHES)]
        parts.append(f'<polyline points="{" ".join(at(*point) for point in line)}" stroke-dasharray="{dashes}"/>')
        along = EDGE + place * 170
        parts.append(f'<path d="M{along} 12h30" class="line" stroke-dasharray="{dashes}"/>')
        parts.append(f'<text x="{along + 36}" y="16">{escape(name)}</text>')
    parts.append(f'<text x="4" y="{EDGE - 6}">{top:,.4g} {escape(chart.up)}</text>')
    parts.append(f'<text x="{WIDE - 4}" y="{HIGH - 24}" text-anchor="end">{right:,.4g} {escape(chart.across)}</text>')
    return f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(chart.title)}">{"".join(parts)}</svg>'


def bar(value: float, limit: float | None) -> str:
    """A bar as long as a value is of its limit, which is the line at two thirds; without a limit there is no bar."""
    if not limit:
        return ""
    long = min(value / limit, 1.5) * 100
    bars = f'<rect y="2" width="{long:.0f}" height="10"/><path d="M100 0v14" class="axis"/>'
    return (
        f'<svg viewBox="0 0 150 14" width="150" role="img" aria-label="{value / limit:.0%} of the limit">{bars}</svg>'
    )
