"""Reviews of what was decided, who signed them, and ways of contact that opened by themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.decisions import Decision
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class Review(Base):
    """A look at everything of one decision that still stands; at most one of a decision is open at a time."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)  # open held dropped
    why: Mapped[str] = mapped_column(String(40))  # due missed changed_circumstances acceptable_behaviour …
    asked: Mapped[str] = mapped_column(SealedText, default="")  # in the words of whoever asked for an early one
    opened_at: Mapped[datetime]
    due_on: Mapped[date]
    missed_on: Mapped[date | None]  # the last day, once it has passed without a review
    invited_on: Mapped[date | None]
    reply_by: Mapped[date | None]
    reply: Mapped[str] = mapped_column(SealedText, default="")  # what the customer says about how things are now
    replied_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(20))  # lift alter continue
    reason: Mapped[str] = mapped_column(SealedText, default="")
    next_review_on: Mapped[date | None]
    # For "alter", by the reference of a restriction: "stands", "ends", or kind, terms, reason and proportionality.
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Where the behaviour went on meanwhile: what else was considered (a code of rules.reviews.FURTHER), and why.
    further: Mapped[str | None] = mapped_column(String(20))
    further_why: Mapped[str] = mapped_column(SealedText, default="", server_default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    content_hash: Mapped[str] = mapped_column(String(64), default="")  # of what is proposed: signatures bind to it
    findings: Mapped[list[dict[str, Any]] | None]  # what the rules said when it was held
    held_at: Mapped[datetime | None]
    # What a director decided about safety restrictions whose review was missed.
    director_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    director_role: Mapped[str | None] = mapped_column(String(60))
    director_keeps: Mapped[bool | None]
    director_reason: Mapped[str] = mapped_column(SealedText, default="")
    director_on: Mapped[date | None]

    decision: Mapped[Decision] = relationship()
    customer: Mapped[Customer] = relationship()
    director: Mapped[StaffMember | None] = relationship(foreign_keys=[director_id])
    signatures: Mapped[list[ReviewSignature]] = relationship(back_populates="review", order_by="ReviewSignature.id")


class ReviewSignature(Base):
    """One reviewer's yes or no to exactly what is proposed, given in a session of their own."""

    __tablename__ = "review_signature"
    __table_args__ = (UniqueConstraint("review_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    role: Mapped[str] = mapped_column(String(60))
    represents: Mapped[bool] = mapped_column(default=False)  # a team representative (One Vision Housing 3.2.1)
    agrees: Mapped[bool]
    dissent: Mapped[str] = mapped_column(SealedText, default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime]

    review: Mapped[Review] = relationship(back_populates="signatures")
    staff: Mapped[StaffMember] = relationship()


class OpenedChannel(Base):
    """A way of contact that opened by itself because none was left that the person could use (RULES 7)."""

    __tablename__ = "opened_channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    closed_why: Mapped[str | None] = mapped_column(String(40))  # not_needed review erased

    customer: Mapped[Customer] = relationship()
