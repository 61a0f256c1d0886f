"""Figures that were published once and stay as they were: blocks of the comparison by characteristic, board papers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.people import StaffMember
from casework.rules.suppression import Block


class EqualityBlock(Base):
    """What is shown of one measure by one characteristic for some months (rules.suppression); never changed again.

    Only what may be seen is kept here: a hidden group is null.
    """

    __tablename__ = "equality_block"
    __table_args__ = (UniqueConstraint("measure", "characteristic", "first_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(20))  # of rules.monitoring.MEASURES
    characteristic: Mapped[str] = mapped_column(String(20))  # of rules.monitoring.ANSWERS, or age
    first_on: Mapped[date]
    last_on: Mapped[date]
    total: Mapped[int]
    cells: Mapped[dict[str, Any]]  # {group: number or null}
    closed_at: Mapped[datetime]


class BoardPaper(Base):
    """The figures of one month as the board has them. ``content``: the paper in plain values (letters.tables)."""

    __tablename__ = "board_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(unique=True)  # its first day
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))  # of the content as JSON
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]

    made_by: Mapped[StaffMember] = relationship()


def blocks(session: Session, measure: str, characteristic: str, until: date | None = None) -> tuple[Block, ...]:
    """The blocks of one comparison, the oldest first; ``until``: only those that had ended by that day."""
    chosen = select(EqualityBlock).where(
        EqualityBlock.measure == measure, EqualityBlock.characteristic == characteristic
    )
    if until is not None:
        chosen = chosen.where(EqualityBlock.last_on <= until)
    found = session.scalars(chosen.order_by(EqualityBlock.first_on))
    return tuple(Block(row.first_on, row.last_on, row.total, row.cells) for row in found)


def paper(session: Session, month: date) -> BoardPaper:
    """The paper of the month that begins on that day. NotFoundError while nobody has made it."""
    found = session.scalar(select(BoardPaper).where(BoardPaper.month == month))
    if found is None:
        raise NotFoundError(month.isoformat())
    return found


def papers(session: Session) -> tuple[BoardPaper, ...]:
    """All of them, the newest first."""
    chosen = select(BoardPaper).options(joinedload(BoardPaper.made_by))
    return tuple(session.scalars(chosen.order_by(BoardPaper.month.desc())))
