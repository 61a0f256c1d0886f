"""Loading what an action works on: by reference, locked, and never something of an erased person.

There is one lock for everything that concerns a customer: the customer's own row. Whoever changes anything about
them takes it first, so that two acts about the same person follow one another, and no two actions wait for each
other's locks. (SQLite has one writer at a time anyway.)
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records.accounts import Correction
from casework.records.adjustments import AdjustmentBreach, AdjustmentRequest, CallRecording
from casework.records.advocates import ForcedWord, Naming
from casework.records.aftermath import ColleagueSupport
from casework.records.agreements import ContactAgreement
from casework.records.appeals import Appeal
from casework.records.cases import Case, Incident
from casework.records.changes import ChangeOfCircumstances
from casework.records.complaints import Complaint
from casework.records.decisions import Decision
from casework.records.fairness import ConductConcern, RiskFrom, RiskTo
from casework.records.filing import FiledItem
from casework.records.letters import Letter
from casework.records.people import Adjustment, Customer, StaffMember
from casework.records.requests import EssentialRequest
from casework.records.reviews import Review
from casework.records.steps import Question, Referral, SupportOffer

Row = TypeVar(
    "Row",
    Incident,
    Case,
    Decision,
    Appeal,
    Review,
    ContactAgreement,
    ChangeOfCircumstances,
    Complaint,
    EssentialRequest,
    Correction,
    ConductConcern,
    RiskTo,
    RiskFrom,
    Referral,
    SupportOffer,
    Question,
    ColleagueSupport,
    Naming,
    ForcedWord,
    Adjustment,
    AdjustmentRequest,
    AdjustmentBreach,
    CallRecording,
    FiledItem,
)


def customer(work: Work, ref: str) -> Customer:
    """The customer, locked. NotFoundError when there is none, or when they were erased.

    RefusedError("customer_merged") where the record became part of another one.
    """
    return _unless_erased(
        work.session.scalar(
            select(Customer)
            .where(Customer.ref == ref)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def sent_before(work: Work, model: type[Any], form_key: str, **owner: object) -> str | None:
    """The reference of what this very form made already, or None where it is new: a form sent twice is one act.

    ``owner``: columns that say whose it is, each with the value that it has to have. RefusedError("form_used") where
    the key of the form is somebody else's.
    """
    found = work.session.scalar(select(model).where(model.form_key == form_key))
    if found is None:
        return None
    if any(getattr(found, name) != value for name, value in owner.items()):
        raise RefusedError("form_used")
    return str(found.ref)


def taken(work: Work, model: type[Row], ref: str) -> Row:
    """A row by its reference, its customer's lock held, as it stands now. NotFoundError when it is not there."""
    customer_id = work.session.scalar(select(model.customer_id).where(model.ref == ref))
    if customer_id is None:
        raise NotFoundError(ref)
    lock(work, customer_id)
    found = work.session.scalar(
        select(model)
        .where(model.ref == ref)
        .with_for_update(key_share=True, of=model)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError(ref)
    return found


def lock(work: Work, customer_id: int) -> Customer:
    """Take the customer's lock."""
    return _unless_erased(
        work.session.scalar(
            select(Customer)
            .where(Customer.id == customer_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def lock_all(work: Work, customer_ids: Collection[int]) -> None:
    """Take the locks of several customers, or of one who may have been erased; before anything else of them is read.

    Always in the same order, and before anything is recorded, so that no two acts wait for each other.
    """
    chosen = select(Customer.id).where(Customer.id.in_(customer_ids)).order_by(Customer.id)
    work.session.execute(chosen.with_for_update(key_share=True)).all()


def letter(work: Work, ref: str) -> Letter:
    """A letter as it stands now, its customer's lock held. NotFoundError."""
    customer_id = work.session.scalar(select(Letter.customer_id).where(Letter.ref == ref))
    if customer_id is None:
        raise NotFoundError(ref)
    lock(work, customer_id)
    return work.session.scalars(select(Letter).where(Letter.ref == ref).execution_options(populate_existing=True)).one()


def acting_staff(work: Work) -> StaffMember:
    """The member of staff who acts, in a session of their own. RefusedError("staff_only") for anyone else."""
    person = work.session.get(StaffMember, work.actor.id) if work.actor.kind == "staff" else None
    if person is None or (person.left_on is not None and person.left_on < work.today):
        raise RefusedError("staff_only")
    return person


def staff_or_system(work: Work) -> None:
    """RefusedError("staff_only") unless a member of staff, or the system itself, acts."""
    if work.actor.kind != "system":
        acting_staff(work)


def roles_of(staff: StaffMember, day: date) -> tuple[str, ...]:
    """The roles that a person holds on a day."""
    return tuple(
        held.role for held in staff.roles if held.starts_on <= day and (held.ends_on is None or day <= held.ends_on)
    )


def holds(staff: StaffMember, role: str, day: date) -> bool:
    """Does the person hold the role on that day?"""
    return role in roles_of(staff, day)


def _unless_erased(found: Customer | None) -> Customer:
    if found is not None and found.merged_into_id is not None:
        raise RefusedError("customer_merged")  # and not "not found": what somebody has just written must not be lost
    if found is None or found.erased_at is not None:
        raise NotFoundError("customer")
    return found
