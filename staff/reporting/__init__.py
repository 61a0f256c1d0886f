"""The reports of the back office: each a function from the month asked for to tables with their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from casework.records.missing import NotFoundError
from staff.reporting import clocks, code, consistency, equality, restrictions, served
from staff.reporting.asked import Asked, Report
from translations import mark

__all__ = ["REPORTS", "Asked", "Report", "report"]

# In the order in which they are offered; the board reads them in the same order.
REPORTS: Final[Mapping[str, tuple[str, Callable[[Asked], Report]]]] = {
    "restrictions": (mark("Restrictions"), restrictions.report),
    "consistency": (mark("Alike from case to case"), consistency.report),
    "reviews": (mark("Reviews on time"), clocks.reviews),
    "appeals": (mark("Appeals"), clocks.appeals),
    "time": (mark("Time to decide"), clocks.deciding),
    "services": (mark("Essential services"), served.services),
    "promises": (mark("Broken promises"), served.promises),
    "equality": (mark("Equality"), equality.report),
    "code": (mark("Complaint Handling Code"), code.report),
}


def report(which: str, asked: Asked) -> Report:
    """One report. NotFoundError for one that there is not."""
    if which not in REPORTS:
        raise NotFoundError(which)
    return REPORTS[which][1](asked)
