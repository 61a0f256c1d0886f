"""The landlord's own letterheads: brought and proved first, then in use, and kept after that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column, relationship

from casework.records.base import Base
from casework.records.missing import NotFoundError
from casework.records.people import StaffMember


class OwnLetterhead(Base):
    """A letterhead that was found fit for use. Not yet used, in use (at most one), or ended."""

    __tablename__ = "own_letterhead"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))  # of its files together
    settings: Mapped[str] = mapped_column(Text)  # TOML
    word: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    logo: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # None: by a command
    brought_at: Mapped[datetime]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    brought_by: Mapped[StaffMember | None] = relationship(foreign_keys=[brought_by_id])
    used_by: Mapped[StaffMember | None] = relationship(foreign_keys=[used_by_id])

    @property
    def state(self) -> str:
        """``waits`` ``used`` or ``ended``."""
        if self.ended_at is not None:
            return "ended"
        return "waits" if self.used_at is None else "used"


_IN_USE = (OwnLetterhead.used_at.is_not(None), OwnLetterhead.ended_at.is_(None))


def in_use(session: Session) -> OwnLetterhead | None:
    """The letterhead on which letters are written; None while they are written on ours."""
    return session.scalar(select(OwnLetterhead).where(*_IN_USE).order_by(OwnLetterhead.id.desc()).limit(1))


def all_of_them(session: Session) -> list[OwnLetterhead]:
    """Every letterhead that was ever brought, the newest first."""
    return list(session.scalars(select(OwnLetterhead).order_by(OwnLetterhead.id.desc())))


def letterhead(session: Session, ref: str, *, lock: bool = False) -> OwnLetterhead:
    """The letterhead with this reference; NotFoundError."""
    asked = select(OwnLetterhead).where(OwnLetterhead.ref == ref)
    found = session.scalar(asked.with_for_update() if lock else asked)
    if found is None:
        raise NotFoundError(ref)
    return found
