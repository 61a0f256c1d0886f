"""Reports: what applies, what is late, what came of it, whether it is fair; to read, to take away, for the board."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final

from flask import flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

from casework.actions import board_papers as actions
from casework.actions.work import RefusedError
from casework.records import published
from casework.records.missing import NotFoundError
from casework.rules.calendar import months_after
from casework.rules.reporting import Span, last_whole_month, month_of
from letters.tables import Paper, Table, chart, spreadsheet
from letters.tables import paper as printed
from staff.blueprint import bp, may_act, may_read
from staff.refusals import says
from staff.reporting import REPORTS, Asked, report
from staff.reporting.board import paper as whole_paper
from staff.reviews import month_of as month_named
from staff.showing import show
from translations import LANGUAGES
from web.access import london_today
from web.database import act, pack, reading
from web.language import current_language
from web.language import gettext as _

EARLIEST: Final = date(2000, 1, 1)
PDF: Final = "application/pdf"


@bp.get("/reports")
@may_read
def reports() -> ResponseReturnValue:
    """What can be read, and the board's papers. Nothing is counted yet: that can take a while."""
    titles = {code: _(title) for code, (title, _make) in REPORTS.items()}
    return show("staff/reports.html", titles=titles, papers=published.papers(reading()), **_around(_asked()))


@bp.get("/reports/<code>")
@may_read
def report_page(code: str) -> ResponseReturnValue:
    """One report: each chart with its table behind it."""
    asked, sort = _asked(), _sort()
    found = report(code, asked)
    tables = [in_order(table, *sort) for table in found.tables]
    return show("staff/report.html", report=found, tables=tables, sort=sort, drawn=drawn, **_around(asked))


@bp.get("/reports/<code>/<any(csv, xlsx):kind>")
@may_read
def report_file(code: str, kind: str) -> ResponseReturnValue:
    """The same as a file for a spreadsheet."""
    asked = _asked()
    tables = report(code, asked).tables
    name = f"{code}-{asked.month.first_on:%Y-%m}.{kind}"
    if kind == "csv":
        return _file(spreadsheet.tables_as_csv(tables), spreadsheet.CSV_TYPE, name)
    return _file(spreadsheet.workbook(tables), spreadsheet.XLSX_TYPE, name)


@bp.post("/reports/papers")
@may_act
def paper_make() -> ResponseReturnValue:
    """Make the board's paper of a month, once."""
    asked = _asked()
    try:
        act(actions.make, asked.month.first_on, whole_paper(asked).as_values())
    except RefusedError as error:
        for message in says(error):
            flash(message)
    else:
        flash(_("The paper is ready. It stays as it is."), "success")
    return redirect(url_for(".reports", month=f"{asked.month.first_on:%Y-%m}"), 303)


@bp.get("/reports/papers/<month>/pdf")
@may_read
def paper_file(month: str) -> ResponseReturnValue:
    """The paper of a month as PDF, the same each time."""
    first = month_named(month, EARLIEST)
    if f"{first:%Y-%m}" != month:
        raise NotFoundError(month)
    kept = published.paper(reading(), first)
    made = printed.pdf(Paper.from_values(kept.content), pack().accent)
    return _file(made, PDF, f"board-{month}.pdf")


def in_order(table: Table, by: str, way: str) -> Table:
    """A table by the column that is asked for, where that is one of its own: ``by`` is its code and the number."""
    code, _dot, column = by.rpartition(".")
    if code != table.code or column not in map(str, range(len(table.head))):
        return table
    return table.ordered(int(column), down=way == "desc")


def drawn(table: Table) -> Markup:
    """The chart of a table in the page's direction; nothing where there is nothing to draw."""
    if not table.drawable:
        return Markup()
    rightwards = LANGUAGES[current_language()].direction == "rtl"
    return Markup(chart.svg(table, pack().accent, table.code, rightwards=rightwards))  # noqa: S704  it escapes all words


def _sort() -> tuple[str, str]:
    """By which column of which table, and in which direction."""
    asked = request.args.get("sort", "")
    return asked.removeprefix("-"), "desc" if asked.startswith("-") else "asc"


def _asked() -> Asked:
    """The month that is asked for, or the last whole one; never one that is still to come."""
    today = london_today()
    last = last_whole_month(today)
    first = month_named(request.values.get("month", ""), last.first_on)
    span = month_of(first) if EARLIEST <= first <= today else last
    return Asked(reading(), pack(), span, today, datetime.now(UTC))


def _around(asked: Asked) -> dict[str, Span | bool | None]:
    """The month, the one before and the one after, and whether it is over."""
    after = months_after(asked.month.first_on, 1)
    before = months_after(asked.month.first_on, -1)
    return {
        "month": asked.month,
        "before": month_of(before) if before >= EARLIEST else None,
        "after": month_of(after) if after <= asked.today else None,
        "over": asked.month.last_on < asked.today,
    }


def _file(data: bytes, media_type: str, name: str) -> Response:
    answer = send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
