"""Comparing outcomes by characteristic: each month what can be shown is counted once, and stays as it is.

One Vision Housing 1.10; Equality Act 2010 section 149. Each act is counted by the day on which it was put on record.
What is counted and how small numbers are kept from everybody: casework.rules.suppression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.exc import IntegrityError

from casework.actions.work import Work
from casework.records import monitoring
from casework.records.appeals import Appeal
from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.records.monitoring import MonitoringAnswer
from casework.records.people import Customer
from casework.records.published import EqualityBlock
from casework.records.reviews import Review
from casework.rules.calendar import LONDON
from casework.rules.monitoring import AGE, MEASURES, UNSAID, age_group, asked, compared, fewest, groups
from casework.rules.reporting import last_whole_month
from casework.rules.suppression import block

_BEFORE_ALL: Final = date(1999, 12, 31)  # nothing was on record


def close_months(work: Work) -> int:
    """Count what the months up to the last whole one bring; how many blocks ended. Done twice it changes nothing."""
    until = last_whole_month(work.today).last_on
    closed = 0
    for measure in MEASURES:
        ended = _ended(work, measure)
        since = {code: ended.get(code, _BEFORE_ALL) for code in compared(work.pack)}
        for last in sorted({day for day in since.values() if day < until}):
            theirs = [code for code, day in since.items() if day == last]
            closed += _close(work, measure, theirs, last + timedelta(days=1), until)
    return closed


def _close(work: Work, measure: str, characteristics: Iterable[str], first_on: date, until: date) -> int:
    """End the blocks of one measure that begin on the same day, where something of them can be shown."""
    people = list(work.session.scalars(_COUNTED[measure](_midnight(first_on), _midnight(until + timedelta(days=1)))))
    if len(set(people)) < fewest(work.pack):
        return 0
    said = _who(work, set(people), until)
    closed = 0
    for characteristic in characteristics:
        acts = Counter(said[one].get(characteristic, UNSAID) for one in people)
        whose = Counter(said[one].get(characteristic, UNSAID) for one in set(people))
        counts = {group: acts[group] for group in groups(characteristic)}
        ended = block(first_on, until, counts, fewest(work.pack), {group: whose[group] for group in counts})
        if ended is None:
            continue
        row = EqualityBlock(measure=measure, characteristic=characteristic, first_on=first_on, last_on=until)
        row.total, row.cells, row.closed_at = ended.total, dict(ended.cells), work.now
        try:
            with work.session.begin_nested():
                work.session.add(row)
        except IntegrityError:  # another worker counted it in the same moment
            continue
        closed += 1
        work.record("equality_counted", measure, characteristic=characteristic, until=until.isoformat())
    return closed


def _ended(work: Work, measure: str) -> dict[str, date]:
    """The last day that was counted of a measure, by characteristic."""
    chosen = select(EqualityBlock.characteristic, func.max(EqualityBlock.last_on))
    found = work.session.execute(chosen.where(EqualityBlock.measure == measure).group_by(EqualityBlock.characteristic))
    return {characteristic: last_on for characteristic, last_on in found}


def _who(work: Work, people: set[int], day: date) -> Mapping[int, Mapping[str, str]]:
    """Of each person what they said, where it is asked here, and the group of their age."""
    said, known = monitoring.of_each(work.session, people), asked(work.pack)
    born: dict[int, date] = {}
    ordered = sorted(people)
    for start in range(0, len(ordered), 500):
        some = Customer.id.in_(ordered[start : start + 500])
        found = work.session.execute(select(Customer.id, Customer.date_of_birth).where(some))
        born.update({number: birthday for number, birthday in found})
    return {
        one: {
            AGE: age_group(born[one], day),
            **{code: answer for code, answer in said.get(one, {}).items() if code in known},
        }
        for one in people
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _between(moment: Any, first: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(moment >= first, moment < end)


def _told(first: datetime, end: datetime) -> Any:
    return select(MonitoringAnswer.customer_id).where(_between(MonitoringAnswer.first_at, first, end))


def _restricted(first: datetime, end: datetime) -> Any:
    return select(Decision.customer_id).where(Decision.state == "issued", _between(Decision.issued_at, first, end))


def _not_restricted(first: datetime, end: datetime) -> Any:
    """Cases that ended in help, a warning or nothing more; by the day of their end."""
    days = Case.ended_on.between(first.date(), (end - timedelta(days=1)).date())
    return select(Case.customer_id).where(Case.outcome.in_(("support", "warning", "nothing_more")), days)


def _appeals(*outcomes: str) -> Callable[[datetime, datetime], Any]:
    return lambda first, end: select(Appeal.customer_id).where(
        Appeal.outcome.in_(outcomes), _between(Appeal.decided_at, first, end)
    )


def _reviews(*outcomes: str) -> Callable[[datetime, datetime], Any]:
    return lambda first, end: select(Review.customer_id).where(
        Review.outcome.in_(outcomes), Review.state == "held", _between(Review.held_at, first, end)
    )


# For each measure: of whom each act is, once for each act, of those put on record from one moment to before another.
_COUNTED: Final[Mapping[str, Callable[[datetime, datetime], Any]]] = {
    "told": _told,
    "restricted": _restricted,
    "not_restricted": _not_restricted,
    "upheld": _appeals("uphold", "vary"),
    "dismissed": _appeals("dismiss"),
    "lifted": _reviews("lift", "alter"),
    "continued": _reviews("continue"),
}
