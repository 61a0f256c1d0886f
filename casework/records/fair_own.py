"""What a customer, or an advocate with "report", may read of what they said about staff. Loading is the permission."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.records.fairness import ConductConcern
from casework.records.missing import NotFoundError
from casework.records.own import Reader


def own_concern(session: Session, whose: Reader, ref: str) -> ConductConcern:
    """One concern. NotFoundError for anybody else's."""
    found = session.scalar(_concerns(whose).where(ConductConcern.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def own_concerns(session: Session, whose: Reader) -> tuple[ConductConcern, ...]:
    """All of them, the newest first."""
    return tuple(session.scalars(_concerns(whose).order_by(ConductConcern.id.desc())))


def _concerns(whose: Reader) -> Select[ConductConcern]:
    whose.needs("report")
    return select(ConductConcern).where(ConductConcern.customer_id == whose.customer_id)
