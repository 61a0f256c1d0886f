"""The board's paper of a month: all reports of that month, one after the other."""

from __future__ import annotations

from letters.tables import Paper, Section
from staff.reporting import REPORTS
from staff.reporting.asked import Asked, day, month
from web.language import current_language
from web.language import gettext as _


def paper(asked: Asked) -> Paper:
    """The month's figures with the words of today's language."""
    made = [make(asked) for _title, make in REPORTS.values()]
    return Paper(
        title=_("Contact restrictions: figures for {month}", month=month(asked.month.first_on)),
        landlord=asked.pack.name,
        language=current_language(),
        intro=_("For the board. Made on {day} from what was on record that day.", day=day(asked.today)),
        sections=tuple(Section(one.title, one.intro, one.tables) for one in made),
        labels={"page": _("Page {page} of {pages}", page="{page}", pages="{pages}")},
    )
