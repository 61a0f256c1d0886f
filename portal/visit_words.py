"""When a visit is, in words: the day, and from when to when, by the clock in England."""

from __future__ import annotations

from datetime import UTC, datetime

from casework.records.services import ServiceRequest, ServiceVisit
from casework.rules.calendar import local
from letters import words
from web.language import current_language
from web.language import gettext as _


def when(visit: ServiceVisit) -> str:
    """ "Tuesday 5 January 2027, 8 am to 12 pm"."""
    language = current_language()
    starts, ends = local(visit.starts_at), local(visit.ends_at)
    return _(
        "{day}, {start} to {end}",
        day=words.date(starts.date(), language),
        start=words.time(f"{starts:%H:%M}", language),
        end=words.time(f"{ends:%H:%M}", language),
    )


def times_on_offer(request: ServiceRequest) -> list[tuple[int, str]]:
    """The visits that may be chosen now: number and words of each."""
    now = datetime.now(UTC)
    return [(one.id, when(one)) for one in request.offered if one.starts_at > now]
