"""Reviews on time, what came of appeals, and how long it takes to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from casework.records import report_desk
from casework.rules.reporting import kept, middle, on_time, share, slowest_tenth, took
from letters.tables import Table
from staff.reporting.asked import Asked, Report, day, month, number, shared
from web.language import gettext as _


def reviews(asked: Asked) -> Report:
    """Reviews by the month of their last day."""
    found = report_desk.reviews(asked.session, asked.year)
    rows = []
    for span in asked.months:
        theirs = [one for one in found if span.holds(one.due_on)]
        rows.append((month(span.first_on), *shared(kept(on_time(o.due_on, o.held_on, asked.today) for o in theirs))))
    all_of_them = kept(on_time(one.due_on, one.held_on, asked.today) for one in found)
    waiting = sum(one.held_on is None and one.due_on < asked.today for one in found)
    head = (_("Month"), _("Due"), _("On time"), _("On time, %"))
    return Report(
        "reviews",
        _("Reviews on time"),
        _(
            "{on_time} of {due} reviews were held by their day in twelve months. {late} are late and not held yet.",
            on_time=all_of_them.on_time,
            due=all_of_them.due,
            late=waiting,
        ),
        (Table("reviews", _("By the month of the last day"), head, tuple(rows), drawn=(1, 2)),),
    )


def appeals(asked: Asked) -> Report:
    """What came of appeals, by the month of the answer."""
    found = report_desk.appeals(asked.session, asked.year)
    answered = [one for one in found if one.outcome and asked.year.holds(one.decided_on)]
    outcomes = Counter(one.outcome for one in answered)
    upheld = outcomes["uphold"] + outcomes["vary"]
    rows = []
    for span in asked.months:
        here = [one for one in answered if span.holds(one.decided_on)]
        came = Counter(one.outcome for one in here)
        times = kept(on_time(one.due_on, one.decided_on, asked.today) for one in here if one.due_on)
        received = sum(span.holds(one.received_on) for one in found)
        rows.append(
            (month(span.first_on), received, came["uphold"], came["vary"], came["dismiss"], number(times.share))
        )
    named = (
        (_("Upheld"), outcomes["uphold"]),
        (_("Upheld in part"), outcomes["vary"]),
        (_("Dismissed"), outcomes["dismiss"]),
    )
    head = (_("Month"), _("Received"), _("Upheld"), _("Upheld in part"), _("Dismissed"), _("Answered on time, %"))
    return Report(
        "appeals",
        _("Appeals"),
        _(
            "{upheld} of {answered} appeals were upheld in whole or in part in twelve months: {percent}%.",
            upheld=upheld,
            answered=len(answered),
            percent=share(upheld, len(answered)) or 0,
        ),
        (
            Table("outcomes", _("What came of them"), (_("Outcome"), _("Appeals")), named, drawn=(1,)),
            Table("appeals", _("Twelve months"), head, tuple(rows)),
        ),
    )


def deciding(asked: Asked) -> Report:
    """Working days from the case to the decision, and from an appeal to its answer."""
    decisions = {one.number: one for one in report_desk.decided(asked.session, asked.year)}.values()
    answered = [one for one in report_desk.appeals(asked.session, asked.year) if asked.year.holds(one.decided_on)]
    to_decide = [(one.issued_on, took(one.opened_on, one.issued_on)) for one in decisions]
    to_answer = [(one.decided_on, took(one.received_on, one.decided_on)) for one in answered if one.decided_on]
    note = _(
        "Working days of England and Wales. Half took no longer than the middle, nine of ten no longer than the last."
    )
    return Report(
        "time",
        _("Time to decide"),
        _("Twelve months up to {day}.", day=day(asked.until)),
        (
            _times("decisions", _("From opening a case to issuing the decision"), asked, to_decide, note),
            _times("answers", _("From receiving an appeal to answering it"), asked, to_answer, note),
        ),
    )


def _times(code: str, title: str, asked: Asked, found: Sequence[tuple[date, int | None]], note: str) -> Table:
    rows = []
    for span in asked.months:
        here = [days for on, days in found if days is not None and span.holds(on)]
        rows.append((month(span.first_on), len(here), number(middle(here)), number(slowest_tenth(here))))
    head = (_("Month"), _("How many"), _("Middle, days"), _("Slowest tenth, days"))
    return Table(code, title, head, tuple(rows), drawn=(2,), note=note)
