"""Which blocks of Easy Read a person has approved, in which language and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.people import StaffMember


class EasyReadApproval(Base):
    """One person approved one block; it stands until it is taken back, or until the words are others."""

    __tablename__ = "easy_read_approval"
    __table_args__ = (Index("ix_easy_read_approval_block", "language", "block"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    block: Mapped[str] = mapped_column(String(60))  # a code of letters.easy.blocks
    language: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64))  # of the sentences and pictures that were read
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    approved_at: Mapped[datetime]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    taken_back_at: Mapped[datetime | None]

    approved_by: Mapped[StaffMember] = relationship(foreign_keys=approved_by_id)
    taken_back_by: Mapped[StaffMember | None] = relationship(foreign_keys=taken_back_by_id)


def approved(session: Session, language: str) -> frozenset[tuple[str, str]]:
    """The blocks that are approved in a language, each with the digest of the words that were read."""
    rows = session.execute(
        select(EasyReadApproval.block, EasyReadApproval.digest).where(
            EasyReadApproval.language == language, EasyReadApproval.taken_back_at.is_(None)
        )
    )
    return frozenset((block, digest) for block, digest in rows)


def newest(session: Session, language: str) -> Mapping[str, EasyReadApproval]:
    """The last approval of each block in a language, whether it still stands or not."""
    whole = joinedload(EasyReadApproval.approved_by), joinedload(EasyReadApproval.taken_back_by)
    chosen = select(EasyReadApproval).where(EasyReadApproval.language == language).options(*whole)
    return {one.block: one for one in session.scalars(chosen.order_by(EasyReadApproval.id))}
