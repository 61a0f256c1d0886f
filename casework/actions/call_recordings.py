"""Calls that customers record for themselves: asked for call by call, and whether we agreed.

One Vision Housing 3.3.2: whoever asks first, and gets a yes, may record for their own use. 3.3.3: a standing reason is
kept as an adjustment; then the yes stands for every call. Where we say no, other ways are offered (3.3.5, 3.3.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.actions import acting_for, moves, rows, text
from casework.actions.work import RefusedError, Work
from casework.records import adjustments as records
from casework.records.adjustments import CallRecording
from casework.records.base import new_ref
from casework.rules.adjustments import RECORD_CALLS, speaks_of_money
from casework.rules.vocabulary import DIRECT_CHANNELS

AHEAD: Final = timedelta(days=365)  # a call further away is a slip of the pen


@dataclass(frozen=True)
class RecordingFacts:
    """Which call, and in which way it was asked where staff write it down."""

    call_on: date
    about: str = ""
    how: str = acting_for.PORTAL


@dataclass(frozen=True)
class ConsentFacts:
    """Yes or no; a no says why, and which other ways were offered (channels)."""

    agrees: bool
    why: str = ""
    other_ways: tuple[str, ...] = ()


def ask(work: Work, customer_ref: str, facts: RecordingFacts, form_key: str) -> str:
    """Ask to record a call; the same form sent twice is one. Returns its reference.

    Where recording is agreed as an adjustment the answer is yes at once. By the customer, an advocate who may speak for
    them, or staff whom they asked. RefusedError: "in_the_past", "too_far_ahead" (``field`` call_on), "unknown_code"
    (``field`` how), "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "speak")
    known = rows.sent_before(work, CallRecording, form_key, customer_id=person.id)
    if known is not None:
        return known
    came_by = acting_for.reached_by(work, facts.how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    _a_day_to_come(work, facts.call_on)
    always = records.standing(work.session, person.id, RECORD_CALLS, work.today)
    row = _new(work, person.id, facts, came_by)
    row.form_key = form_key
    if always is not None:
        row.adjustment_id, row.state, row.answered_at = always.id, "agreed", work.now
    work.session.add(row)
    work.session.flush()
    after = {"call_on": row.call_on, "about": row.about, "state": row.state}
    work.record(
        "recording_asked", row.ref, person.id, how=came_by, after=after, standing=always.ref if always else None
    )
    return row.ref


def note(work: Work, customer_ref: str, facts: RecordingFacts, consent: ConsentFacts, form_key: str) -> str:
    """Staff write down that somebody asked in a call, and what they said; the same form sent twice is one.

    RefusedError as for `ask` and `answer`; where recording is agreed for every call, a no is "recording_is_agreed".
    """
    ref = ask(work, customer_ref, facts, form_key)
    found = records.recording(work.session, ref)
    if found.adjustment_id is not None and consent.agrees:
        return ref
    return answer(work, ref, consent)


def answer(work: Work, ref: str, facts: ConsentFacts) -> str:
    """Say yes or no, once; the same answer twice is one. Returns the reference.

    RefusedError: "missing" (``field`` why) and "other_ways_missing" (``field`` other_ways) for a no,
    "money_is_no_reason", "unknown_code", "recording_is_<state>" where another answer was given.
    """
    staff = rows.acting_staff(work)
    row = rows.taken(work, CallRecording, ref)
    to = "agreed" if facts.agrees else "declined"
    if row.state == to and row.answered_by_id == staff.id:
        return row.ref
    moves.move("recording", row, to)
    if not facts.agrees:
        row.why = text.needed(facts.why, "why", 4_000)
        if speaks_of_money(row.why):
            raise RefusedError("money_is_no_reason", field="why")
        if not set(facts.other_ways) <= set(DIRECT_CHANNELS):
            raise RefusedError("unknown_code", field="other_ways")
        if not facts.other_ways:
            raise RefusedError("other_ways_missing", field="other_ways")
        row.other_ways = [code for code in DIRECT_CHANNELS if code in facts.other_ways]
    row.answered_by_id, row.answered_at = staff.id, work.now
    work.session.flush()
    work.record("recording_answered", row.ref, row.customer_id, agrees=facts.agrees, why=row.why, other=row.other_ways)
    return row.ref


def _a_day_to_come(work: Work, day: date) -> None:
    if day < work.today:
        raise RefusedError("in_the_past", field="call_on")
    if day > work.today + AHEAD:
        raise RefusedError("too_far_ahead", field="call_on")


def _new(work: Work, customer_id: int, facts: RecordingFacts, came_by: str) -> CallRecording:
    return CallRecording(
        ref=new_ref("Y"),
        customer_id=customer_id,
        call_on=facts.call_on,
        about=text.line(facts.about, "about"),
        asked_by=work.actor.kind,
        asked_by_id=work.actor.id,
        asked_how=came_by,
        asked_at=work.now,
        state="asked",
        why="",
        other_ways=[],
    )
