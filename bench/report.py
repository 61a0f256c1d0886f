"""The report of a run, one page without anything beside it: `var/bench/index.html`."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from bench.charts import Chart, bar, svg

Row = tuple[str, float, str]
LOOK = """body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } td, th { padding: .2rem .6rem; border-bottom: 1px solid #bbb; text-align: left }
td.n { text-align: right; font-variant-numeric: tabular-nums } tr.over { background: #fbe3e4; font-weight: bold }
svg { max-width: 100% } svg text { font-size: 12px } rect { fill: #1d4e5f }
polyline, .line { fill: none; stroke: #1d4e5f; stroke-width: 2 } .axis { fill: none; stroke: #555 }"""


def limit_of(row: Row) -> float | None:
    """The number in a row's limit; a limit without one is only a remark."""
    number = re.search(r"\d+(\.\d+)?", row[2])
    return float(number.group()) if number else None


def over(row: Row) -> bool:
    """Whether a row breaks its limit."""
    limit = limit_of(row)
    return limit is not None and row[1] > limit


def write(rows: Sequence[Row], charts: Sequence[Chart], folder: Path) -> Path:
    """Write the report into the folder, and say where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(html(rows, charts), encoding="utf-8")
    return page


def html(rows: Sequence[Row], charts: Sequence[Chart]) -> str:
    """The page: whether all is within its limits, every row with its bar, and the charts."""
    broken = sum(map(over, rows))
    verdict = f"{broken} of {len(rows)} over the limit" if broken else f"All {len(rows)} within their limits"
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y, %H:%M} UTC"
    drawings = "".join(f"<h2>{escape(chart.title)}</h2>{svg(chart)}" for chart in charts)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What was measured</title><style>{LOOK}</style></head><body>
<h1>What was measured</h1>
<p><strong>{verdict}.</strong> {escape(where)}. The numbers are ratios to a yardstick of the same run. A bar that
reaches its line is at its limit.</p>
<table><thead><tr><th>What</th><th>Times</th><th>Limit</th><th>Share of the limit</th></tr></thead>
<tbody>{"".join(map(_line, rows))}</tbody></table>
{drawings}
</body></html>
"""


def _line(row: Row) -> str:
    what, ratio, said = row
    kind = ' class="over"' if over(row) else ""
    cells = f'<td>{escape(what)}</td><td class="n">{ratio:.2f}</td><td>{escape(said)}</td>'
    return f"<tr{kind}>{cells}<td>{bar(ratio, limit_of(row))}</td></tr>"
