"""Looking at a person's record leaves a trace: who looked, when, in which role, on which page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from casework.actions.work import Actor
from casework.records.prepared import PreparedInsert
from casework.records.signin import AccessLook

_LOOKS: Final = PreparedInsert(AccessLook.__table__, "at", "actor", "actor_id", "role", "customer_id", "page")


def note_looks(connection: Connection, actor: Actor, customer_ids: Iterable[int], page: str, now: datetime) -> None:
    """Write down one look at each of these customers. ``page``: the name of the page, never its address."""
    seen = {"at": now, "actor": actor.kind, "actor_id": actor.id, "page": page[:60]}
    role = (actor.roles[0] if actor.roles else actor.kind)[:60]
    looks = [{**seen, "role": role, "customer_id": customer_id} for customer_id in customer_ids]
    if looks:
        _LOOKS.add(connection, looks)
