"""Decisions, the restrictions that they make, and who signed them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Case
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class Decision(Base):
    """A proposal to restrict, and once issued, the decision. After issue nothing in it changes."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("contact_case.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    state: Mapped[str] = mapped_column(String(20), index=True)  # draft announced issued withdrawn
    review_on: Mapped[date | None]
    considered: Mapped[str] = mapped_column(SealedText, default="")  # disability, vulnerability and language
    tried_first: Mapped[str] = mapped_column(SealedText, default="")  # what was tried, or why nothing less will do
    actions: Mapped[list[str]] = mapped_column(default=list)  # codes of RULES 2: police_report and so on
    action_reason: Mapped[str] = mapped_column(SealedText, default="")
    not_warned_because: Mapped[str | None] = mapped_column(SealedText)
    longer_period: Mapped[dict[str, Any] | None]  # {"reason", "approved_by_id", "role", "content_hash"}
    # {"preferred": bool, "letter": bool, "withheld": null or {"justification", "signed_by_id", "role", "content_hash"}}
    notice: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))  # of the text as it stands: signatures bind to it
    pack_version: Mapped[str] = mapped_column(String(40))
    drafted_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]  # told to the customer as intended; it applies only once it is issued
    issued_at: Mapped[datetime | None] = mapped_column(index=True)
    starts_on: Mapped[date | None]  # the day of issue, or a later one that was announced
    findings: Mapped[list[dict[str, Any]] | None]  # what the rules said when it was issued (warnings too)
    # When it was issued: {"usable", "essential": channels, "cannot_use", "advocate"} (rules.open_door).
    open_door: Mapped[dict[str, Any] | None]

    case: Mapped[Case] = relationship()
    customer: Mapped[Customer] = relationship()
    drafted_by: Mapped[StaffMember] = relationship()
    restrictions: Mapped[list[Restriction]] = relationship(back_populates="decision", order_by="Restriction.position")
    signatures: Mapped[list[Signature]] = relationship(back_populates="decision", order_by="Signature.id")

    @property
    def told_at(self) -> datetime | None:
        """When the customer was told: of the decision, or before that of the intention."""
        return self.issued_at or self.announced_at


class Restriction(Base):
    """One line of a contact arrangement."""

    __tablename__ = "restriction"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)  # as varied on appeal
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    terms: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(SealedText)
    proportionality: Mapped[str] = mapped_column(SealedText)
    # Milder kinds that stood open for this person when it was written: the proportionality says why not one of them.
    milder: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    state: Mapped[str] = mapped_column(String(20), index=True)  # proposed in_force suspended ended
    starts_on: Mapped[date | None]
    review_on: Mapped[date | None] = mapped_column(index=True)
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(40))  # appeal_upheld appeal_varied review …
    safety: Mapped[bool] = mapped_column(default=False, server_default=false())  # protects a person (RULES 2)
    suspended_on: Mapped[date | None]
    suspended_why: Mapped[str | None] = mapped_column(String(40))  # review_missed director_silent door_closed
    director_by: Mapped[date | None]  # its review was missed: a director decides by this day
    kept_until: Mapped[date | None]  # a director keeps it until the review, at the latest until this day
    reviewed_on: Mapped[date | None]  # the last review after which it went on
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)  # as altered at a review

    decision: Mapped[Decision] = relationship(back_populates="restrictions")


class Signature(Base):
    """One person's yes or no to exactly this text of a decision, given in a session of their own."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("decision_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    role: Mapped[str] = mapped_column(String(60))
    represents: Mapped[bool] = mapped_column(default=False)  # a team representative (One Vision Housing 3.2.1)
    agrees: Mapped[bool]
    dissent: Mapped[str] = mapped_column(SealedText, default="")
    content_hash: Mapped[str] = mapped_column(String(64))  # of the text that was signed
    signed_at: Mapped[datetime]

    decision: Mapped[Decision] = relationship(back_populates="signatures")
    staff: Mapped[StaffMember] = relationship()


class Version(NamedTuple):
    """A version of the policy, with the decisions that were issued under it."""

    name: str
    first: datetime
    last: datetime
    decisions: int


def versions_decided_under(session: Session) -> list[Version]:
    """Every version of the policy under which a decision was issued, the newest first."""
    first, last = func.min(Decision.issued_at), func.max(Decision.issued_at)
    found = session.execute(
        select(Decision.pack_version, first, last, func.count())
        .where(Decision.issued_at.is_not(None))
        .group_by(Decision.pack_version)
        .order_by(last.desc())
    )
    return [Version(name, began, ended, number) for name, began, ended, number in found if began and ended]
