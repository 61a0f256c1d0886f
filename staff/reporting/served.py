"""Whether restricted people are served as well as others, and what we promised and did not keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from casework.records import report_services
from casework.records.report_services import COMPLAINT, Served
from casework.rules.reporting import Span, kept, middle
from letters import words
from letters.tables import Cell, Table
from staff.reporting.asked import Asked, Report, day, month, number
from translations import mark
from web.language import current_language
from web.language import gettext as _

PROMISES: Final[Mapping[str, str]] = {
    "agreement": mark("Promises of contact agreements"),
    "adjustment": mark("Agreed adjustments that were not done"),
    "review": mark("Missed reviews"),
    "visit": mark("Visits for which nobody came"),
    "complaint": mark("Late answers to complaints"),
}


def services(asked: Asked) -> Report:
    """Each service, for who was restricted on the day on which they asked, and for everybody else."""
    found = report_services.services(asked.session, asked.year, asked.now)
    codes = sorted({one.service for one in found})
    rows = []
    for code in codes:
        theirs = [one for one in found if one.service == code]
        restricted, others = ([one for one in theirs if one.restricted is yes] for yes in (True, False))
        rows.append((_service(code), *_figures(restricted), *_figures(others)))
    head = (
        _("Service"),
        _("Restricted: asked"),
        _("Restricted: in time, %"),
        _("Restricted: days (middle)"),
        _("Others: asked"),
        _("Others: in time, %"),
        _("Others: days (middle)"),
    )
    return Report(
        "services",
        _("Essential services"),
        _("What people asked for in twelve months up to {day}. Nobody may wait longer for being restricted.",
          day=day(asked.until)),
        (Table("services", _("Restricted people and others"), head, tuple(rows), drawn=(2, 5)),),
    )  # fmt: skip


def promises(asked: Asked) -> Report:
    """How often, in the month and in twelve months."""
    year = report_services.broken(asked.session, asked.year, asked.today)
    now = report_services.broken(asked.session, asked.month, asked.today)
    rows = tuple((_(words_of), now[code], year[code]) for code, words_of in PROMISES.items())
    head = (_("What"), month(asked.month.first_on), _("Twelve months"))
    return Report(
        "promises",
        _("Broken promises"),
        _("What we promised or owed, and did not do."),
        (Table("promises", _("What we did not keep"), head, rows, drawn=(2,)), _by_month(asked)),
    )


def _by_month(asked: Asked) -> Table:
    def all_in(span: Span) -> int:
        return Counter(report_services.broken(asked.session, span, asked.today)).total()

    rows = tuple((month(span.first_on), all_in(span)) for span in asked.months)
    return Table("promises-months", _("Month by month"), (_("Month"), _("Not kept")), rows, drawn=(1,))


def _figures(found: Sequence[Served]) -> tuple[Cell, ...]:
    days = [one.days for one in found if one.days is not None]
    return len(found), number(kept(one.in_time for one in found).share), number(middle(days))


def _service(code: str) -> str:
    return _("Complaints") if code == COMPLAINT else words.service(code, current_language())
