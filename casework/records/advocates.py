"""How people came to speak for a customer: named, invited, by a code, confirmed; and what is said of it in private."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from casework.records.arrangements import stands
from casework.records.base import Base
from casework.records.letters import Delivery, Letter
from casework.records.missing import NotFoundError
from casework.records.own import OWN, copied_to
from casework.records.people import Advocate, Authority, Customer, Organisation, StaffMember
from casework.records.sealed import SealedText
from casework.rules.copies import FIRST

Row = TypeVar("Row")


class Naming(Base):
    """A customer, or somebody with a paper that says so, names who is to speak for them; and what comes of it."""

    __tablename__ = "advocate_naming"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # a code of rules.advocates.KINDS
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    everybody: Mapped[bool] = mapped_column(default=False)  # anybody who works at that organisation may act
    email: Mapped[str | None] = mapped_column(String(254), index=True)  # lower case
    phone: Mapped[str | None] = mapped_column(String(20))  # E.164
    scope: Mapped[list[str]]
    ends_on: Mapped[date]
    given_how: Mapped[str] = mapped_column(String(20))  # portal phone letter_code witnessed proof
    witness: Mapped[str] = mapped_column(String(200), default="")  # who was there, where it was witnessed
    named_by: Mapped[str] = mapped_column(String(20))  # customer advocate staff
    named_by_id: Mapped[int]
    named_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    named_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), index=True)  # invited to_check stands declined refused withdrawn
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the address in the invitation
    answered_at: Mapped[datetime | None]
    proof: Mapped[str | None] = mapped_column(String(40))  # the paper that was looked at
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    why: Mapped[str] = mapped_column(SealedText, default="")  # why it was refused, as the customer reads it
    advocate_id: Mapped[int | None] = mapped_column(ForeignKey("advocate.id"), index=True)  # once they said yes
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"), unique=True)

    customer: Mapped[Customer] = relationship()
    advocate: Mapped[Advocate | None] = relationship()
    authority: Mapped[Authority | None] = relationship()
    checked_by: Mapped[StaffMember | None] = relationship()


class SpokenCode(Base):
    """A code that a customer reads out, to an advocate or to staff, as their word. Only a keyed hash of it is kept."""

    __tablename__ = "spoken_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    read_to: Mapped[str] = mapped_column(String(20))  # advocate staff
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[list[str]]  # what the advocate may do who types it; empty for staff
    ends_on: Mapped[date | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    wrong_tries: Mapped[int] = mapped_column(default=0)  # with a wrong date of birth
    used_at: Mapped[datetime | None]


class ForcedWord(Base):
    """A customer says in private that somebody was forced on them. Never shown to any advocate; never in a letter."""

    __tablename__ = "forced_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    who: Mapped[str] = mapped_column(String(200))  # as the customer says it
    what: Mapped[str] = mapped_column(SealedText, default="")
    wanted: Mapped[str] = mapped_column(String(20))  # end talk_first
    reach: Mapped[str] = mapped_column(SealedText)  # how and when it is safe to reach them
    told_how: Mapped[str] = mapped_column(String(20))  # portal, or how it reached staff
    told_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), index=True)  # open closed
    done: Mapped[str] = mapped_column(SealedText, default="")  # what staff did
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    closed_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    closed_by: Mapped[StaffMember | None] = relationship()


class LetterRead(Base):
    """An advocate says that they have read a letter about a client. Opening a page writes nothing: a button does."""

    __tablename__ = "letter_read"
    __table_args__ = (UniqueConstraint("letter_id", "advocate_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    advocate_id: Mapped[int] = mapped_column(ForeignKey("advocate.id"), index=True)
    read_at: Mapped[datetime]


# What a customer reads


def own_authorities(session: Session, customer_id: int) -> tuple[Authority, ...]:
    """Everybody who may act or might have acted for the customer, the newest first."""
    found = select(Authority).where(Authority.customer_id == customer_id, Authority.given_how != OWN)
    options = (joinedload(Authority.advocate), joinedload(Authority.organisation))
    return tuple(session.scalars(found.options(*options).order_by(Authority.id.desc())))


def own_authority(session: Session, customer_id: int, number: int) -> Authority:
    """One of them. NotFoundError for anybody else's."""
    for one in own_authorities(session, customer_id):
        if one.id == number:
            return one
    raise NotFoundError(str(number))


def own_namings(session: Session, customer_id: int) -> tuple[Naming, ...]:
    """Whom the customer named, the newest first."""
    return tuple(session.scalars(_namings().where(Naming.customer_id == customer_id).order_by(Naming.id.desc())))


def own_naming(session: Session, customer_id: int, ref: str) -> Naming:
    """One of them. NotFoundError for anybody else's."""
    return _found(session.scalar(_namings().where(Naming.customer_id == customer_id, Naming.ref == ref)), ref)


def own_forced_word(session: Session, customer_id: int, ref: str) -> ForcedWord:
    """What the customer said in private: for the customer alone."""
    mine = select(ForcedWord).where(ForcedWord.customer_id == customer_id, ForcedWord.ref == ref)
    return _found(session.scalar(mine), ref)


# What an advocate reads


def invited(session: Session, token_hash: str) -> Naming:
    """The invitation to which an address leads, whatever came of it. NotFoundError for an address of nobody's."""
    return _found(session.scalar(_namings().where(Naming.token_hash == token_hash)), "invitation")


def invitations(session: Session, advocate_id: int) -> tuple[Naming, ...]:
    """Who asked this advocate, at the email on record, and waits for an answer."""
    mine = select(Advocate.email).where(Advocate.id == advocate_id).scalar_subquery()
    waiting = _namings().where(Naming.state == "invited", Naming.email == mine)
    return tuple(session.scalars(waiting.order_by(Naming.named_at, Naming.id)))


