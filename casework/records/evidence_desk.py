"""Files that people sent, for staff: whatever they came with, and never those of somebody's draft."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.records.appeals import Appeal, Evidence
from casework.records.missing import NotFoundError


def sent_file(session: Session, ref: str) -> Evidence:
    """A file that was sent with something that reached us."""
    others = Evidence.change_id.is_not(None), Evidence.held_id.is_not(None), Evidence.incident_id.is_not(None)
    reached = or_(Appeal.submitted_at.is_not(None), *others)
    chosen = select(Evidence).outerjoin(Appeal, Evidence.appeal_id == Appeal.id).where(Evidence.ref == ref, reached)
    found = session.scalar(chosen)
    if found is None:
        raise NotFoundError(ref)
    return found


def of_incidents(session: Session, incident_ids: Collection[int]) -> dict[int, tuple[Evidence, ...]]:
    """The files that staff keep with incidents, by the number of each; nothing for one that has none."""
    chosen = select(Evidence).where(Evidence.incident_id.in_(incident_ids)).order_by(Evidence.id)
    found: dict[int, tuple[Evidence, ...]] = {}
    for one in session.scalars(chosen):
        number = one.incident_id or 0
        found[number] = (*found.get(number, ()), one)
    return found
