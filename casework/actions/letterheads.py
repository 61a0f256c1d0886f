"""The landlord's own letterhead: brought and proved, put to use, ended. Its letters keep their words whatever it is."""

from __future__ import annotations

import secrets
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions.importing import administrator
from casework.actions.letters import letterhead_of
from casework.actions.work import RefusedError, Work
from casework.records import letterheads as records
from casework.records.base import new_ref
from casework.records.letterheads import OwnLetterhead
from casework.records.people import StaffMember
from casework.rules.pack import Pack
from letters import Letterhead
from letters.letterheads import proving
from letters.letterheads.faults import Fault
from letters.letterheads.proving import Files

_MOST_KEPT: Final = 8
_kept: dict[tuple[str, Letterhead], Letterhead] = {}  # by the hash of its files, and the head of the policy


class UnfitError(Exception):
    """Files that are no letterhead; ``faults`` say why. Nothing was kept."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def in_use(session: Session, pack: Pack, site: str) -> Letterhead:
    """The letterhead on which this landlord's letters go out today. ``site``: the address of the portal."""
    used, usual = records.in_use(session), letterhead_of(pack, site)
    return usual if used is None else as_letterhead(used, usual)


def as_letterhead(row: OwnLetterhead, usual: Letterhead) -> Letterhead:
    """A letterhead on record as letters are written on it; its files are read once in each process."""
    key = row.sha256, usual
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = proving.letterhead_of(Files(row.settings, row.word, row.logo), usual)
    return _kept[key]


def bring(work: Work, files: Files, form_key: str) -> str:
    """Keep a letterhead that was proved; letters are not written on it yet. The same form sent twice is one letterhead.

    Returns its reference. UnfitError with all that is wrong; RefusedError("administrator_only").
    """
    person = _administrator(work)
    known = work.session.scalar(select(OwnLetterhead).where(OwnLetterhead.form_key == form_key))
    if known is not None:
        return known.ref
    faults = proving.prove(files, letterhead_of(work.pack, work.site))
    if faults:
        raise UnfitError(faults)
    row = OwnLetterhead(
        ref=new_ref("H"),
        form_key=form_key,
        sha256=files.sha256,
        settings=files.settings,
        word=files.word,
        logo=files.logo,
        brought_by_id=person and person.id,
        brought_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("letterhead_brought", row.ref, after={"sha256": row.sha256})
    return row.ref


def bring_and_use(work: Work, files: Files) -> str:
    """Both in one act; nothing happens where these very files are in use. Returns and raises as ``bring`` does."""
    used = records.in_use(work.session)
    if used is not None and used.sha256 == files.sha256:
        return used.ref
    return use(work, bring(work, files, secrets.token_hex(16)))


def use(work: Work, ref: str) -> str:
    """Write letters on this letterhead from now on; using it twice is using it once. What was sent stays as it is.

    Returns its reference. RefusedError: "administrator_only", "letterhead_ended".
    """
    person, row = _administrator(work), records.letterhead(work.session, ref, lock=True)
    if row.state == "ended":
        raise RefusedError("letterhead_ended")
    if row.state == "waits":
        before = _end_used(work)
        row.used_at, row.used_by = work.now, person
        work.session.flush()
        work.record("letterhead_used", row.ref, before=before, after={"sha256": row.sha256})
    return row.ref


def end(work: Work, ref: str) -> str:
    """Write no more letters on it: let go of one that waits, or go back from the one in use to that of the policy."""
    _administrator(work)
    row = records.letterhead(work.session, ref, lock=True)
    if row.state != "ended":
        row.ended_at = work.now
        work.session.flush()
        work.record("letterhead_ended", row.ref)
    return row.ref


def _end_used(work: Work) -> str | None:
    used = records.in_use(work.session)
    if used is None:
        return None
    used.ended_at = work.now
    return used.ref


def _administrator(work: Work) -> StaffMember | None:
    """Who acts; None for a command, which only those who run the machine can give."""
    return None if work.actor.kind == "system" else administrator(work)
