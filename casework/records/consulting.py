"""Teams that are asked before something is decided and told afterwards, who tells the customer, and legal advice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Case
from casework.records.people import StaffMember
from casework.records.sealed import SealedText


class Consultation(Base):
    """A team was asked about a case: what it said, and when it was told what was decided (Octavia 4.2)."""

    __tablename__ = "consultation"
    __table_args__ = (UniqueConstraint("case_id", "team"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    team: Mapped[str] = mapped_column(String(80))  # as the landlord calls it
    asked_on: Mapped[date]
    said: Mapped[str] = mapped_column(SealedText)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    recorded_at: Mapped[datetime]
    informed_on: Mapped[date | None]


class CaseTeller(Base):
    """The one member of staff who tells the customer what was decided; without a row, the owner of the case does."""

    __tablename__ = "case_teller"

    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    staff: Mapped[StaffMember] = relationship()


class LegalCheck(Base):
    """Whether a lawyer's advice is needed about what happened, and what came of it."""

    __tablename__ = "legal_check"

    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20))  # of rules.consulting.OUTCOMES
    said: Mapped[str] = mapped_column(SealedText)
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    checked_on: Mapped[date]

    checked_by: Mapped[StaffMember] = relationship()


@dataclass(frozen=True)
class Consulted:
    """All of it about one case. ``teller``: who tells the customer."""

    teams: tuple[Consultation, ...]
    teller: StaffMember
    legal: LegalCheck | None


def of_case(session: Session, case: Case) -> Consulted:
    """Who was asked, who tells, and what a lawyer said."""
    asked = select(Consultation).where(Consultation.case_id == case.id).order_by(Consultation.asked_on, Consultation.id)
    named = session.scalar(
        select(CaseTeller).where(CaseTeller.case_id == case.id).options(joinedload(CaseTeller.staff))
    )
    legal = session.scalar(
        select(LegalCheck).where(LegalCheck.case_id == case.id).options(joinedload(LegalCheck.checked_by))
    )
    return Consulted(tuple(session.scalars(asked)), named.staff if named else case.owner, legal)


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer."""
    mine = select(Case.id).where(Case.customer_id == customer_id)
    session.execute(update(Consultation).where(Consultation.case_id.in_(mine)).values(said=""))
    session.execute(update(LegalCheck).where(LegalCheck.case_id.in_(mine)).values(said=""))
