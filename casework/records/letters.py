"""Letters as they were issued, and each copy on its way to a reader."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.people import Customer


class Letter(Base):
    """One letter: its words, frozen, from which every format can be made again years later."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(40))  # a folder of letters/kinds
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)  # frozen content, encrypted with the person's key
    sha256: Mapped[str] = mapped_column(String(64))  # of the content before encryption
    issued_at: Mapped[datetime]

    customer: Mapped[Customer] = relationship()
    deliveries: Mapped[list[Delivery]] = relationship(back_populates="letter", order_by="Delivery.id")


class Delivery(Base):
    """One copy of a letter for one reader, in one format, on one way."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)  # letter, reader, format and way: one copy of each
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    reader: Mapped[str] = mapped_column(String(20))  # customer advocate
    reader_id: Mapped[int]
    format: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))  # email letter
    state: Mapped[str] = mapped_column(String(20), index=True)  # waiting ready sent delivered returned
    stored_as: Mapped[str | None] = mapped_column(String(80))
    sha256: Mapped[str | None] = mapped_column(String(64))
    ready_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    delivered_on: Mapped[date | None]

    letter: Mapped[Letter] = relationship(back_populates="deliveries")
