"""Looking at a person's record leaves a trace: who looked, when, in which role, on which page."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from casework.actions.work import Actor
from casework.records.signin import AccessLook


def note_look(session: Session, actor: Actor, customer_id: int, page: str, now: datetime) -> None:
    """Write down one look. ``page``: the name of the page, never its address."""
    session.add(
        AccessLook(
            at=now,
            actor=actor.kind,
            actor_id=actor.id,
            role=(actor.roles[0] if actor.roles else actor.kind)[:60],
            customer_id=customer_id,
            page=page[:60],
        )
    )
