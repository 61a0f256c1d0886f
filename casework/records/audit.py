"""Every look and every act, as an auditor searches them; and what the night found when it checked the chain.

What an act changed lies encrypted and is not shown here: who, when, what and about which reference are enough to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Select, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.base import Base
from casework.records.events import Event
from casework.records.people import Advocate, Customer, StaffMember
from casework.records.signin import AccessLook
from casework.rules.calendar import LONDON

A_PAGE: Final = 50
MOST_IN_FILE: Final = 50_000  # lines of a CSV
_MOST_PEOPLE: Final = 200


class ChainCheck(Base):
    """One walk along the whole chain of events."""

    __tablename__ = "chain_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    events: Mapped[int] = mapped_column(BigInteger)  # where the chain ended
    count: Mapped[int]  # of all faults
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # the first of them: {"number", "says"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: ``who`` a name or email of staff, or a customer's reference; ``first`` and ``last`` days
    in England; ``what`` an event's name or a page's; ``subject`` a reference. Empty or None: any."""

    who: str = ""
    first: date | None = None
    last: date | None = None
    what: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """One line: an act, or a look. ``role``: of a look."""

    number: int
    at: datetime
    who: str
    kind: str  # customer advocate staff system
    what: str
    subject: str
    role: str = ""


def acts(session: Session, asked: Asked, before: int | None = None, most: int = A_PAGE) -> tuple[Trace, ...]:
    """Acts, the last first; ``before``: only those with a smaller number."""
    chosen = _within(Event, Event.number, asked, before)
    if asked.what:
        chosen = chosen.where(Event.name == asked.what)
    if asked.subject:
        person = _customer_id(session, asked.subject)
        about = Event.subject == asked.subject
        chosen = chosen.where(or_(about, Event.person_id == person) if person else about)
    if asked.who:
        chosen = chosen.where(_by(session, asked.who, Event))
    found = session.scalars(chosen.order_by(Event.number.desc()).limit(most)).all()
    names = _names(session, {(one.actor, one.actor_id) for one in found})
    return tuple(
        Trace(one.number, one.at, names[one.actor, one.actor_id], one.actor, one.name, one.subject) for one in found
    )


def looks(session: Session, asked: Asked, before: int | None = None, most: int = A_PAGE) -> tuple[Trace, ...]:
    """Looks at people's records, the last first."""
    chosen = _within(AccessLook, AccessLook.id, asked, before)
    if asked.what:
        chosen = chosen.where(AccessLook.page == asked.what)
    if asked.subject:
        chosen = chosen.where(AccessLook.customer_id == (_customer_id(session, asked.subject) or 0))
    if asked.who:
        chosen = chosen.where(_by(session, asked.who, AccessLook))
    found = session.scalars(chosen.order_by(AccessLook.id.desc()).limit(most)).all()
    names = _names(session, {(one.actor, one.actor_id) for one in found})
    whose = select(Customer.id, Customer.ref).where(Customer.id.in_({one.customer_id for one in found}))
    refs = {number: ref for number, ref in session.execute(whose)}
    return tuple(
        Trace(one.id, one.at, names[one.actor, one.actor_id], one.actor, one.page, refs[one.customer_id], one.role)
        for one in found
    )


def kinds(session: Session) -> tuple[str, ...]:
    """The names of all acts on record, one step along the index for each."""
    found: list[str] = []
    name = session.scalar(select(func.min(Event.name)))
    while name is not None:
        found.append(name)
        name = session.scalar(select(func.min(Event.name)).where(Event.name > name))
    return tuple(found)


def last_check(session: Session) -> ChainCheck | None:
    """What the last nightly walk along the chain found; None before the first."""
    return session.scalar(select(ChainCheck).order_by(ChainCheck.id.desc()).limit(1))


def _within(table: Any, number: Any, asked: Asked, before: int | None) -> Select[Any]:
    """Those of the days that are asked for, from a number down."""
    chosen: Select[Any] = select(table)
    if before is not None:
        chosen = chosen.where(number < before)
    if asked.first is not None:
        chosen = chosen.where(table.at >= _begins(asked.first))
    if asked.last is not None:
        chosen = chosen.where(table.at < _begins(asked.last + timedelta(days=1)))
    return chosen


def _begins(day: date) -> datetime:
    """The first moment of a day in England."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _by(session: Session, who: str, table: Any) -> Any:
    """Was it one of the people whom these words name?"""
    like = f"%{who.casefold().replace('%', '').replace('_', '')}%"
    named = or_(func.lower(StaffMember.name).like(like), StaffMember.email == who.casefold())
    staff = session.scalars(select(StaffMember.id).where(named).limit(_MOST_PEOPLE)).all()
    of_staff = and_(table.actor == "staff", table.actor_id.in_(staff))
    person = _customer_id(session, who)
    return or_(of_staff, and_(table.actor == "customer", table.actor_id == person)) if person else of_staff


def _customer_id(session: Session, ref: str) -> int | None:
    return session.scalar(select(Customer.id).where(Customer.ref == ref))


def _names(session: Session, people: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Who each of them is: the name of staff and advocates, the reference of a customer."""
    found = dict.fromkeys(people, "")
    shown: Sequence[tuple[str, Any, Any]] = (
        ("staff", StaffMember.id, StaffMember.name),
        ("advocate", Advocate.id, Advocate.name),
        ("customer", Customer.id, Customer.ref),
    )
    for kind, number, name in shown:
        numbers = [one for actor, one in people if actor == kind]
        if numbers:
            for one, said in session.execute(select(number, name).where(number.in_(numbers))):
                found[kind, one] = said
    return found
