"""What was encrypted with the key of a kept record while it held another one's things, for the other one again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions.erasure import remove_after_commit
from casework.actions.work import Work
from casework.records import files, keys, translating
from casework.records.appeals import Evidence
from casework.records.bundles import Bundle
from casework.records.letters import Delivery, Letter, LetterVersion
from casework.records.translating import Passage


def for_themselves(work: Work, kept_id: int, gone_id: int, since: datetime) -> None:
    """Encrypt anew whatever of ``gone``'s was written since the two were one: erasing one leaves the other whole."""
    session = work.session
    for letter in session.scalars(select(Letter).where(Letter.customer_id == gone_id)):
        if letter.issued_at >= since:
            letter.content = _again(session, kept_id, gone_id, letter.content, f"letter {letter.ref}")
            if letter.facts is not None:
                letter.facts = _again(session, kept_id, gone_id, letter.facts, f"facts {letter.ref}")
    mine = select(Letter.id).where(Letter.customer_id == gone_id)
    versions = select(LetterVersion).where(LetterVersion.letter_id.in_(mine), LetterVersion.made_at >= since)
    for version in session.scalars(versions):
        about = f"letter {version.letter.ref} {version.number}"
        version.content = _again(session, kept_id, gone_id, version.content, about)
    for passage in session.scalars(select(Passage).where(Passage.customer_id == gone_id)):
        for kind in ("english", "words"):
            sealed = _again(session, kept_id, gone_id, getattr(passage, kind), translating.about(kind, passage))
            setattr(passage, kind, sealed)
    _files(session, kept_id, gone_id, since)
    session.flush()


def _files(session: Session, kept_id: int, gone_id: int, since: datetime) -> None:
    sent = select(Evidence).where(Evidence.customer_id == gone_id, Evidence.added_at >= since)
    copies = select(Delivery).join(Letter).where(Letter.customer_id == gone_id, Delivery.ready_at >= since)
    bundles = select(Bundle).where(Bundle.customer_id == gone_id, Bundle.made_at >= since)
    old: list[str] = []
    for row in (*session.scalars(sent), *session.scalars(copies), *session.scalars(bundles)):
        if row.stored_as is None or not _kepts(session, kept_id, row.stored_as):
            continue
        old.append(row.stored_as)
        row.stored_as = files.put(session, gone_id, files.get(session, kept_id, row.stored_as))
    remove_after_commit(session, *old)


def _kepts(session: Session, kept_id: int, name: str) -> bool:
    """Is the file there, and encrypted for the kept record?"""
    try:
        files.get(session, kept_id, name)
    except (FileNotFoundError, ValueError, keys.ErasedError):
        return False
    return True


def _again(session: Session, kept_id: int, gone_id: int, sealed: bytes, about: str) -> bytes:
    """The same words with the other key; as they are where they were written with it, or are blank."""
    if not sealed:
        return sealed
    try:
        keys.decrypt(session, gone_id, sealed, about)
    except ValueError:
        return keys.encrypt(session, gone_id, keys.decrypt(session, kept_id, sealed, about), about)
    return sealed
