"""Which translations of the sentences that letters always say a person has checked, who, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.base import Base
from casework.records.people import StaffMember


class WordingCheck(Base):
    """One person checked one translation; it stands until it is taken back, or until the words are others."""

    __tablename__ = "wording_check"
    __table_args__ = (Index("ix_wording_check_digest", "language", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64))  # of a sentence and its translation: letters.wording
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    checked_at: Mapped[datetime]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    taken_back_at: Mapped[datetime | None]

    checked_by: Mapped[StaffMember] = relationship(foreign_keys=checked_by_id)
    taken_back_by: Mapped[StaffMember | None] = relationship(foreign_keys=taken_back_by_id)


def checked(session: Session, language: str) -> frozenset[str]:
    """The digests of what is checked in a language."""
    chosen = select(WordingCheck.digest).where(WordingCheck.language == language, WordingCheck.taken_back_at.is_(None))
    return frozenset(session.scalars(chosen))


def checks(session: Session, language: str) -> Mapping[str, WordingCheck]:
    """The check that stands of each digest, the first where two people checked at once."""
    chosen = select(WordingCheck).where(WordingCheck.language == language, WordingCheck.taken_back_at.is_(None))
    found = session.scalars(chosen.options(joinedload(WordingCheck.checked_by)).order_by(WordingCheck.id.desc()))
    return {one.digest: one for one in found}
