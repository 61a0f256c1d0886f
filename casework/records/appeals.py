"""Appeals, from the first saved answer to the outcome, and what is sent with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.cases import Incident
from casework.records.decisions import Decision, Restriction
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText

if TYPE_CHECKING:  # it holds files too, and so imports this module
    from casework.records.changes import ChangeOfCircumstances


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
    grounds: Mapped[str] = mapped_column(SealedText, default="")  # why they disagree, in any language
    wanted: Mapped[str] = mapped_column(SealedText, default="")  # what should happen instead
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
    # A manager gave it to the hearer; None where they took it themselves.
    allocated_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    allocated_at: Mapped[datetime | None]
    allocated_why: Mapped[str] = mapped_column(SealedText, default="", server_default="")  # why to somebody else
    outcome: Mapped[str | None] = mapped_column(String(20))  # uphold vary dismiss
    reasons: Mapped[str | None] = mapped_column(SealedText)
    actions_ended: Mapped[list[str]] = mapped_column(default=list)  # actions of the decision that end with the outcome
    decided_at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship()
    customer: Mapped[Customer] = relationship()
    hearer: Mapped[StaffMember | None] = relationship(foreign_keys=[hearer_id])
    allocated_by: Mapped[StaffMember | None] = relationship(foreign_keys=[allocated_by_id])
    evidence: Mapped[list[Evidence]] = relationship(back_populates="appeal", order_by="Evidence.id")
    additions: Mapped[list[AppealAddition]] = relationship(back_populates="appeal", order_by="AppealAddition.id")
    extensions: Mapped[list[AppealExtension]] = relationship(back_populates="appeal", order_by="AppealExtension.id")
    new_restrictions: Mapped[list[Restriction]] = relationship(
        primaryjoin="Appeal.id == foreign(Restriction.appeal_id)", viewonly=True
    )


class Evidence(Base):
    """A file that a person sent. Its bytes lie encrypted in the file store under ``stored_as``.

    It goes with an appeal, with a change of circumstances, with an appeal that nobody has matched yet, or, where staff
    keep it, with an incident: a recording of a call, for example (One Vision Housing 3.3.1).
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)  # none: with our own key
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("change_of_circumstances.id"), index=True)
    held_id: Mapped[int | None] = mapped_column(ForeignKey("held_appeal.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))  # as the sender called it; only ever shown, never opened
    media_type: Mapped[str] = mapped_column(String(100))  # found from the bytes
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(80), unique=True)
    sent_by: Mapped[str] = mapped_column(
        String(20), default="customer", server_default="customer"
    )  # or nobody: a stranger
    sent_by_id: Mapped[int] = mapped_column(default=0, server_default="0")
    scan: Mapped[str] = mapped_column(
        String(20), default="waiting", server_default="waiting"
    )  # of rules.evidence.STATES
    scan_said: Mapped[str] = mapped_column(String(200), default="", server_default="")  # what the scanner found
    scanned_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # who opened it unscanned
    added_at: Mapped[datetime]

    appeal: Mapped[Appeal | None] = relationship(back_populates="evidence")
    change: Mapped[ChangeOfCircumstances | None] = relationship("ChangeOfCircumstances", back_populates="evidence")
    held: Mapped[HeldAppeal | None] = relationship(back_populates="evidence")
    incident: Mapped[Incident | None] = relationship(back_populates="evidence")


class AppealAddition(Base):
    """Words that came to an appeal after it was handed in."""

    __tablename__ = "appeal_addition"

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    words: Mapped[str] = mapped_column(SealedText)
    said_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    said_by_id: Mapped[int]
    how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    said_at: Mapped[datetime]

    appeal: Mapped[Appeal] = relationship(back_populates="additions")


class AppealExtension(Base):
    """The answer comes later than it was due: by how much, and why, as the customer was told."""

    __tablename__ = "appeal_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    due_before: Mapped[date]
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(SealedText)
    extended_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    role: Mapped[str] = mapped_column(String(60))
    extended_at: Mapped[datetime]

    appeal: Mapped[Appeal] = relationship(back_populates="extensions")


class HeldAppeal(Base):
    """An appeal that somebody made with a letter and without signing in: held until staff know whose it is.

    What was said lies encrypted with our own key, as ``actions.held_appeals.Said``.
    """

    __tablename__ = "held_appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    said: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(10))  # of the page on which it was written
    state: Mapped[str] = mapped_column(String(20), index=True)  # held matched closed
    received_at: Mapped[datetime]
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"))
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    settled_at: Mapped[datetime | None]
    closed_why: Mapped[str] = mapped_column(SealedText, default="")

    evidence: Mapped[list[Evidence]] = relationship(back_populates="held", order_by="Evidence.id")
    appeal: Mapped[Appeal | None] = relationship()
