"""Letters as they were issued, and each copy on its way to a reader."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.records.base import Base
from casework.records.people import Customer, StaffMember
from casework.records.sealed import SealedText


class Letter(Base):
    """One letter: its words, frozen, from which every format can be made again years later."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(40))  # a folder of letters/kinds
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("contact_case.id"), index=True)  # before any decision in it
    language: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)  # frozen content, encrypted with the person's key
    sha256: Mapped[str] = mapped_column(String(64))  # of the content before encryption
    issued_at: Mapped[datetime]
    # What it was written from, encrypted: the same letter in another language later. None in letters from before.
    facts: Mapped[bytes | None] = mapped_column(LargeBinary)
    # none: no words of staff in it to translate. first: held until they are. both: gone out with them in English.
    # asked: the same, and the translation follows. done: there is a version with the translation.
    translation: Mapped[str] = mapped_column(String(20), default="none", server_default="none", index=True)
    translation_at: Mapped[datetime | None]  # when that was chosen, or came about

    customer: Mapped[Customer] = relationship()
    deliveries: Mapped[list[Delivery]] = relationship(back_populates="letter", order_by="Delivery.id")
    versions: Mapped[list[LetterVersion]] = relationship(back_populates="letter", order_by="LetterVersion.number")


class LetterVersion(Base):
    """The same letter made once more: with what staff wrote translated, in another language, to another address."""

    __tablename__ = "letter_version"
    __table_args__ = (UniqueConstraint("letter_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    number: Mapped[int]  # from 2: the letter as it was issued is the first
    language: Mapped[str] = mapped_column(String(8))
    why: Mapped[str] = mapped_column(String(20))  # translated language address
    content: Mapped[bytes] = mapped_column(LargeBinary)  # as that of the letter
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]

    letter: Mapped[Letter] = relationship(back_populates="versions")


class PrintPack(Base):
    """What is printed and posted together: the copies point to it. Open until it was posted."""

    __tablename__ = "print_pack"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    posted_on: Mapped[date | None]
    posted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))

    made_by: Mapped[StaffMember] = relationship(foreign_keys=made_by_id)
    posted_by: Mapped[StaffMember | None] = relationship(foreign_keys=posted_by_id)
    copies: Mapped[list[Delivery]] = relationship(back_populates="pack", order_by="Delivery.id")


class Delivery(Base):
    """One copy of a letter for one reader, in one format, on one way."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_sent", "state", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Letter, reader, format and way: one copy of each; of one that is sent again its number too.
    key: Mapped[str] = mapped_column(String(80), unique=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    reader: Mapped[str] = mapped_column(String(20))  # customer advocate
    reader_id: Mapped[int]
    format: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))  # email letter
    # waiting ready sent delivered returned; stopped: it does not go out any more
    state: Mapped[str] = mapped_column(String(20), index=True)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # see letters/options.py
    stored_as: Mapped[str | None] = mapped_column(String(80))
    sha256: Mapped[str | None] = mapped_column(String(64))
    words_sha256: Mapped[str | None] = mapped_column(String(64))  # of the text that the voice was given
    ready_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    delivered_on: Mapped[date | None]
    # noted: somebody knows that it came. counted: it was sent so many working days ago and did not come back.
    delivered_how: Mapped[str | None] = mapped_column(String(20))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("letter_version.id"), index=True)  # None: as issued
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("print_pack.id"), index=True)
    returned_on: Mapped[date | None]
    returned_why: Mapped[str | None] = mapped_column(String(20))  # a code of rules.copies.RETURNED
    next_step: Mapped[str | None] = mapped_column(String(20))  # after it came back: sent_again other_way stopped
    next_words: Mapped[str] = mapped_column(SealedText, default="", server_default="")

    letter: Mapped[Letter] = relationship(back_populates="deliveries")
    version: Mapped[LetterVersion | None] = relationship()
    pack: Mapped[PrintPack | None] = relationship(back_populates="copies")
