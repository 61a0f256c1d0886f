"""How long things are kept: what holds a deletion or an erasure up, and the proof of each deletion."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Select, String, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.accounts import Correction
from casework.records.appeals import Appeal
from casework.records.arrangements import OPEN_APPEAL
from casework.records.base import Base
from casework.records.cases import Case
from casework.records.changes import ChangeOfCircumstances
from casework.records.complaints import Complaint
from casework.records.decisions import Restriction
from casework.records.fairness import ConductConcern
from casework.records.missing import NotFoundError
from casework.records.people import Customer, StaffMember
from casework.records.requests import EssentialRequest
from casework.records.sealed import SealedText
from casework.records.services import OPEN as OPEN_SERVICE
from casework.records.services import ServiceRequest

MOST_SHOWN = 100


class LegalHold(Base):
    """While it stands nothing about the customer is deleted or erased: a court or the Ombudsman may ask for it."""

    __tablename__ = "legal_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    why: Mapped[str] = mapped_column(SealedText)
    look_again_on: Mapped[date]  # nothing is held for ever without somebody asking why
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    placed_at: Mapped[datetime]
    lifted_why: Mapped[str] = mapped_column(SealedText, default="")
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    lifted_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    placed_by: Mapped[StaffMember] = relationship(foreign_keys=[placed_by_id])


class Deletion(Base):
    """What was deleted when its time was over: nothing of its content, but that it is gone, and by which rule.

    ``event_number``: the event that proves it. Events before it, whose content went too, are named there.
    """

    __tablename__ = "deletion"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)  # a code of rules.retention.KINDS
    customer_ref: Mapped[str | None] = mapped_column(String(20), index=True)
    subjects: Mapped[list[str]]  # the references of what is gone, where it had any
    kept_until: Mapped[date]  # the last day for which the rule had it kept
    source: Mapped[str] = mapped_column(String(200))  # the rule
    rows: Mapped[dict[str, Any]]  # how many rows of each table were blanked or deleted
    files: Mapped[int]
    events: Mapped[int]  # whose content went with it
    event_number: Mapped[int] = mapped_column(BigInteger)
    deleted_at: Mapped[datetime]


def hold(session: Session, ref: str) -> LegalHold:
    """One of them. NotFoundError where there is none."""
    found = session.scalar(select(LegalHold).where(LegalHold.ref == ref).options(joinedload(LegalHold.customer)))
    if found is None:
        raise NotFoundError(ref)
    return found


def holds(session: Session) -> tuple[LegalHold, ...]:
    """Those that stand, the first to be looked at again first."""
    chosen = select(LegalHold).where(LegalHold.lifted_at.is_(None))
    options = (joinedload(LegalHold.customer), joinedload(LegalHold.placed_by))
    return tuple(session.scalars(chosen.options(*options).order_by(LegalHold.look_again_on, LegalHold.id)))


def customers_holds(session: Session, customer_id: int) -> tuple[LegalHold, ...]:
    """Those that stand for one customer."""
    chosen = select(LegalHold).where(LegalHold.customer_id == customer_id, LegalHold.lifted_at.is_(None))
    return tuple(session.scalars(chosen.order_by(LegalHold.id)))


def still_open(session: Session, customers: Collection[int]) -> dict[str, tuple[str, ...]]:
    """What stands for these customers or waits for us: references, by the kinds of rules.retention.OPEN."""
    mine = {kind: one.where(one.selected_columns[1].in_(customers)) for kind, one in _OPEN.items()}
    return {kind: tuple(one.ref for one in session.execute(chosen)) for kind, chosen in mine.items()}


def deletion(session: Session, ref: str) -> Deletion:
    """One proof. NotFoundError where there is none."""
    found = session.scalar(select(Deletion).where(Deletion.ref == ref))
    if found is None:
        raise NotFoundError(ref)
    return found


def deletions(session: Session) -> tuple[Deletion, ...]:
    """What was deleted, the last first."""
    return tuple(session.scalars(select(Deletion).order_by(Deletion.id.desc()).limit(MOST_SHOWN)))


def _open(table: Any, *still: ColumnElement[bool]) -> Select[Any]:
    return select(table.ref, table.customer_id).where(*still).order_by(table.id)


_OPEN: Final[Mapping[str, Select[Any]]] = {
    "hold": _open(LegalHold, LegalHold.lifted_at.is_(None)),
    "restriction": _open(Restriction, Restriction.state.in_(("in_force", "suspended"))),
    "appeal": _open(Appeal, Appeal.state.in_(OPEN_APPEAL)),
    "case": _open(Case, Case.stage != "ended"),
    "complaint": _open(Complaint, Complaint.state != "answered"),
    "service": _open(ServiceRequest, ServiceRequest.state.in_(OPEN_SERVICE)),
    "request": _open(EssentialRequest, EssentialRequest.state != "answered"),
    "change": _open(ChangeOfCircumstances, ChangeOfCircumstances.state != "answered"),
    "correction": _open(Correction, Correction.state != "answered"),
    "concern": _open(ConductConcern, ConductConcern.state == "open"),
}


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer: only lifted holds are left by then."""
    mine = update(LegalHold).where(LegalHold.customer_id == customer_id)
    session.execute(mine.values(why="", lifted_why=""))
