"""What a customer, or somebody with authority for them, may read. Loading is the permission.

Everything here asks for a thing together with whose it is. What is not theirs, and what a notice rightly withheld
keeps from them, is answered as if it were not there (NotFoundError).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, selectinload

from casework.records.appeals import Appeal, Evidence
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.letters import Delivery, Letter
from casework.records.missing import NotFoundError
from casework.records.people import Adjustment, Advocate, Authority, Customer
from casework.records.prepared import Prepared

EVERYTHING: Final = frozenset({"see", "letters", "speak", "appeal", "report"})
OPEN_APPEAL: Final = ("received", "hearing")


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
class Arrangement:
    """One restriction. ``decided_by``: roles. The appeal is the one now open, or one's own draft."""

    ref: str
    kind: str
    terms: Mapping[str, Any]
    reason: str
    state: str  # in_force suspended
    starts_on: date
    review_on: date | None
    decision_ref: str
    issued_at: datetime
    decided_by: tuple[str, ...]
    appeal_ref: str | None
    appeal_state: str | None  # draft received hearing
    appeal_due_on: date | None
    actions: tuple[str, ...] = ()  # of the decision, beside its restrictions, and still standing


@dataclass(frozen=True, slots=True)
class Arrangements:
    """All that applies to a customer, and the two facts on which their usable channels depend.

    A restriction whose ``starts_on`` is still to come was announced and does not apply yet.
    """

    restrictions: tuple[Arrangement, ...]
    cannot_use: tuple[str, ...]
    advocate: bool  # somebody with authority to speak for them is in place today


@dataclass(frozen=True, slots=True)
class Client:
    """A customer as the advocate's list shows them."""

    ref: str
    name: str
    scope: tuple[str, ...]
    ends_on: date


def withheld(notice: Mapping[str, Any]) -> bool:
    """Was the customer rightly not told of the decision (Calico 5.2)? Then nothing of it shows."""
    return bool(notice.get("withheld"))


# As a text it would be put into the statement anew at every call.
_COMMA: Final[Any] = literal_column("','")


def _arrangements_statement() -> Select[Any]:
    """Everything that applies, in one statement of plain columns: this is the page that is asked for most."""
    restriction, decision = Restriction.__table__.c, Decision.__table__.c
    signature, appeal = Signature.__table__.c, Appeal.__table__.c
    roles = (
        select(func.aggregate_strings(signature.role, _COMMA))
        .where(
            signature.decision_id == decision.id,
            signature.agrees,
            signature.content_hash == decision.content_hash,
        )
        .correlate(Decision.__table__)
        .scalar_subquery()
    )
    mine = and_(
        appeal.state == "draft", appeal.made_by == bindparam("maker"), appeal.made_by_id == bindparam("maker_id")
    )
    open_appeal = and_(appeal.decision_id == decision.id, or_(*(appeal.state == state for state in OPEN_APPEAL), mine))
    return (
        select(
            restriction.ref, restriction.kind, restriction.terms, restriction.reason, restriction.state,
            restriction.starts_on, restriction.review_on, decision.ref, decision.issued_at, roles,
            appeal.ref, appeal.state, appeal.due_on, decision.notice["withheld"].as_string(), *_situation_columns(),
            decision.actions, _actions_ended(),
        )
        .join_from(Restriction.__table__, Decision.__table__, restriction.decision_id == decision.id)
        .outerjoin(Appeal.__table__, open_appeal)
        .where(
            restriction.customer_id == bindparam("customer_id"),
            or_(restriction.state == "in_force", restriction.state == "suspended"),  # an IN is expanded at every call
            decision.state == "issued",
        )
        .order_by(decision.id, restriction.position, restriction.id, case((appeal.state == "draft", 1), else_=0))
    )  # fmt: skip


def _situation_statement() -> Any:
    adjustment, authority = Adjustment.__table__.c, Authority.__table__.c
    cannot = select(adjustment.cannot_use, cast(null(), JSON)).where(
        adjustment.customer_id == bindparam("customer_id"),
        adjustment.cannot_use.is_not(None),
        or_(adjustment.ended_on.is_(None), adjustment.ended_on > bindparam("today")),
    )
    spoken_for = select(null(), authority.scope).where(
        authority.customer_id == bindparam("customer_id"), _stands(authority, bindparam("today"))
    )
    return union_all(cannot, spoken_for)


