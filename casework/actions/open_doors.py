"""The open-door proof of one person, from the record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from casework.actions import proposals
from casework.actions.work import Work
from casework.records import own
from casework.records.decisions import Restriction
from casework.rules import open_door


def as_kept(work: Work, customer_id: int) -> dict[str, Any]:
    """What stays open for this person today under everything that is in force, as a decision keeps it."""
    applying = select(Restriction).where(Restriction.customer_id == customer_id, Restriction.state == "in_force")
    restrictions = [proposals.as_rule(one) for one in work.session.scalars(applying) if one.kind in work.pack.kinds]
    cannot_use, advocate = own.situation(work.session, customer_id, work.today)
    opened = own.opened(work.session, customer_id)
    found = open_door.proof(work.pack, restrictions, advocate, cannot_use, opened)
    return open_door.as_kept(found, cannot_use, advocate)
