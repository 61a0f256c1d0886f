"""Runs what is measured, prints one table and writes a report with charts: `python -m bench`.

Each module here with a function `run() -> list[tuple[str, float, str]]` gives rows of (what was measured, how many
times the yardstick measured in the same run, our limit as text such as "at most 3.5"). Only ratios are printed, since
times change by half from one run to the next on the same machine. Fails where a ratio is over its limit. With names of
modules (`python -m bench pages acts`) only those are run.
"""

import importlib
import pkgutil
import sys
from collections.abc import Collection, Sequence

import bench
from bench import charts, report
from web.settings import VAR


def rows(chosen: Collection[str] = ()) -> list[report.Row]:
    found: list[report.Row] = []
    for module in sorted(pkgutil.iter_modules(bench.__path__), key=lambda module: module.name):
        if module.name.startswith("_") or (chosen and module.name not in chosen):
            continue
        if run := getattr(importlib.import_module(f"bench.{module.name}"), "run", None):
            found += run()
    return found


def tell(measured: Sequence[report.Row]) -> int:
    """Print the table and write the report; 1 where a row is over its limit."""
    width = max((len(what) for what, _ratio, _limit in measured), default=0)
    for row in measured:
        what, ratio, limit = row
        print(f"{what:<{width}}  {ratio:>8.2f}  {limit}{'  OVER THE LIMIT' if report.over(row) else ''}")
    print(f"Report: {report.write(measured, charts.drawn, VAR / 'bench')}")
    return 1 if any(map(report.over, measured)) else 0


if __name__ == "__main__":
    sys.exit(tell(rows(sys.argv[1:])))
