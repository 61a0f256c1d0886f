"""What a customer, or somebody with authority for them, may read. Loading is the permission.

Everything here asks for a thing together with whose it is. What is not theirs, and what a notice rightly withheld
keeps from them, is answered as if it were not there (NotFoundError).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from casework.records.appeals import Appeal, Evidence
from casework.records.arrangements import Arrangement, Arrangements, arrangements, opened, situation, situations, stands
from casework.records.decisions import Decision
from casework.records.letters import Delivery, Letter
from casework.records.missing import NotFoundError
from casework.records.people import Advocate, Authority, Customer
from casework.rules.copies import FIRST

__all__ = [
    "EVERYTHING",
    "TOLD",
    "Arrangement",
    "Arrangements",
    "Client",
    "Reader",
    "advocates",
    "arrangements",
    "client",
    "clients",
    "customer",
    "needs_appeal",
    "opened",
    "own_appeal",
    "own_appeals",
    "own_decision",
    "own_decisions",
    "own_evidence",
    "own_letter",
    "own_letters",
    "reader",
    "situation",
    "situations",
    "withheld",
]

OWN: Final = "own"  # how an advocate reads their own record
EVERYTHING: Final = frozenset({"see", "letters", "speak", "appeal", "report"})
TOLD: Final = ("announced", "issued")  # the states of a decision in which it stands and the customer knows of it


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose things are read, and by whom: the customer, or an advocate within the scope that they were given."""

    customer_id: int
    customer_ref: str
    advocate_id: int | None = None
    scope: frozenset[str] = EVERYTHING

    def needs(self, scope: str) -> None:
        """NotFoundError unless the customer lets this reader do it."""
        if scope not in self.scope:
            raise NotFoundError(scope)


@dataclass(frozen=True, slots=True)
class Client:
    """A customer as the advocate's list shows them."""

    id: int
    ref: str
    name: str
    scope: tuple[str, ...]
    ends_on: date
    own: bool = False  # the advocate's own record: nobody gave it, and nobody ends it


def withheld(notice: Mapping[str, Any]) -> bool:
    """Is the customer rightly not told of the decision (Calico 5.2)? Then nothing of it shows, until they are told."""
    kept = notice.get("withheld")
    return kept is not None and "told_on" not in kept


def reader(session: Session, customer_id: int) -> Reader:
    """A customer reading for themselves."""
    ref = session.scalar(select(Customer.ref).where(Customer.id == customer_id, Customer.erased_at.is_(None)))
    if ref is None:
        raise NotFoundError(str(customer_id))
    return Reader(customer_id, ref)


def clients(session: Session, advocate_id: int, today: date) -> tuple[Client, ...]:
    """The customers who let this advocate act for them today, by name."""
    found = session.execute(
        select(Customer.id, Customer.ref, Customer.name, Authority.scope, Authority.ends_on, Authority.given_how)
        .join(Authority, Authority.customer_id == Customer.id)
        .where(acts_under(advocate_id), Customer.erased_at.is_(None), stands(Authority, today))
        .order_by(Customer.name, Customer.ref, Authority.ends_on)
    ).all()
    merged: dict[str, Client] = {}
    for number, ref, name, scope, ends_on, how in found:
        before = merged[ref].scope if ref in merged else ()
        merged[ref] = Client(number, ref, name, tuple(dict.fromkeys((*before, *scope))), ends_on, how == OWN)
    return tuple(merged.values())


def client(session: Session, advocate_id: int, customer_ref: str, scope: str | frozenset[str], today: date) -> Reader:
    """An advocate reading for a client. NotFoundError unless the customer lets them do just this, or one of these
    things, today."""
    found = session.execute(
        select(Customer.id, Authority.scope)
        .join(Authority, Authority.customer_id == Customer.id)
        .where(
            Customer.ref == customer_ref,
            Customer.erased_at.is_(None),
            acts_under(advocate_id),
            stands(Authority, today),
        )
    ).all()
    given = frozenset(one for _, scopes in found for one in scopes)
    if not given & ({scope} if isinstance(scope, str) else scope):
        raise NotFoundError(customer_ref)
    return Reader(found[0][0], customer_ref, advocate_id, given)


def held(session: Session, advocate_id: int, customer_ref: str, today: date) -> tuple[Authority, ...]:
    """What an advocate holds for a client today, to give it back. NotFoundError where it is nothing, or their own
    record."""
    found = tuple(
        session.scalars(
            select(Authority)
            .join(Customer, Authority.customer_id == Customer.id)
            .where(
                Customer.ref == customer_ref, acts_under(advocate_id), stands(Authority, today),
                Authority.given_how != OWN,
            )
            .order_by(Authority.id)
        )
    )  # fmt: skip
    if not found:
        raise NotFoundError(customer_ref)
    return found


def acts_under(advocate_id: int) -> ColumnElement[bool]:
    """Is it an authority of this advocate's: given to them, or to the organisation at which they work today?"""
    mine = and_(Authority.advocate_id == advocate_id, Authority.organisation_id.is_(None))
    return or_(mine, Authority.organisation_id == _works_at(advocate_id))