def _actions_ended() -> Any:
    """The actions of the decision that appeals have ended, as text."""
    decision, answered = Decision.__table__.c, Appeal.__table__.alias().c
    return (
        select(func.aggregate_strings(cast(answered.actions_ended, String), _COMMA))
        .where(answered.decision_id == decision.id)
        .correlate(Decision.__table__)
        .scalar_subquery()
    )


def _situation_columns() -> tuple[Any, Any]:
    """The same two facts beside each restriction, so that one statement tells all: channels, and scopes as text."""
    adjustment, authority = Adjustment.__table__.c, Authority.__table__.c
    cannot = select(func.aggregate_strings(adjustment.cannot_use, _COMMA)).where(
        adjustment.customer_id == bindparam("customer_id"),
        or_(adjustment.ended_on.is_(None), adjustment.ended_on > bindparam("today")),
    )
    scopes = select(func.aggregate_strings(cast(authority.scope, String), _COMMA)).where(
        authority.customer_id == bindparam("customer_id"), _stands(authority, bindparam("today"))
    )
    return cannot.scalar_subquery(), scopes.scalar_subquery()


def _stands(authority: Any, today: Any) -> Any:
    """Is the authority in place on that day? The day on which it was ended is no longer one."""
    return and_(
        authority.starts_on <= today,
        authority.ends_on >= today,
        or_(authority.ended_on.is_(None), authority.ended_on > today),
    )


_ARRANGEMENTS: Final = Prepared(_arrangements_statement())
_SITUATION: Final = _situation_statement()


def arrangements(
    database: Connection | Session, customer_id: int, today: date, advocate_id: int | None = None
) -> Arrangements:
    """What applies to the customer today. One statement where anything does, and no mapped objects."""
    connection = database.connection() if isinstance(database, Session) else database
    maker = ("customer", customer_id) if advocate_id is None else ("advocate", advocate_id)
    found = _ARRANGEMENTS.rows(
        connection, {"customer_id": customer_id, "maker": maker[0], "maker_id": maker[1], "today": today}
    )
    known: dict[str, Arrangement] = {}
    for row in found:
        if row[0] not in known and not row[13]:  # 13: the notice was withheld
            roles = tuple(row[9].split(",")) if row[9] else ()
            actions = tuple(code for code in row[16] or () if f'"{code}"' not in (row[17] or ""))
            known[row[0]] = Arrangement(
                row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8],
                roles, row[10], row[11], row[12], actions,
            )  # fmt: skip
    if not found:
        return Arrangements((), *situation(connection, customer_id, today))
    cannot_use, scopes = found[0][14] or "", found[0][15] or ""
    return Arrangements(
        tuple(known.values()), tuple(dict.fromkeys(cannot_use.split(","))) if cannot_use else (), '"speak"' in scopes
    )


def situation(database: Connection | Session, customer_id: int, today: date) -> tuple[tuple[str, ...], bool]:
    """The channels that the customer cannot use, and whether somebody with authority to speak for them is in place."""
    connection = database.connection() if isinstance(database, Session) else database
    found = connection.execute(_SITUATION, {"customer_id": customer_id, "today": today}).all()
    cannot_use = tuple(dict.fromkeys(channel for channel, _ in found if channel))
    return cannot_use, any("speak" in scope for _, scope in found if scope)


def reader(session: Session, customer_id: int) -> Reader:
    """A customer reading for themselves."""
    ref = session.scalar(select(Customer.ref).where(Customer.id == customer_id, Customer.erased_at.is_(None)))
    if ref is None:
        raise NotFoundError(str(customer_id))
    return Reader(customer_id, ref)


def clients(session: Session, advocate_id: int, today: date) -> tuple[Client, ...]:
    """The customers who let this advocate act for them today, by name."""
    found = session.execute(
        select(Customer.ref, Customer.name, Authority.scope, Authority.ends_on)
        .join(Authority, Authority.customer_id == Customer.id)
        .where(Authority.advocate_id == advocate_id, Customer.erased_at.is_(None), _stands(Authority, today))
        .order_by(Customer.name, Customer.ref, Authority.ends_on)
    ).all()
    merged: dict[str, Client] = {}
    for ref, name, scope, ends_on in found:
        before = merged[ref].scope if ref in merged else ()
        merged[ref] = Client(ref, name, tuple(dict.fromkeys((*before, *scope))), ends_on)
    return tuple(merged.values())