def unread(session: Session, customers: Sequence[int], advocate_id: int) -> tuple[Letter, ...]:
    """Letters about these clients of which this advocate has a copy and did not say that they read it, the newest
    first; none that is held until it is translated, for they could not open it."""
    copies = (
        select(Delivery.letter_id)
        .join(Delivery.letter)
        .where(Letter.customer_id.in_(customers), Delivery.reader == "advocate")
        .where(Delivery.reader_id.in_(copied_to(Letter.customer_id, advocate_id)))
    )
    read = select(LetterRead.letter_id).where(LetterRead.advocate_id == advocate_id)
    found = select(Letter).where(Letter.id.in_(copies), Letter.id.not_in(read), Letter.translation != FIRST)
    return tuple(session.scalars(found.order_by(Letter.issued_at.desc(), Letter.id.desc())))


def workers(session: Session, organisation_id: int) -> tuple[Advocate, ...]:
    """Who works at an organisation today, by name."""
    found = select(Advocate).where(Advocate.organisation_id == organisation_id)
    return tuple(session.scalars(found.order_by(Advocate.name, Advocate.id)))


# What staff read


def naming(session: Session, ref: str) -> Naming:
    """One of them, for staff."""
    return _found(session.scalar(_namings().where(Naming.ref == ref)), ref)


def customers_namings(session: Session, customer_id: int) -> tuple[Naming, ...]:
    """What waits about one customer, for staff."""
    waiting = _namings().where(Naming.customer_id == customer_id, Naming.state.in_(("invited", "to_check")))
    return tuple(session.scalars(waiting.order_by(Naming.id)))


def to_check(session: Session) -> tuple[Naming, ...]:
    """Whose paper staff have to look at, the oldest first."""
    return tuple(session.scalars(_namings().where(Naming.state == "to_check").order_by(Naming.id)))


def to_ask(session: Session) -> tuple[Naming, ...]:
    """Whom staff have to ask because there is no email to send an invitation to, the oldest first."""
    waiting = _namings().where(Naming.state == "invited", Naming.email.is_(None))
    return tuple(session.scalars(waiting.order_by(Naming.id)))


def to_look_at(session: Session, since: date) -> tuple[Authority, ...]:
    """What a customer ended although it came from a court or an office: does that paper still stand?"""
    found = select(Authority).where(
        Authority.kind != "advocate", Authority.ended_by == "customer", Authority.ended_on >= since
    )
    options = (joinedload(Authority.advocate), joinedload(Authority.customer))
    return tuple(session.scalars(found.options(*options).order_by(Authority.ended_on, Authority.id)))


def authority(session: Session, number: int) -> Authority:
    """One authority, for staff. NotFoundError for an advocate's reading of their own record."""
    found = select(Authority).where(Authority.id == number, Authority.given_how != OWN)
    options = (joinedload(Authority.advocate), joinedload(Authority.customer))
    return _found(session.scalar(found.options(*options)), str(number))


def forced_words(session: Session) -> tuple[ForcedWord, ...]:
    """Who said in private that somebody was forced on them, and waits for help, the oldest first."""
    waiting = select(ForcedWord).where(ForcedWord.state == "open").options(joinedload(ForcedWord.customer))
    return tuple(session.scalars(waiting.order_by(ForcedWord.told_at, ForcedWord.id)))


def forced_word(session: Session, ref: str) -> ForcedWord:
    """One of them, for staff."""
    found = select(ForcedWord).where(ForcedWord.ref == ref).options(joinedload(ForcedWord.customer))
    return _found(session.scalar(found), ref)


def organisations(session: Session) -> tuple[tuple[Organisation, int], ...]:
    """Organisations with how many people work there, by name."""
    count = func.count(Advocate.id)
    found = select(Organisation, count).outerjoin(Advocate, Advocate.organisation_id == Organisation.id)
    rows = session.execute(found.group_by(Organisation.id).order_by(Organisation.name, Organisation.id))
    return tuple((row, number) for row, number in rows)


def organisation(session: Session, ref: str) -> Organisation:
    """One organisation."""
    return _found(session.scalar(select(Organisation).where(Organisation.ref == ref)), ref)


def standing_of(session: Session, customer_id: int, today: date) -> tuple[Authority, ...]:
    """Who may act for a customer on a day, one's own record left out."""
    found = select(Authority).where(
        Authority.customer_id == customer_id, Authority.given_how != OWN, stands(Authority, today)
    )
    return tuple(session.scalars(found.options(joinedload(Authority.advocate)).order_by(Authority.id)))


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing personal of an erased customer, nor of whom they named."""
    named = update(Naming).where(Naming.customer_id == customer_id)
    gone = {"name": "", "organisation": "", "email": None, "phone": None, "witness": "", "why": "", "token_hash": None}
    session.execute(named.values(gone))
    session.execute(named.where(Naming.state.in_(("invited", "to_check"))).values(state="withdrawn"))
    session.execute(delete(SpokenCode).where(SpokenCode.customer_id == customer_id))
    said = update(ForcedWord).where(ForcedWord.customer_id == customer_id)
    session.execute(said.values(who="", what="", reach="", done="", state="closed"))
    session.execute(update(Authority).where(Authority.customer_id == customer_id).values(ended_why=""))


def _namings() -> Select[Naming]:
    options = (joinedload(Naming.customer), joinedload(Naming.advocate), joinedload(Naming.authority))
    return select(Naming).options(*options)


def _found(row: Row | None, ref: str) -> Row:
    if row is None:
        raise NotFoundError(ref)
    return row
