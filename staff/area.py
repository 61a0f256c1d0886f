"""A manager's own area: prevention, response and support in each case, and colleagues who wait for help."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import abort, request
from flask.typing import ResponseReturnValue

from casework.records import area as records
from casework.rules.aftermath import manages
from staff.aftermath_words import help_words, part_words
from staff.blueprint import bp, may_read
from staff.showing import show
from web.access import me
from web.database import pack, reading

A_YEAR = timedelta(days=365)
MOST_PAGES = 10_000  # no database counts as far as an address can


@bp.get("/area")
@may_read
def area() -> ResponseReturnValue:
    """All three parts for the cases of my team, or of everybody; only managers and auditors read it."""
    if not manages(pack(), me().roles) and "auditor" not in me().roles:
        abort(403)
    session, since = reading(), datetime.now(UTC) - A_YEAR
    team = records.team_of(session, me().id)
    everybody = team is None or request.args.get("of") == "all"
    shown = records.Area(None if everybody else team, since)
    lacking, page = request.args.get("lacking", ""), min(max(request.args.get("page", 1, int), 1), MOST_PAGES)
    return show(
        "staff/area.html",
        totals=records.totals(session, shown),
        cases=records.cases(session, shown, lacking, page),
        waiting=records.help_waiting(session, shown),
        told_of=records.told_of(session, me().id, since),
        has_team=team is not None,
        everybody=everybody,
        lacking=lacking if lacking in records.PARTS else "",
        page=page,
        most=records.A_PAGE,
        rule=pack().rules["framework"],
        part_words=part_words,
        help_words=help_words,
    )
