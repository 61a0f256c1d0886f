"""A translator reads how a sentence of the letters is put in a language, and says that it is right, or takes that back.

What is checked counts for the letters that are written from then on; a letter that went out says what it said.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from casework.actions import rows
from casework.actions.translating import TRANSLATOR
from casework.actions.work import RefusedError, Work
from casework.records.people import StaffMember
from casework.records.wording import WordingCheck, checked
from letters.phrases import ENGLISH
from letters.wording import sentences
from translations import LANGUAGES


def check(work: Work, language: str, digests: Collection[str]) -> int:
    """Say that these translations are right; how many were new. ``digests``: of what the person read.

    RefusedError: "translators_only", "unknown_code", "nothing_ticked", and "wording_changed" where the words are
    others meanwhile. Checking what is checked changes nothing.
    """
    staff = _translator(work, language)
    if not digests:
        raise RefusedError("nothing_ticked")
    if not {one.digest for one in sentences(language).values()}.issuperset(digests):
        raise RefusedError("wording_changed")
    standing = checked(work.session, language)
    new = [one for one in dict.fromkeys(digests) if one not in standing]
    for one in new:
        row = WordingCheck(language=language, digest=one, checked_by_id=staff.id, checked_at=work.now)
        work.session.add(row)
    work.session.flush()
    if new:
        work.record("wording_checked", f"letters {language}", language=language, digests=new)
    return len(new)


def take_back(work: Work, language: str, digest: str) -> None:
    """Say that a translation that was checked is not right. RefusedError: "translators_only", "unknown_code"."""
    staff = _translator(work, language)
    standing = WordingCheck.taken_back_at.is_(None) & (WordingCheck.digest == digest)
    chosen = select(WordingCheck).where(WordingCheck.language == language, standing)
    found = work.session.scalars(chosen.with_for_update()).all()
    for one in found:
        one.taken_back_by_id, one.taken_back_at = staff.id, work.now
    work.session.flush()
    if found:
        work.record("wording_taken_back", f"letters {language}", language=language, digests=[digest])


def _translator(work: Work, language: str) -> StaffMember:
    staff = rows.acting_staff(work)
    if not rows.holds(staff, TRANSLATOR, work.today):
        raise RefusedError("translators_only")
    if language not in LANGUAGES or language == ENGLISH:
        raise RefusedError("unknown_code")
    return staff