def client(session: Session, advocate_id: int, customer_ref: str, scope: str, today: date) -> Reader:
    """An advocate reading for a client. NotFoundError unless the customer lets them do just this, today."""
    found = session.execute(
        select(Customer.id, Authority.scope)
        .join(Authority, Authority.customer_id == Customer.id)
        .where(
            Customer.ref == customer_ref,
            Customer.erased_at.is_(None),
            Authority.advocate_id == advocate_id,
            _stands(Authority, today),
        )
    ).all()
    given = frozenset(one for _, scopes in found for one in scopes)
    if not found or scope not in given:
        raise NotFoundError(customer_ref)
    return Reader(found[0][0], customer_ref, advocate_id, given)


def customer(session: Session, whose: Reader) -> Customer:
    """The customer themselves."""
    return session.get_one(Customer, whose.customer_id)


def advocates(session: Session, whose: Reader, today: date) -> tuple[tuple[Advocate, Authority], ...]:
    """Who may act for the customer today."""
    whose.needs("see")
    found = session.execute(
        select(Advocate, Authority)
        .join(Authority, Authority.advocate_id == Advocate.id)
        .where(Authority.customer_id == whose.customer_id, _stands(Authority, today))
        .order_by(Advocate.name)
    )
    return tuple((advocate, authority) for advocate, authority in found)


def own_decision(session: Session, whose: Reader, ref: str) -> Decision:
    """An issued decision of which the customer was told."""
    if not whose.scope & {"see", "appeal"}:
        raise NotFoundError(ref)
    found = session.scalar(
        select(Decision)
        .where(Decision.ref == ref, Decision.customer_id == whose.customer_id, Decision.state == "issued")
        .options(selectinload(Decision.restrictions))
    )
    if found is None or withheld(found.notice):
        raise NotFoundError(ref)
    return found


def own_decisions(session: Session, whose: Reader) -> tuple[Decision, ...]:
    """The issued decisions of which the customer was told, the newest first."""
    whose.needs("see")
    found = session.scalars(
        select(Decision)
        .where(Decision.customer_id == whose.customer_id, Decision.state == "issued")
        .order_by(Decision.issued_at.desc())
        .options(selectinload(Decision.restrictions))
    )
    return tuple(decision for decision in found if not withheld(decision.notice))


def own_appeal(session: Session, whose: Reader, ref: str) -> Appeal:
    """An appeal: one's own draft, or any that was handed in."""
    found = session.scalar(_appeals(whose).where(Appeal.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def own_appeals(session: Session, whose: Reader) -> tuple[Appeal, ...]:
    """All of them, the newest first."""
    return tuple(session.scalars(_appeals(whose).order_by(Appeal.started_at.desc(), Appeal.id.desc())))


def own_evidence(session: Session, whose: Reader, appeal_ref: str, ref: str) -> Evidence:
    """A file that was sent with an appeal that this reader may see."""
    appeal = own_appeal(session, whose, appeal_ref)
    for evidence in appeal.evidence:
        if evidence.ref == ref:
            return evidence
    raise NotFoundError(ref)


def own_letter(session: Session, whose: Reader, ref: str) -> Letter:
    """A letter of which a copy was made for this reader."""
    found = session.scalar(_letters(whose).where(Letter.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def own_letters(session: Session, whose: Reader) -> tuple[Letter, ...]:
    """The letters of which a copy was made for this reader, the newest first."""
    return tuple(session.scalars(_letters(whose).order_by(Letter.issued_at.desc(), Letter.id.desc())))


def _appeals(whose: Reader) -> Select[Appeal]:
    whose.needs("appeal")
    maker = ("customer", whose.customer_id) if whose.advocate_id is None else ("advocate", whose.advocate_id)
    mine = and_(Appeal.made_by == maker[0], Appeal.made_by_id == maker[1])
    return (
        select(Appeal)
        .where(Appeal.customer_id == whose.customer_id, or_(mine, Appeal.submitted_at.is_not(None)))
        .options(selectinload(Appeal.evidence), selectinload(Appeal.decision).selectinload(Decision.restrictions))
    )


def _letters(whose: Reader) -> Select[Letter]:
    whose.needs("letters")
    addressed = ("customer", whose.customer_id) if whose.advocate_id is None else ("advocate", whose.advocate_id)
    copies = select(Delivery.letter_id).where(Delivery.reader == addressed[0], Delivery.reader_id == addressed[1])
    return (
        select(Letter)
        .where(Letter.customer_id == whose.customer_id, Letter.id.in_(copies))
        .options(selectinload(Letter.deliveries))
    )
