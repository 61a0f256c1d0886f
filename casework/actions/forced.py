"""A customer says in private that somebody who speaks for them was forced on them.

Nothing of it goes into a letter, a mail or a page that the advocate can open. What follows is done by people, who ask
the customer first wherever the customer wants that: an ended authority is seen by whoever held it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casework.actions import acting_for, authorities, rows, text
from casework.actions.authorities import self_or_staff
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import advocates as records
from casework.records.advocates import ForcedWord
from casework.records.base import new_ref
from casework.rules.requests import may_read_in_confidence

WANTED: Final = ("talk_first", "end")


@dataclass(frozen=True)
class ForcedFacts:
    """Who it is, what the customer wants first, and how it is safe to reach them. ``how``: it reached staff."""

    who: str
    wanted: str
    reach: str
    what: str = ""
    how: str = acting_for.PORTAL


def say(work: Work, customer_ref: str, facts: ForcedFacts, form_key: str) -> str:
    """Keep what was said in private; the same form sent twice is one. Returns the reference.

    Nothing else happens by itself. NotFoundError for every advocate. RefusedError: "missing" (who, reach),
    "unknown_code" (wanted, how), "form_used".
    """
    person = rows.customer(work, customer_ref)
    if work.actor.kind == "advocate":
        raise NotFoundError(customer_ref)
    self_or_staff(work, person)
    known = rows.sent_before(work, ForcedWord, form_key, customer_id=person.id)
    if known is not None:
        return known
    came_by = acting_for.reached_by(work, facts.how)
    if came_by is None or facts.wanted not in WANTED:
        raise RefusedError("unknown_code", field="how" if came_by is None else "wanted")
    row = ForcedWord(
        ref=new_ref("Y"),
        form_key=form_key,
        customer_id=person.id,
        who=text.line(text.needed(facts.who, "who", 200), "who"),
        what=text.lines(facts.what, "what"),
        wanted=facts.wanted,
        reach=text.needed(facts.reach, "reach", 2000),
        told_how=came_by,
        told_at=work.now,
        state="open",
    )
    work.session.add(row)
    work.session.flush()
    work.record("told_in_private", row.ref, person.id, wanted=row.wanted, how=came_by)
    return row.ref


def close(work: Work, ref: str, done: str, ends: Sequence[int] = ()) -> str:
    """Staff helped: what they did, and which authorities end, quietly. Twice is once. Returns the reference.

    RefusedError: "not_in_confidence" for who may not read what is told in confidence, "missing" (``field`` done).
    """
    staff = rows.acting_staff(work)
    if not may_read_in_confidence(work.pack, rows.roles_of(staff, work.today)):
        raise RefusedError("not_in_confidence")
    row = rows.taken(work, ForcedWord, ref)
    if row.state == "closed":
        return row.ref
    row.done = text.needed(done, "done", 4000)
    for number in ends:
        records.own_authority(work.session, row.customer_id, number)
        authorities.end_authority(work, number, quiet=True)
    row.state, row.closed_by_id, row.closed_at = "closed", staff.id, work.now
    work.session.flush()
    work.record("private_word_answered", row.ref, row.customer_id, why=row.done)
    return row.ref
