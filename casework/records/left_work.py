"""What waits for one person, so that it can be handed over when they go."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.records.tasks import Task


def of(session: Session, staff_id: int) -> tuple[Task, ...]:
    """All that they have now, the first to be due first; whose it is about is not for an administrator to read."""
    return tuple(session.scalars(select(Task).where(Task.holder_id == staff_id).order_by(Task.order_on, Task.id)))
