"""What staff read: finding customers, whole cases, and the lists of work. Who may is decided by the routes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, TypeVar

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from casework.records import search
from casework.records.appeals import Appeal
from casework.records.cases import Case, Incident, Warning
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.letters import Letter
from casework.records.missing import NotFoundError
from casework.records.people import Authority, Customer, StaffMember

MOST_FOUND: Final = search.MOST_FOUND
REVIEWS_AHEAD: Final = timedelta(days=42)

Row = TypeVar("Row")


def find_customers(session: Session, text: str) -> tuple[Customer, ...]:
    """Customers by name, reference, telephone, address, email or tenancy reference; at most ``MOST_FOUND``, by name.

    Capital letters, accents and spaces make no difference. An erased person is not found.
    """
    ids = search.find(session.connection(), text)
    matching = select(Customer).where(Customer.id.in_(ids), Customer.erased_at.is_(None)) if ids else None
    return tuple(session.scalars(matching.order_by(Customer.name, Customer.ref))) if matching is not None else ()


def customer(session: Session, ref: str) -> Customer:
    """A customer with adjustments and authorities. NotFoundError as for everything here."""
    options = (
        selectinload(Customer.adjustments),
        selectinload(Customer.authorities).joinedload(Authority.advocate),
    )
    return _one(session, select(Customer).where(Customer.ref == ref).options(*options), ref)


def customers_cases(session: Session, customer_id: int) -> tuple[Case, ...]:
    """The cases of a customer, the newest first."""
    return tuple(
        session.scalars(_cases().where(Case.customer_id == customer_id).order_by(Case.opened_at.desc(), Case.id.desc()))
    )


def customers_incidents(session: Session, customer_id: int) -> tuple[Incident, ...]:
    """The incidents of a customer, the newest first."""
    chosen = _incidents().where(Incident.customer_id == customer_id)
    return tuple(session.scalars(chosen.order_by(Incident.happened_at.desc(), Incident.id.desc())))


def customers_restrictions(session: Session, customer_id: int) -> tuple[Restriction, ...]:
    """What applies to a customer now, those of which they were not told included."""
    chosen = _restrictions().where(
        Restriction.customer_id == customer_id, Restriction.state.in_(("in_force", "suspended"))
    )
    return tuple(session.scalars(chosen.order_by(Restriction.decision_id, Restriction.position)))


def customers_letters(session: Session, customer_id: int) -> tuple[Letter, ...]:
    """The letters about a customer, the newest first, with every copy."""
    chosen = select(Letter).where(Letter.customer_id == customer_id).options(selectinload(Letter.deliveries))
    return tuple(session.scalars(chosen.order_by(Letter.issued_at.desc(), Letter.id.desc())))


def case(session: Session, ref: str) -> Case:
    """A case with its customer, owner, incidents and warnings."""
    return _one(session, _cases().where(Case.ref == ref), ref)


def case_decisions(session: Session, case_id: int) -> tuple[Decision, ...]:
    """The decisions of a case, the newest first."""
    return tuple(session.scalars(_decisions().where(Decision.case_id == case_id).order_by(Decision.id.desc())))


def incident(session: Session, ref: str) -> Incident:
    """An incident with its customer, reporter and case."""
    return _one(session, _incidents().where(Incident.ref == ref), ref)


def decision(session: Session, ref: str) -> Decision:
    """A decision with everything that was put in it, and who signed."""
    return _one(session, _decisions().where(Decision.ref == ref), ref)


def appeal(session: Session, ref: str) -> Appeal:
    """An appeal that was handed in, with its decision and evidence. A draft is nobody's business but its maker's."""
    return _one(session, _appeals().where(Appeal.ref == ref), ref)


def decisions_appeals(session: Session, decision_id: int) -> tuple[Appeal, ...]:
    """The appeals that were handed in against a decision, the newest first."""
    return tuple(session.scalars(_appeals().where(Appeal.decision_id == decision_id).order_by(Appeal.id.desc())))


def letter(session: Session, ref: str) -> Letter:
    """A letter with its copies."""
    chosen = select(Letter).where(Letter.ref == ref)
    options = (joinedload(Letter.customer), selectinload(Letter.deliveries))
    return _one(session, chosen.options(*options), ref)


def staff_member(session: Session, staff_id: int) -> StaffMember:
    """A member of staff with their roles."""
    chosen = select(StaffMember).where(StaffMember.id == staff_id).options(selectinload(StaffMember.roles))
    return _one(session, chosen, str(staff_id))


def appeals_waiting(session: Session) -> tuple[Appeal, ...]:
    """Appeals that nobody has taken yet and that are heard here, the first to be due first."""
    ours = _appeals().where(Appeal.state == "received", Appeal.heard_by.is_(None))
    return tuple(session.scalars(ours.order_by(Appeal.due_on, Appeal.id)))


def appeals_heard_elsewhere(session: Session) -> tuple[Appeal, ...]:
    """Appeals that another body hears and has not answered: those still to be sent there first, the oldest first."""
    theirs = _appeals().where(Appeal.heard_by.is_not(None), Appeal.state.in_(("received", "sent_on")))
    return tuple(session.scalars(theirs.order_by(Appeal.state, Appeal.submitted_at, Appeal.id)))


def my_hearings(session: Session, staff_id: int) -> tuple[Appeal, ...]:
    """Appeals that this person hears, the first to be due first."""
    mine = and_(Appeal.state == "hearing", Appeal.hearer_id == staff_id)
    return tuple(session.scalars(_appeals().where(mine).order_by(Appeal.due_on, Appeal.id)))


def being_heard(session: Session, but: int) -> tuple[Appeal, ...]:
    """Appeals that others than this person hear, the first to be due first."""
    theirs = _appeals().where(Appeal.state == "hearing", Appeal.hearer_id != but)
    return tuple(session.scalars(theirs.order_by(Appeal.due_on, Appeal.id)))


def appeals_decided(session: Session) -> tuple[Appeal, ...]:
    """The appeals decided last."""
    chosen = _appeals().where(Appeal.state == "decided").order_by(Appeal.decided_at.desc(), Appeal.id.desc())
    return tuple(session.scalars(chosen.limit(MOST_FOUND)))


def _cases() -> Select[Case]:
    return select(Case).options(
        joinedload(Case.customer),
        joinedload(Case.owner),
        selectinload(Case.incidents).joinedload(Incident.reported_by),
        selectinload(Case.warnings).joinedload(Warning.given_by),
    )


def _incidents() -> Select[Incident]:
    return select(Incident).options(
        joinedload(Incident.customer), joinedload(Incident.reported_by), joinedload(Incident.case)
    )


def _restrictions() -> Select[Restriction]:
    return select(Restriction).options(joinedload(Restriction.decision).joinedload(Decision.customer))


def _decisions() -> Select[Decision]:
    return select(Decision).options(
        joinedload(Decision.customer),
        joinedload(Decision.drafted_by),
        joinedload(Decision.case),
        selectinload(Decision.restrictions),
        selectinload(Decision.signatures).joinedload(Signature.staff),
    )


def _appeals() -> Select[Appeal]:
    return (
        select(Appeal)
        .where(Appeal.submitted_at.is_not(None))
        .options(
            joinedload(Appeal.customer),
            joinedload(Appeal.hearer),
            selectinload(Appeal.evidence),
            selectinload(Appeal.additions),
            selectinload(Appeal.extensions),
            joinedload(Appeal.decision).selectinload(Decision.restrictions),
        )
    )


def _one(session: Session, chosen: Select[Row], ref: str) -> Row:
    found = session.scalars(chosen).unique().one_or_none()
    if found is None:
        raise NotFoundError(ref)
    return found
