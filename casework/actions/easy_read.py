"""A person reads the Easy Read words of a block, in one language, and approves them or takes that back.

What is approved counts for the letters that are written from then on; a letter that went out says what it said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from casework.actions import rows
from casework.actions.work import RefusedError, Work
from casework.records.easy_read import EasyReadApproval, approved
from casework.records.people import StaffMember
from casework.rules.aftermath import manages
from letters.easy.blocks import BLOCKS, digest
from translations import LANGUAGES


def approve(work: Work, language: str, seen: Mapping[str, str]) -> int:
    """Approve blocks; how many were new. ``seen``: the digest of the words that the person read, by block.

    RefusedError: "managers_only", "unknown_code", "words_changed" where the words are others meanwhile. Approving
    what is approved changes nothing.
    """
    staff = _manager(work)
    _known(language, seen)
    if any(digest(block, language) != read for block, read in seen.items()):
        raise RefusedError("words_changed")
    standing = approved(work.session, language)
    new = [block for block, read in seen.items() if (block, read) not in standing]
    for block in new:
        work.session.add(
            EasyReadApproval(
                block=block, language=language, digest=seen[block], approved_by_id=staff.id, approved_at=work.now
            )
        )
    work.session.flush()
    _record(work, "easy_read_approved", language, new)
    return len(new)


def take_back(work: Work, language: str, blocks: Collection[str]) -> int:
    """Take approvals back; how many stood until now. RefusedError: "managers_only", "unknown_code"."""
    staff = _manager(work)
    _known(language, blocks)
    chosen = select(EasyReadApproval).where(
        EasyReadApproval.language == language,
        EasyReadApproval.block.in_(blocks),
        EasyReadApproval.taken_back_at.is_(None),
    )
    found = work.session.scalars(chosen.with_for_update()).all()
    for one in found:
        one.taken_back_by_id, one.taken_back_at = staff.id, work.now
    work.session.flush()
    _record(work, "easy_read_taken_back", language, sorted({one.block for one in found}))
    return len(found)


def _manager(work: Work) -> StaffMember:
    staff = rows.acting_staff(work)
    if not manages(work.pack, rows.roles_of(staff, work.today)):
        raise RefusedError("managers_only")
    return staff


def _known(language: str, blocks: Collection[str]) -> None:
    if language not in LANGUAGES or any(block not in BLOCKS for block in blocks):
        raise RefusedError("unknown_code")


def _record(work: Work, name: str, language: str, blocks: Collection[str]) -> None:
    """The event of what was done; nothing where nothing changed."""
    if blocks:
        work.record(name, f"easy read {language}", language=language, blocks=[*blocks])
