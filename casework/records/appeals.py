"""Appeals, from the first saved answer to the outcome, and the evidence with them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.decisions import Decision, Restriction
from casework.records.people import Customer, StaffMember


class Appeal(Base):
    """An appeal against a decision. A draft is kept answer by answer, and can be left and come back to."""

    __tablename__ = "appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    made_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    made_by_id: Mapped[int]
    # draft received hearing decided withdrawn, or not_accepted (repeated), or sent_on (to the body that hears it)
    state: Mapped[str] = mapped_column(String(20), index=True)
    how: Mapped[str] = mapped_column(String(20), default="portal", server_default="portal")  # portal, or a channel
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)  # of the form on which staff wrote it down
    grounds: Mapped[str] = mapped_column(Text, default="")  # why they disagree, in any language
    wanted: Mapped[str] = mapped_column(Text, default="")  # what should happen instead
    new_evidence: Mapped[bool | None]
    complaint_too: Mapped[bool | None]  # "treat this as a complaint too" (Complaint Handling Code 1.3)
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    received_on: Mapped[date | None]  # the day on which it reached us: it counts, not the day of writing it down
    due_on: Mapped[date | None]
    heard_by: Mapped[str | None] = mapped_column(String(40))  # a body outside the landlord; None where we hear it
    sent_on_at: Mapped[datetime | None]  # when it went to that body
    hearer_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    hearer_role: Mapped[str | None] = mapped_column(String(60))
    outcome: Mapped[str | None] = mapped_column(String(20))  # uphold vary dismiss
    reasons: Mapped[str | None] = mapped_column(Text)
    actions_ended: Mapped[list[str]] = mapped_column(default=list)  # actions of the decision that end with the outcome
    decided_at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship()
    customer: Mapped[Customer] = relationship()
    hearer: Mapped[StaffMember | None] = relationship()
    evidence: Mapped[list[Evidence]] = relationship(back_populates="appeal", order_by="Evidence.id")
    new_restrictions: Mapped[list[Restriction]] = relationship(
        primaryjoin="Appeal.id == foreign(Restriction.appeal_id)", viewonly=True
    )


class Evidence(Base):
    """A file that was sent with an appeal. Its bytes lie encrypted in the file store under ``stored_as``."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))  # as the sender called it; only ever shown, never opened
    media_type: Mapped[str] = mapped_column(String(100))  # found from the bytes
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(80), unique=True)
    added_at: Mapped[datetime]

    appeal: Mapped[Appeal] = relationship(back_populates="evidence")
