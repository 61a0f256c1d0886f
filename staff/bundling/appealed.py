"""Appeals in a bundle: what the customer said and sent, the days, and the answer to each ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date

from sqlalchemy.orm import Session

from casework.actions import grounds
from casework.actions.grounds import Ground
from casework.records import files, keys
from casework.records.appeals import Appeal, Evidence
from casework.rules.calendar import day_of
from casework.rules.evidence import may_open
from letters import words
from letters.tables import Section, Table
from staff.evidence import safe_name
from staff.forms.hearing import AGREED
from web.database import pack, reading
from web.language import current_language
from web.language import gettext as _
from web.role_words import role


def sent_files(session: Session, appeals: Iterable[Appeal]) -> Mapping[str, bytes]:
    """What was sent with these appeals, by its name in the bundle; what is in quarantine stays there."""
    found = {}
    for one in (one for appeal in appeals for one in appeal.evidence if may_open(one.scan, own=False)):
        with suppress(FileNotFoundError):
            found[_name(one)] = files.get(session, one.customer_id or keys.NOBODY, one.stored_as)
    return found


def section(one: Appeal) -> Section:
    """One appeal: both sides' words, the days, and the files."""
    tables = (_days(one), _sent(one)) if one.evidence else (_days(one),)
    said = tuple((name, said) for name, said in _said(one) if said)
    return Section(_("Appeal {ref}", ref=one.ref), "", tables, said)


def _said(one: Appeal) -> Iterator[tuple[str, str]]:
    yield _("Grounds"), one.grounds
    yield _("What they want"), one.wanted
    for more in one.additions:
        yield _("Added on {day}", day=_day(day_of(more.said_at))), more.words
    for later in one.extensions:
        yield _("Why we need longer"), later.reason
    answered = (ground for ground in grounds.of(reading(), one) if ground.answer)
    for number, ground in enumerate(answered, start=1):
        yield _("Answer to ground {number}", number=number), _answer(ground)
    yield _("Outcome"), words.outcome(one.outcome, current_language()) if one.outcome else ""
    yield _("Why"), one.reasons or ""


def _answer(ground: Ground) -> str:
    about = words.point(ground.point, current_language(), pack()) if ground.point else ground.words
    return "\n".join((about, _(AGREED[str(ground.answer)]), ground.reasons))


def _days(one: Appeal) -> Table:
    first = one.extensions[0].due_before if one.extensions else one.due_on
    who = one.hearer.name if one.hearer else ""
    row = (
        one.ref,
        _day(one.received_on),
        _day(first),
        _day(one.due_on) if one.extensions else "",
        _day(day_of(one.decided_at)) if one.decided_at else _("Not yet"),
        ", ".join(part for part in (who, role(one.hearer_role) if one.hearer_role else "") if part),
    )
    head = (_("Appeal"), _("Received"), _("Answer due"), _("Put off to"), _("Answered"), _("Who"))
    return Table("days", _("The days of this appeal"), head, (row,))


def _sent(one: Appeal) -> Table:
    rows = tuple(
        (sent.name, _name(sent) if may_open(sent.scan, own=False) else _("In quarantine, so not in this bundle"))
        for sent in one.evidence
    )
    return Table("sent", _("Files that came with it"), (_("Its name"), _("Where")), rows)


def _name(sent: Evidence) -> str:
    return f"files/{sent.ref}-{safe_name(sent.name, sent.ref)}"


def _day(day: date | None) -> str:
    return words.date(day, current_language()) if day else ""
