"""The rows of the Complaint Handling Code's self-assessment that this record fills: 5.10, 5.14 and 5.15."""

from __future__ import annotations

from casework.records import report_services
from casework.records.report_services import Evidence
from letters.tables import Cell, Table
from staff.reporting.asked import Asked, Report, day
from web.language import gettext as _


def report(asked: Asked) -> Report:
    """What the record shows today, and what is to be put right before one says "yes"."""
    found = report_services.evidence(asked.session, asked.year, asked.today)
    return Report(
        "code",
        _("Complaint Handling Code"),
        _("What the record shows on {day}, for the self-assessment. Every exception is to be put right.",
          day=day(asked.today)),
        (
            _table("5-10", _("5.10 Adjustments, on record and under review"), _adjustments(found)),
            _table("5-14", _("5.14 A policy, reasons for each restriction, regular review"), _reasons(found),
                   _policy(asked)),
            _table("5-15", _("5.15 Proportionate, with regard to the Equality Act 2010"), _regard(found)),
        ),
    )  # fmt: skip


def _table(code: str, title: str, rows: tuple[tuple[Cell, ...], ...], note: str = "") -> Table:
    head = (_("What we can show"), _("How many"), _("What would be an exception"), _("Exceptions"))
    return Table(code, title, head, rows, note=note)


def _adjustments(found: Evidence) -> tuple[tuple[Cell, ...], ...]:
    answers = found.adjustment_answers
    return (
        (_("Adjustments agreed"), found.adjustments, _("not looked at again in time"), found.adjustments_overdue),
        (
            _("Requests answered, twelve months"),
            answers.due,
            _("answered late, or not at all"),
            answers.due - answers.on_time,
        ),
        (
            _("Adjustments agreed"),
            found.adjustments,
            _("told that it was not done, and not answered"),
            found.not_kept_to,
        ),
    )


def _reasons(found: Evidence) -> tuple[tuple[Cell, ...], ...]:
    applies = (_("Restrictions that apply"), found.restrictions)
    return (
        (*applies, _("without a reason"), found.without_reason),
        (*applies, _("without a day for its review"), found.without_review),
        (*applies, _("review overdue"), found.review_overdue),
        (*applies, _("suspended"), found.suspended),
    )


def _regard(found: Evidence) -> tuple[tuple[Cell, ...], ...]:
    applies = (_("Restrictions that apply"), found.restrictions)
    return (
        (*applies, _("without saying why it is proportionate"), found.without_proportionality),
        (*applies, _("without a word on disability, vulnerability and language"), found.without_regard),
    )


def _policy(asked: Asked) -> str:
    pack = asked.pack
    said = _("The policy: {policy}, {version}.", policy=pack.policy, version=pack.version)
    if pack.review_on is None or pack.review_on >= asked.today:
        return said
    late = _("It was due for its own review on {day}.", day=day(pack.review_on))
    return f"{said} {late}"
