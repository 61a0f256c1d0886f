"""Appeals without sign-in: the receipt that anybody with its reference may see, and what staff read to match them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.records.appeals import Appeal, HeldAppeal
from casework.records.decisions import Decision
from casework.records.letters import Letter
from casework.records.missing import NotFoundError


@dataclass(frozen=True, slots=True)
class Receipt:
    """That we have it, and since when; nothing of what was said, and nothing of anybody on record."""

    ref: str
    received_at: datetime
    files: int


def receipt(session: Session, ref: str) -> Receipt:
    """The receipt of an appeal without sign-in. NotFoundError for a reference that nobody was given."""
    held = _one(session, ref)
    return Receipt(held.ref, held.received_at, len(held.evidence))


def held_appeal(session: Session, ref: str) -> HeldAppeal:
    """One of them, for staff."""
    return _one(session, ref)


def held_appeals(session: Session) -> tuple[HeldAppeal, ...]:
    """Those that wait to be matched, the oldest first."""
    waiting = select(HeldAppeal).where(HeldAppeal.state == "held")
    return tuple(session.scalars(waiting.order_by(HeldAppeal.received_at, HeldAppeal.id)))


def decision_of(session: Session, typed: str) -> Decision | None:
    """The decision that a reference as somebody typed it leads to: its own, a letter's or an appeal's about it."""
    asked = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(asked) != 9:
        return None
    ref = f"{asked[0]}-{asked[1:5]}-{asked[5:]}"
    found = select(Decision).options(joinedload(Decision.customer))
    if asked[0] == "L":
        found = found.join(Letter, Letter.decision_id == Decision.id).where(Letter.ref == ref)
    elif asked[0] == "A":
        found = found.join(Appeal, Appeal.decision_id == Decision.id).where(Appeal.ref == ref)
    else:
        found = found.where(Decision.ref == ref)
    return session.scalar(found)


def _one(session: Session, ref: str) -> HeldAppeal:
    chosen = select(HeldAppeal).where(HeldAppeal.ref == ref)
    found = session.scalar(chosen.options(selectinload(HeldAppeal.evidence), joinedload(HeldAppeal.appeal)))
    if found is None:
        raise NotFoundError(ref)
    return found
