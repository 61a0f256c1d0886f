"""How cases with the same kind of behaviour came out before: counted for everybody in the night, told in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Final

from sqlalchemy import ColumnElement, Select, String, cast, delete, exists, func, or_, select

from casework.actions.work import Work
from casework.records.cases import Case, Incident
from casework.records.decisions import Decision, Restriction
from casework.records.oversight import SimilarCount
from casework.rules.calendar import months_after
from casework.rules.similar import Count
from casework.rules.vocabulary import BEHAVIOURS

MONTHS: Final = 24  # older practice says little about today's
EARLY: Final = ("appeal_upheld", "appeal_varied", "review")


def counted(work: Work) -> list[Count]:
    """The counts as they are today, of cases opened in the last two years and settled by now; nothing is written."""
    since = work.now - (work.today - months_after(work.today, -MONTHS))
    found = []
    for behaviour in BEHAVIOURS:
        settled = _settled(behaviour).where(Case.opened_at >= since)
        cases = work.session.scalar(select(func.count()).select_from(settled.subquery())) or 0
        imposed, ended = _by_kind(work, settled), _by_kind(work, settled, Restriction.ended_why.in_(EARLY))
        found.append(Count(behaviour, "", cases, 0, 0))
        found += [Count(behaviour, kind, cases, number, ended.get(kind, 0)) for kind, number in imposed.items()]
    return found


def keep(work: Work, counts: Iterable[Count]) -> None:
    """Keep these counts in place of those that stand."""
    work.session.execute(delete(SimilarCount))
    work.session.add_all(SimilarCount(**asdict(one), counted_on=work.today) for one in counts)
    work.session.flush()


def _settled(behaviour: str) -> Select[int]:
    """The cases with an incident of this kind in which something was decided, or that ended without that."""
    said = cast(Incident.behaviour, String).contains(f'"{behaviour}"', autoescape=True)
    issued = exists().where(Decision.case_id == Case.id, Decision.issued_at.is_not(None))
    return select(Case.id).where(
        exists().where(Incident.case_id == Case.id, said), or_(issued, Case.outcome.is_not(None))
    )


def _by_kind(work: Work, cases: Select[int], *more: ColumnElement[bool]) -> Mapping[str, int]:
    """In how many of these cases each kind was decided."""
    chosen: Select[str, int] = (
        select(Restriction.kind, func.count(Decision.case_id.distinct()))
        .join(Decision, Restriction.decision_id == Decision.id)
        .where(Decision.issued_at.is_not(None), Decision.case_id.in_(cases), *more)
        .group_by(Restriction.kind)
    )
    return {kind: number for kind, number in work.session.execute(chosen)}
