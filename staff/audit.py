"""Audit: every act and every look, searched, and whether the chain of acts is as it was written."""

from __future__ import annotations

from datetime import UTC, date

from flask import Response, request
from flask.typing import ResponseReturnValue

from casework.records import audit as records
from casework.records.audit import Asked, Trace
from letters.tables import spreadsheet
from staff.administration import may_see
from staff.blueprint import bp
from staff.showing import show
from web.database import reading
from web.language import gettext as _

LOOKS = "looks"
_READ = {"acts": records.acts, LOOKS: records.looks}


@bp.get("/audit")
@may_see
def audit() -> ResponseReturnValue:
    """A page of what is asked for, the last first."""
    asked, of = asked_for()
    before = request.args.get("before", "", str)
    found = _READ[of](reading(), asked, int(before) if before.isdecimal() and len(before) < 19 else None)
    return show(
        "staff/audit.html",
        asked=asked,
        typed=request.args,
        wrong=wrong_days(),
        of=of,
        found=found,
        whole=len(found) == records.A_PAGE,
        check=records.last_check(reading()),
        kinds=records.kinds(reading()) if of != LOOKS else (),
        said=said,
    )


@bp.get("/audit/csv")
@may_see
def audit_file() -> ResponseReturnValue:
    """All that is asked for as a file for a spreadsheet, up to the most that one holds."""
    asked, of = asked_for()
    found = _READ[of](reading(), asked, None, records.MOST_IN_FILE)
    head = (_("Number"), _("When"), _("Who"), _("Kind"), _("What"), _("About"), _("Role"))
    answer = Response(spreadsheet.as_csv(head, map(line, found)), mimetype=spreadsheet.CSV_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-{of}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def line(one: Trace) -> tuple[int | str, ...]:
    """One line of the file; moments in UTC, as they stand in the chain."""
    at = one.at.astimezone(UTC).isoformat(timespec="seconds")
    return one.number, at, one.who or one.kind, one.kind, one.what, one.subject, one.role


def asked_for() -> tuple[Asked, str]:
    """What is searched for, and among what: acts or looks."""
    asked = Asked(_text("who"), _day("first"), _day("last"), _text("what"), _text("subject").upper())
    return asked, LOOKS if request.args.get("of") == LOOKS else "acts"


def wrong_days() -> list[str]:
    """The days that cannot be read: nothing is left out because of them, and the page says so."""
    return [name for name in ("first", "last") if request.args.get(name, "").strip() and _day(name) is None]


def said(code: str) -> str:
    """The name of an act or a page as a person reads it: codes are the same in every language, as in the file."""
    return code.removeprefix("staff.").removeprefix("portal.").replace("_", " ")


def _text(name: str) -> str:
    return request.args.get(name, "").replace("\0", "").strip()[:100]


def _day(name: str) -> date | None:
    """A day that somebody may mean, 31/3/2026 or 2026-03-31; None for anything else."""
    typed = _text(name)
    try:
        found = date(*map(int, reversed(typed.split("/")))) if "/" in typed else date.fromisoformat(typed)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if 2000 <= found.year < 2200 else None
