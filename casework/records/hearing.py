"""The grounds of an appeal, each with an answer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.appeals import Appeal
from casework.records.base import Base
from casework.records.sealed import SealedText


class AppealGround(Base):
    """One ground as the hearer answers it: a point from the record, the customer's words, or a point in them.

    ``key``: "words" for what was written with the appeal, "more.<id>" for words that came later, "point.<key>" for a
    point from the record, "heard.<n>" for one that the hearer found in the words (Complaint Handling Code 5.6).
    """

    __tablename__ = "appeal_ground"
    __table_args__ = (UniqueConstraint("appeal_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    key: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(SealedText, default="")  # the hearer's, of a point that they found
    answer: Mapped[str | None] = mapped_column(String(20))  # accepted partly not_accepted
    reasons: Mapped[str] = mapped_column(SealedText, default="")
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    noted_at: Mapped[datetime]


def of_appeal(session: Session, appeal_id: int) -> Sequence[AppealGround]:
    """What was noted or answered so far, in its order."""
    chosen = select(AppealGround).where(AppealGround.appeal_id == appeal_id)
    return session.scalars(chosen.order_by(AppealGround.id)).all()


def blank(session: Session, customer_id: int) -> None:
    """Erasure: whose appeal it was, and what was said, goes; how it was answered stays."""
    mine = select(Appeal.id).where(Appeal.customer_id == customer_id)
    session.execute(update(AppealGround).where(AppealGround.appeal_id.in_(mine)).values(words="", reasons=""))
    session.execute(update(Appeal).where(Appeal.customer_id == customer_id).values(allocated_why=""))
