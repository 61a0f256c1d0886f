"""Runs what is measured and prints one table: `python -m bench`.

Each module here with a function `run() -> list[tuple[str, float, str]]` gives rows of (what was measured, how many
times the yardstick measured in the same run, our limit as text such as "at most 3.5"). Only ratios are printed, since
times change by half from one run to the next on the same machine. Fails where a ratio is over its limit.
"""

import importlib
import pkgutil
import re
import sys

import bench

Row = tuple[str, float, str]


def rows() -> list[Row]:
    found: list[Row] = []
    for module in sorted(pkgutil.iter_modules(bench.__path__), key=lambda module: module.name):
        if module.name.startswith("_"):
            continue
        if run := getattr(importlib.import_module(f"bench.{module.name}"), "run", None):
            found += run()
    return found


def over(row: Row) -> bool:
    """Whether a row breaks its limit; a limit without a number in it is only a remark."""
    _what, ratio, limit = row
    number = re.search(r"\d+(\.\d+)?", limit)
    return number is not None and ratio > float(number.group())


def main() -> int:
    measured = rows()
    width = max((len(what) for what, _ratio, _limit in measured), default=0)
    for row in measured:
        what, ratio, limit = row
        print(f"{what:<{width}}  {ratio:>8.2f}  {limit}{'  OVER THE LIMIT' if over(row) else ''}")
    return 1 if any(map(over, measured)) else 0


if __name__ == "__main__":
    sys.exit(main())