def copied_to(customer_id: int | InstrumentedAttribute[int], advocate_id: int) -> Select[int]:
    """The advocates whose copies of a customer's letters this one reads: their own, and their organisation's.

    ``customer_id``: the column of a statement about letters of several customers, too.
    """
    ours = and_(Authority.customer_id == customer_id, Authority.organisation_id == _works_at(advocate_id))
    mine = and_(Authority.customer_id == customer_id, Authority.advocate_id == advocate_id)
    return select(Authority.advocate_id).where(or_(mine, ours))


def _works_at(advocate_id: int) -> Any:
    return select(Advocate.organisation_id).where(Advocate.id == advocate_id).scalar_subquery()


def customer(session: Session, whose: Reader) -> Customer:
    """The customer themselves."""
    return session.get_one(Customer, whose.customer_id)


def advocates(session: Session, whose: Reader, today: date) -> tuple[tuple[Advocate, Authority], ...]:
    """Who may act for the customer today."""
    whose.needs("see")
    found = session.execute(
        select(Advocate, Authority)
        .join(Authority, Authority.advocate_id == Advocate.id)
        .where(Authority.customer_id == whose.customer_id, stands(Authority, today))
        .order_by(Advocate.name)
    )
    return tuple((advocate, authority) for advocate, authority in found)


def own_decision(session: Session, whose: Reader, ref: str) -> Decision:
    """A decision of which the customer was told, issued or announced as intended."""
    if not whose.scope & {"see", "appeal"}:
        raise NotFoundError(ref)
    found = session.scalar(
        select(Decision)
        .where(Decision.ref == ref, Decision.customer_id == whose.customer_id, Decision.state.in_(TOLD))
        .options(selectinload(Decision.restrictions))
    )
    if found is None or withheld(found.notice):
        raise NotFoundError(ref)
    return found


def own_decisions(session: Session, whose: Reader) -> tuple[Decision, ...]:
    """The decisions of which the customer was told, the newest first; those too that were announced and given up."""
    whose.needs("see")
    found = session.scalars(
        select(Decision)
        .where(
            Decision.customer_id == whose.customer_id,
            or_(Decision.state.in_(TOLD), Decision.announced_at.is_not(None)),
        )
        .order_by(func.coalesce(Decision.issued_at, Decision.announced_at).desc(), Decision.id.desc())
        .options(selectinload(Decision.restrictions), selectinload(Decision.signatures))
    )
    return tuple(decision for decision in found if not withheld(decision.notice))


def own_appeal(session: Session, whose: Reader, ref: str) -> Appeal:
    """An appeal: one's own draft, or any that was handed in."""
    found = session.scalar(_appeals(whose).where(Appeal.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def needs_appeal(session: Session, whose: Reader, ref: str) -> None:
    """NotFoundError where ``own_appeal`` would have none for this reader: for whoever holds the row already."""
    if session.scalar(select(Appeal.id).where(_theirs(whose), Appeal.ref == ref)) is None:
        raise NotFoundError(ref)


def own_appeals(session: Session, whose: Reader) -> tuple[Appeal, ...]:
    """All of them, the newest first."""
    found = _appeals(whose).options(selectinload(Appeal.additions))
    return tuple(session.scalars(found.order_by(Appeal.started_at.desc(), Appeal.id.desc())))


def own_evidence(session: Session, whose: Reader, appeal_ref: str, ref: str) -> Evidence:
    """A file that was sent with an appeal that this reader may see."""
    appeal = own_appeal(session, whose, appeal_ref)
    for evidence in appeal.evidence:
        if evidence.ref == ref:
            return evidence
    raise NotFoundError(ref)


def own_letter(session: Session, whose: Reader, ref: str) -> Letter:
    """A letter of which a copy was made for this reader; not one that is held until it is translated."""
    found = session.scalar(_letters(whose).where(Letter.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def own_letters(session: Session, whose: Reader) -> tuple[Letter, ...]:
    """The letters of which a copy was made for this reader, the newest first."""
    return tuple(session.scalars(_letters(whose).order_by(Letter.issued_at.desc(), Letter.id.desc())))


def _appeals(whose: Reader) -> Select[Appeal]:
    beside = (selectinload(Appeal.evidence), selectinload(Appeal.decision).selectinload(Decision.restrictions))
    return select(Appeal).where(_theirs(whose)).options(*beside)


def _theirs(whose: Reader) -> ColumnElement[bool]:
    """Which appeals this reader may see: their own drafts, and all that were handed in."""
    whose.needs("appeal")
    maker = ("customer", whose.customer_id) if whose.advocate_id is None else ("advocate", whose.advocate_id)
    mine = and_(Appeal.made_by == maker[0], Appeal.made_by_id == maker[1])
    return and_(Appeal.customer_id == whose.customer_id, or_(mine, Appeal.submitted_at.is_not(None)))


def _letters(whose: Reader) -> Select[Letter]:
    whose.needs("letters")
    if whose.advocate_id is None:
        addressed = and_(Delivery.reader == "customer", Delivery.reader_id == whose.customer_id)
    else:
        readers = copied_to(whose.customer_id, whose.advocate_id)
        addressed = and_(Delivery.reader == "advocate", Delivery.reader_id.in_(readers))
    copies = select(Delivery.letter_id).where(addressed)
    return (
        select(Letter)
        .where(Letter.customer_id == whose.customer_id, Letter.id.in_(copies), Letter.translation != FIRST)
        .options(selectinload(Letter.deliveries))
    )
