"""Appeals made with a letter in hand and without signing in: held as they came, until staff know whose they are.

Nothing here tells a stranger who is on record: the answer is the same for every letter and every name.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.actions import appealed, complaints, evidence, handing_in, rows, text, tries
from casework.actions.erasure import remove_after_commit
from casework.actions.taking_in import told
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import keys, own
from casework.records.appeals import Appeal, AppealAddition, HeldAppeal
from casework.records.base import new_ref
from casework.records.decisions import Decision
from casework.rules.calendar import day_of

KEPT_CLOSED: Final = timedelta(days=180)  # then what was said in one that nobody could match is cleared away
_BY_NETWORK: Final = tries.Limit("held_appeal", 30, timedelta(hours=1))
_LONGEST: Final = 500  # characters of one line


@dataclass(frozen=True)
class Said:
    """What somebody wrote. ``letter``: the reference as they typed it. ``reach``: how they would like to hear of us."""

    letter: str
    name: str
    grounds: str
    born: str = ""  # a date as YYYY-MM-DD, where they gave one
    reach: str = ""
    wanted: str = ""
    complaint_too: bool = False


def hand_in(work: Work, said: Said, form_key: str, *, network: str, language: str) -> str:
    """Keep an appeal of which we do not know yet whose it is; the same form twice is one. Returns its reference.

    ``network``: where it came from, as ``tries.network`` says it. RefusedError: "missing", "too_many_tries".
    """
    known = work.session.scalar(select(HeldAppeal).where(HeldAppeal.form_key == form_key))
    if known is not None:
        return known.ref
    cleaned = Said(
        letter=text.needed(said.letter, "letter")[:_LONGEST],
        name=text.needed(said.name, "name")[:_LONGEST],
        grounds=text.needed(said.grounds, "grounds"),
        born=said.born,
        reach=text.lines(said.reach, "reach")[:_LONGEST],
        wanted=text.lines(said.wanted, "wanted"),
        complaint_too=said.complaint_too,
    )
    if tries.count(work, _BY_NETWORK, network) is not None:
        raise RefusedError("too_many_tries")
    ref = new_ref("H")
    held = HeldAppeal(
        ref=ref, form_key=form_key, said=_sealed(work.session, ref, cleaned), language=language, state="held",
        received_at=work.now,
    )  # fmt: skip
    work.session.add(held)
    work.session.flush()
    work.record("appeal_held", ref)  # no word of it: whose key it would have to be under, nobody knows yet
    return ref


def attach(work: Work, ref: str, name: str, data: bytes, media_type: str) -> str:
    """Keep a file with it, while it is held. Refused as by ``evidence.attach``; "held_appeal_is_matched" and so on."""
    return evidence.hold(work, _held(work, ref), name, data, media_type)


def said_in(session: Session, held: HeldAppeal) -> Said | None:
    """What was said; None once it has become an appeal, or was cleared away."""
    if not held.said:
        return None
    return Said(**json.loads(keys.decrypt(session, keys.NOBODY, held.said, f"held appeal {held.ref}")))


def match(work: Work, ref: str, decision_ref: str) -> str:
    """Make it an appeal of the customer whose decision it is about, received on the day on which it came.

    Where another appeal against the decision waits already, it is added to that one. Either way the customer gets the
    usual letter, at the address on record. Matching it twice is matching it once. Returns the appeal's reference.
    RefusedError: "notice_is_withheld", "nothing_to_appeal", "held_appeal_is_matched", "held_appeal_is_closed".
    NotFoundError for a decision of which the customer was not told.
    """
    person = rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    held = _locked(work, ref)
    if held.appeal is not None and held.appeal.decision_id == decision.id:
        return held.appeal.ref
    said = _open(work, held)
    if not told(decision):
        raise NotFoundError(decision.ref)
    if own.withheld(decision.notice):
        raise RefusedError("notice_is_withheld")
    waiting = appealed.waiting(work.session, decision)
    appeal = _added_to(work, waiting, said) if waiting else _made(work, decision, held, said)
    evidence.hand_over(work, held, appeal)
    if not waiting:
        handing_in.hand_in(work, appeal, anyway=True)
    held.state, held.appeal, held.said = "matched", appeal, b""
    held.settled_by_id, held.settled_at = person.id, work.now
    work.session.flush()
    work.record("appeal_matched", held.ref, appeal.customer_id, appeal=appeal.ref, decision=decision.ref)
    return appeal.ref


def close(work: Work, ref: str, why: str) -> str:
    """Settle one that belongs to no decision on record: what was done for the person stands in ``why``. Twice is once.

    RefusedError: "missing" (``field`` why), "held_appeal_is_matched".
    """
    person = rows.acting_staff(work)
    held, words = _locked(work, ref), text.needed(why, "why")
    if held.state == "closed" and held.closed_why == words:
        return held.ref
    _open(work, held)
    held.state, held.closed_why = "closed", words
    held.settled_by_id, held.settled_at = person.id, work.now
    work.session.flush()
    work.record("held_appeal_closed", held.ref)
    return held.ref


def purge(session: Session, now: datetime) -> None:
    """Clear away what was said, with its files, in what was closed long ago."""
    old = HeldAppeal.state == "closed", HeldAppeal.settled_at < now - KEPT_CLOSED, HeldAppeal.said != b""
    for held in session.scalars(select(HeldAppeal).where(*old)):
        for sent in held.evidence:
            remove_after_commit(session, sent.stored_as)
            session.delete(sent)
    session.execute(update(HeldAppeal).where(*old).values(said=b"", closed_why=""))


def _made(work: Work, decision: Decision, held: HeldAppeal, said: Said) -> Appeal:
    """The appeal that it becomes, not handed in yet."""
    appeal = Appeal(
        ref=new_ref("A"),
        decision_id=decision.id,
        decision=decision,
        customer_id=decision.customer_id,
        made_by="customer",
        made_by_id=decision.customer_id,
        state="draft",
        grounds=said.grounds,
        wanted=said.wanted,
        new_evidence=bool(held.evidence),
        complaint_too=said.complaint_too,
        started_at=held.received_at,
        received_on=day_of(held.received_at),
    )
    work.session.add(appeal)
    work.session.flush()
    return appeal


def _added_to(work: Work, waiting: str, said: Said) -> Appeal:
    """The appeal that waits already, with these words added to it."""
    appeal = rows.taken(work, Appeal, waiting)
    words = "\n\n".join(part for part in (said.grounds, said.wanted) if part)
    addition = AppealAddition(
        appeal=appeal, words=words, said_by="customer", said_by_id=appeal.customer_id, how="portal", said_at=work.now
    )
    work.session.add(addition)
    appeal.new_evidence = True
    appeal.complaint_too = appeal.complaint_too or said.complaint_too
    work.session.flush()
    work.record("appeal_added_to", appeal.ref, appeal.customer_id, how="portal", after=words)
    if said.complaint_too:
        complaints.with_an_appeal(work, appeal)
    return appeal


def _held(work: Work, ref: str) -> HeldAppeal:
    held = _locked(work, ref)
    _open(work, held)
    return held


def _locked(work: Work, ref: str) -> HeldAppeal:
    chosen = select(HeldAppeal).where(HeldAppeal.ref == ref).with_for_update()
    held = work.session.scalar(chosen.execution_options(populate_existing=True))
    if held is None:
        raise NotFoundError(ref)
    return held


def _open(work: Work, held: HeldAppeal) -> Said:
    """What was said in one that is still held. RefusedError "held_appeal_is_<state>"."""
    said = said_in(work.session, held)
    if held.state != "held" or said is None:
        raise RefusedError(f"held_appeal_is_{held.state}")
    return said


def _sealed(session: Session, ref: str, said: Said) -> bytes:
    return keys.encrypt(session, keys.NOBODY, json.dumps(asdict(said)).encode(), f"held appeal {ref}")
