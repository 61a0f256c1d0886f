"""What staff wrote in a letter, put into the reader's language, and the words that translators agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from casework.records import keys
from casework.records.base import Base
from casework.records.letters import Letter
from casework.records.missing import NotFoundError
from casework.records.people import StaffMember

MOST_SHOWN = 100


class Passage(Base):
    """One sentence of staff in a letter, and its translation. Both are encrypted with the customer's key."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("letter_id", "language", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    position: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))  # into which it is put
    digest: Mapped[str] = mapped_column(String(64), index=True)  # keyed: finds the same sentence again
    english: Mapped[bytes] = mapped_column(LargeBinary)
    words: Mapped[bytes] = mapped_column(LargeBinary)  # empty while nobody has written it
    state: Mapped[str] = mapped_column(String(20), index=True)  # waiting draft reviewed
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    written_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    reviewed_at: Mapped[datetime | None]

    letter: Mapped[Letter] = relationship()
    written_by: Mapped[StaffMember | None] = relationship(foreign_keys=written_by_id)
    reviewed_by: Mapped[StaffMember | None] = relationship(foreign_keys=reviewed_by_id)


class Term(Base):
    """How the translators of this landlord say a word of the field."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("language", "english"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(8))
    english: Mapped[str] = mapped_column(String(100))  # lower case
    words: Mapped[str] = mapped_column(String(200))
    set_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    set_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Earlier:
    """How the same sentence was translated before."""

    words: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Job:
    """A letter on the translators' desk: how many of its sentences are written and reviewed."""

    letter: Letter
    language: str
    sentences: int
    written: int
    reviewed: int


def digest_of(session: Session, english: str) -> str:
    """What finds the same sentence again, whatever its spaces and capital letters."""
    return keys.keyring(session).keyed_hash("passage", " ".join(english.split()).casefold())


def about(kind: str, passage: Passage) -> str:
    """To what the encrypted words are bound. ``kind``: english or words."""
    return f"passage {kind} {passage.letter_id} {passage.language} {passage.position}"


def read(session: Session, passage: Passage, kind: str) -> str:
    """The English sentence, or its translation (empty while there is none). keys.ErasedError after erasure."""
    sealed = passage.english if kind == "english" else passage.words
    return keys.decrypt(session, passage.customer_id, sealed, about(kind, passage)).decode() if sealed else ""


def letter(session: Session, ref: str) -> Letter:
    """A letter that has something to translate. NotFoundError for every other one."""
    has_some = select(Passage.letter_id)
    found = session.scalar(select(Letter).where(Letter.ref == ref, Letter.id.in_(has_some)))
    if found is None:
        raise NotFoundError(ref)
    return found


def passages(session: Session, letter_id: int) -> tuple[Passage, ...]:
    """The sentences of a letter, in their order."""
    chosen = select(Passage).where(Passage.letter_id == letter_id)
    options = (joinedload(Passage.written_by), joinedload(Passage.reviewed_by))
    return tuple(session.scalars(chosen.options(*options).order_by(Passage.language, Passage.position)))


def on_desk(session: Session, letter_id: int, language: str) -> bool:
    """Were the sentences of a letter put on the desk for this language?"""
    chosen = select(Passage.id).where(Passage.letter_id == letter_id, Passage.language == language)
    return session.scalar(chosen.limit(1)) is not None


def newest(session: Session, letter_id: int) -> tuple[Passage, ...]:
    """The sentences of a letter in the language that was asked for last."""
    found = passages(session, letter_id)
    last = max(found, key=lambda one: one.id)
    return tuple(one for one in found if one.language == last.language)


def jobs(session: Session, states: Sequence[str], language: str = "", *, newest: bool = False) -> tuple[Job, ...]:
    """The letters in one of these states of translation, the oldest first; at most ``MOST_SHOWN``."""
    chosen = select(Letter).where(Letter.translation.in_(states))
    if language:
        wanted = select(Passage.letter_id).where(Passage.language == language)
        chosen = chosen.where(Letter.id.in_(wanted))
    order = (Letter.translation_at.desc(), Letter.id.desc()) if newest else (Letter.translation_at, Letter.id)
    found = session.scalars(chosen.order_by(*order).limit(MOST_SHOWN).options(selectinload(Letter.versions))).all()
    counted = _counts(session, [one.id for one in found])
    return tuple(_job(one, counted) for one in found)


def job(session: Session, letter: Letter) -> Job:
    """How far the translation of one letter is."""
    return _job(letter, _counts(session, [letter.id]))


def _counts(session: Session, letter_ids: Sequence[int]) -> Mapping[tuple[int, str], Mapping[str, int]]:
    """How many sentences of each letter, in each language, are in each state."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    rows = session.execute(
        select(Passage.letter_id, Passage.language, Passage.state, func.count())
        .where(Passage.letter_id.in_(letter_ids))
        .group_by(Passage.letter_id, Passage.language, Passage.state)
    )
    for letter_id, language, state, count in rows:
        found.setdefault((letter_id, language), {})[state] = count
    return found


def earlier(session: Session, passage: Passage) -> tuple[Earlier, ...]:
    """Translations of the same sentence in other letters, the reviewed first, each once; none of the erased."""
    same = select(Passage).where(
        Passage.digest == passage.digest, Passage.language == passage.language,
        Passage.id != passage.id, Passage.state.in_(("draft", "reviewed")),
    )  # fmt: skip
    found: dict[str, bool] = {}
    for one in session.scalars(same.order_by(Passage.state.desc(), Passage.written_at.desc()).limit(20)):
        try:
            said = read(session, one, "words")
        except keys.ErasedError:
            continue
        found.setdefault(said, one.state == "reviewed")
    return tuple(Earlier(said, reviewed) for said, reviewed in found.items())


def terms(session: Session, language: str) -> tuple[Term, ...]:
    """The landlord's own words in a language, by the English word."""
    return tuple(session.scalars(select(Term).where(Term.language == language).order_by(Term.english)))


def _job(letter: Letter, counted: Mapping[tuple[int, str], Mapping[str, int]]) -> Job:
    language = letter.versions[-1].language if letter.versions else letter.language
    of = counted.get((letter.id, language), {})
    reviewed = of.get("reviewed", 0)
    return Job(letter, language, sum(of.values()), of.get("draft", 0) + reviewed, reviewed)


def blank(session: Session, customer_id: int) -> None:
    """Leave nothing of what was said about a customer, in any language."""
    session.execute(delete(Passage).where(Passage.customer_id == customer_id))
