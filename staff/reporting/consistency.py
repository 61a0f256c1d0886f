"""Whether like cases come out alike: each kind of restriction with how it was decided (Octavia 5.2)."""

from __future__ import annotations

from casework.records import report_desk
from casework.records.report_desk import Decided
from casework.rules.reporting import middle, share
from letters import words
from letters.tables import Table
from staff.reporting.asked import Asked, Report, number
from web.language import current_language
from web.language import gettext as _

_ON_APPEAL = ("appeal_upheld", "appeal_varied")


def report(asked: Asked) -> Report:
    """The decisions of twelve months, kind by kind."""
    kinds: dict[str, list[Decided]] = {}
    for one in report_desk.decided(asked.session, asked.year):
        kinds.setdefault(one.kind, []).append(one)
    rows = [
        (words.restriction_name(kind, current_language(), asked.pack), *_figures(found))
        for kind, found in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    head = (
        _("Kind"),
        _("Decided"),
        _("After a warning, or with the reason why not, %"),
        _("Days until review (middle)"),
        _("Ended or changed on appeal, %"),
    )
    return Report(
        "consistency",
        _("Alike from case to case"),
        _("The decisions of twelve months. Where one kind stands out, ask why."),
        (Table("alike", _("By kind"), head, tuple(rows), drawn=(1,)),),
    )


def _figures(found: list[Decided]) -> tuple[str | int, ...]:
    periods = [(one.review_on - one.issued_on).days for one in found if one.review_on]
    warned = sum(one.warned for one in found)
    appealed = sum(one.ended_why in _ON_APPEAL for one in found)
    return (
        len(found),
        number(share(warned, len(found))),
        number(middle(periods)),
        number(share(appealed, len(found))),
    )
