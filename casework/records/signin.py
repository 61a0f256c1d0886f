"""What signing in needs: one-time codes, codes in letters, counted tries, text held over a lapsed session."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.records.base import Base


class SignInCode(Base):
    """A one-time code sent to the email or phone on record. Only a keyed hash of it is kept."""

    __tablename__ = "sign_in_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(64), unique=True)  # names this request in the browser's cookie
    address: Mapped[bytes] = mapped_column(LargeBinary)  # the email or phone that was typed, encrypted
    person: Mapped[str | None] = mapped_column(String(20))  # customer advocate, once it is clear who; else null
    person_id: Mapped[int | None]
    code_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    stop_hash: Mapped[str | None] = mapped_column(String(64), index=True)  # of the link "it was not me" in the mail


class LetterCode(Base):
    """The access code printed in a letter; it opens the door together with the date of birth, until it expires."""

    __tablename__ = "letter_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    wrong_tries: Mapped[int] = mapped_column(default=0)  # with a wrong date of birth; too many end the code
    ended_at: Mapped[datetime | None]


def with_open_code(session: Session, letters: Collection[int], at: datetime) -> frozenset[int]:
    """Of these letters, those whose access code still opens the door."""
    opens = LetterCode.ended_at.is_(None) & (LetterCode.expires_at > at)
    return frozenset(session.scalars(select(LetterCode.letter_id).where(LetterCode.letter_id.in_(letters), opens)))


class Attempt(Base):
    """One try at a code or password, counted in the database so that a limit holds for every process."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_counted", "what", "key_hash", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(20))  # code_asked code letter password second_proof passkey …
    key_hash: Mapped[str] = mapped_column(String(64))  # keyed hash of whom or where it was tried
    at: Mapped[datetime]


class OneTimeLink(Base):
    """A sign-in address that works once (``demo link``); only a keyed hash of it is kept."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class EndedSession(Base):
    """A session whose person signed out: its cookie opens nothing any more, wherever a copy of it may lie."""

    __tablename__ = "ended_session"

    mark: Mapped[str] = mapped_column(String(40), primary_key=True)  # which session, as its signed cookie says
    expires_at: Mapped[datetime]  # when no session of that time can still be alive


class HeldForm(Base):
    """What somebody had typed when their session ended: kept, encrypted, until they are back."""

    __tablename__ = "held_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str | None] = mapped_column(String(20))  # whose session it was, where the cookie still said
    person_id: Mapped[int | None]
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[bytes] = mapped_column(LargeBinary)
    held_at: Mapped[datetime]


class AccessLook(Base):
    """Somebody looked at a person's record: the only thing that a GET may write."""

    __tablename__ = "access_look"
    __table_args__ = (Index("ix_access_look_who", "actor", "actor_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int]
    role: Mapped[str] = mapped_column(String(60))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    page: Mapped[str] = mapped_column(String(60))  # the endpoint, never the address


class Message(Base):
    """A mail or text to be sent. Its words lie encrypted; the outbox sends it once."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    person: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int]
    channel: Mapped[str] = mapped_column(String(20))  # email text
    kind: Mapped[str] = mapped_column(String(40))  # sign_in_code letter_ready appeal_received …
    content: Mapped[bytes] = mapped_column(LargeBinary)  # to, subject, body, attachment's place: encrypted JSON
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)  # nothing personal
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
