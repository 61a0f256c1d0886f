"""What the letters desk lists: copies by what they wait for, and the packs that are printed together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from casework.records.letters import Delivery, Letter, PrintPack
from casework.records.missing import NotFoundError
from casework.records.outbox import Job
from casework.records.people import Customer
from casework.rules.copies import FIRST

# translation: held until staff's words are translated. format: being made, or about to be mailed. ready: to print and
# post. sent: on its way, of late. returned: came back, and nothing was done about it yet.
LISTS: Final = ("translation", "format", "ready", "sent", "returned")
PAGE: Final = 50
SORTS: Final = {
    "issued": Letter.issued_at,
    "customer": Customer.name,
    "kind": Letter.kind,
    "format": Delivery.format,
    "sent": Delivery.sent_at,
    "returned": Delivery.returned_on,
}


def held(letter: Letter) -> bool:
    """Does it wait for its translation?"""
    return letter.translation == FIRST


def counts(session: Session, since: datetime) -> Mapping[str, int]:
    """How long each list is. ``since``: from when on a copy that was sent is listed."""
    return {
        name: session.scalar(select(func.count()).select_from(_joined().where(_in(name, since)).subquery())) or 0
        for name in LISTS
    }


def listed(session: Session, name: str, since: datetime, sort: str, *, down: bool, page: int) -> tuple[Delivery, ...]:
    """One page of a list, from page 1 on, sorted by a column of ``SORTS``."""
    column = SORTS[sort]
    order = (column.desc(), Delivery.id.desc()) if down else (column, Delivery.id)
    chosen = _joined().where(_in(name, since)).order_by(*order).limit(PAGE).offset((page - 1) * PAGE)
    return tuple(session.scalars(_with_letter(chosen)))


def to_print(session: Session) -> tuple[Delivery, ...]:
    """Finished copies for the post that are in no pack and wait for no other, the oldest first."""
    ready = and_(Delivery.state == "ready", Delivery.channel == "letter", Delivery.pack_id.is_(None))
    return tuple(session.scalars(_with_letter(_joined().where(ready, not_(_waits())).order_by(Delivery.id))))


def waiting_for_format(session: Session, deliveries: tuple[Delivery, ...]) -> frozenset[int]:
    """Which of these finished copies stay here until the one that their reader needs is ready too."""
    chosen = select(Delivery.id).where(Delivery.id.in_([one.id for one in deliveries]), _waits())
    return frozenset(session.scalars(chosen))


def open_packs(session: Session) -> tuple[PrintPack, ...]:
    """The packs that were made and not posted yet, the newest first."""
    chosen = select(PrintPack).where(PrintPack.posted_on.is_(None)).options(joinedload(PrintPack.made_by))
    return tuple(session.scalars(chosen.order_by(PrintPack.id.desc()).limit(PAGE)))


def pack(session: Session, ref: str) -> PrintPack:
    """A pack with who made it. NotFoundError where there is none."""
    options = (joinedload(PrintPack.made_by), joinedload(PrintPack.posted_by))
    found = session.scalar(select(PrintPack).where(PrintPack.ref == ref).options(*options))
    if found is None:
        raise NotFoundError(ref)
    return found


def in_pack(session: Session, pack_id: int) -> tuple[Delivery, ...]:
    """The copies of a pack, in the order in which they are printed."""
    return tuple(session.scalars(_with_letter(_joined().where(Delivery.pack_id == pack_id).order_by(Delivery.id))))


def given_up(session: Session, deliveries: tuple[Delivery, ...]) -> frozenset[int]:
    """Which of these copies nobody tries to make any more: something is wrong with them."""
    keys = {f"delivery {one.key}": one.id for one in deliveries}
    parked = select(Job.key).where(Job.key.in_(keys), Job.parked_at.is_not(None), Job.done_at.is_(None))
    return frozenset(keys[one] for one in session.scalars(parked))


def _waits() -> ColumnElement[bool]:
    """Is another copy of the same letter, for the post to the same reader, still being made?

    Nobody gets print that they cannot read days before the braille that says the same.
    """
    other = aliased(Delivery)
    same = and_(
        other.letter_id == Delivery.letter_id, other.reader == Delivery.reader, other.reader_id == Delivery.reader_id
    )
    return exists().where(same, other.channel == "letter", other.state == "waiting")


def _in(name: str, since: datetime) -> ColumnElement[bool]:
    waits, by_mail = Delivery.state == "waiting", Delivery.channel == "email"
    chosen: dict[str, ColumnElement[bool]] = {
        "translation": and_(waits, Letter.translation == FIRST),
        "format": or_(and_(waits, not_(Letter.translation == FIRST)), and_(Delivery.state == "ready", by_mail)),
        "ready": and_(Delivery.state == "ready", Delivery.channel == "letter"),
        "sent": and_(Delivery.state.in_(("sent", "delivered")), Delivery.sent_at >= since),
        "returned": and_(Delivery.state == "returned", Delivery.next_step.is_(None)),
    }
    return chosen[name]


def _joined() -> Select[Delivery]:
    joined = select(Delivery).join(Letter, Delivery.letter_id == Letter.id)
    return joined.join(Customer, Letter.customer_id == Customer.id).where(Customer.erased_at.is_(None))


def _with_letter(chosen: Select[Delivery]) -> Select[Delivery]:
    return chosen.options(joinedload(Delivery.letter).joinedload(Letter.customer))
