"""Copies that a reader asked for themselves, and that take too long to be made while they wait for a page.

Such a copy is no delivery: nobody sends it, no clock counts from it, and it is cleared away after some days.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from casework.records.base import Base
from casework.records.letters import Letter


class AskedCopy(Base):
    """One letter in one format and language, made once for one reader."""

    __tablename__ = "asked_copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)  # a hash of all that tells it from others
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    reader: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    reader_id: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    format: Mapped[str] = mapped_column(String(20))
    options: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20))  # waiting ready failed
    asked_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    stored_as: Mapped[str | None] = mapped_column(String(80))
    sha256: Mapped[str | None] = mapped_column(String(64))
    words_sha256: Mapped[str | None] = mapped_column(String(64))  # of the text that the voice was given

    letter: Mapped[Letter] = relationship()


def find(session: Session, key: str) -> AskedCopy | None:
    """The copy that was asked for under this key."""
    return session.scalar(select(AskedCopy).where(AskedCopy.key == key))


def clear(session: Session, *chosen: Any) -> list[str]:
    """Take these copies off the record; returns the names of their files, which are the caller's to remove."""
    stored = [name for name in session.scalars(select(AskedCopy.stored_as).where(*chosen)) if name]
    session.execute(delete(AskedCopy).where(*chosen).execution_options(synchronize_session=False))
    return stored


def of_customer(customer_id: int) -> Any:
    """The condition that a copy is of a letter about this customer."""
    return AskedCopy.letter_id.in_(select(Letter.id).where(Letter.customer_id == customer_id))
