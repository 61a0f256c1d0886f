"""What applies: by kind, by how long it has stood, by team, and over twelve months."""

from __future__ import annotations

from collections import Counter
from typing import Final

from casework.records import report_desk
from casework.rules.reporting import STOOD, stood
from letters import words
from letters.tables import Table
from staff.reporting.asked import Asked, Report, counted, day, month
from translations import mark
from web.language import current_language
from web.language import gettext as _

BANDS: Final = {
    "under_3": mark("less than 3 months"),
    "3_to_6": mark("3 to 6 months"),
    "6_to_12": mark("6 to 12 months"),
    "over_12": mark("12 months or more"),
}


def report(asked: Asked) -> Report:
    """What stood at the end of the month."""
    found = report_desk.standing(asked.session, asked.until)
    kinds = Counter(_kind(one.kind, asked) for one in found)
    ages = Counter(stood(one.starts_on, asked.until) for one in found)
    teams = Counter(one.team or _("no team") for one in found)
    in_force = _("In force")
    bands = tuple((_(BANDS[code]), ages[code]) for code in STOOD)
    return Report(
        "restrictions",
        _("Restrictions"),
        _("{count} restrictions were in force on {day}.", count=len(found), day=day(asked.until)),
        (
            counted("kinds", _("By kind"), _("Kind"), in_force, list(kinds.items())),
            Table("ages", _("By how long they have stood"), (_("How long"), in_force), bands, drawn=(1,)),
            counted("teams", _("By team"), _("Team"), in_force, list(teams.items())),
            _months(asked),
        ),
    )


def _months(asked: Asked) -> Table:
    """How many stood at the end of each month, and how many decisions were issued in it."""
    days = [min(span.last_on, asked.today) for span in asked.months]
    stood_then = report_desk.stood_each(asked.session, days)
    issued = report_desk.decided(asked.session, asked.year)
    rows = []
    for span, how_many in zip(asked.months, stood_then, strict=True):
        decisions = {one.number for one in issued if span.holds(one.issued_on)}
        rows.append((month(span.first_on), how_many, len(decisions)))
    head = (_("Month"), _("In force"), _("Decisions"))
    return Table("months", _("Twelve months"), head, tuple(rows), drawn=(1,))


def _kind(code: str, asked: Asked) -> str:
    return words.restriction_name(code, current_language(), asked.pack)
