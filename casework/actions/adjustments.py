"""Reasonable adjustments: asked for, answered, looked at again, ended, and whether they were kept to.

Equality Act 2010 section 20; Complaint Handling Code 5.10. On what is agreed depends which ways of contact a person can
use, so every change looks at their open doors. Silence never takes an adjustment away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from casework.actions import acting_for, adjustment_letters, moves, rows, text, watch
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import events
from casework.records.adjustments import AdjustmentRequest
from casework.records.base import new_ref
from casework.records.events import Event
from casework.records.people import Adjustment, Customer, StaffMember
from casework.rules import adjustments as rules
from casework.rules.proposal import Person
from casework.rules.vocabulary import CHANNELS

LONGEST = 4_000


@dataclass(frozen=True)
class WishFacts:
    """What somebody asks for: codes of `rules.ADJUSTMENTS`, own words, or both. ``how``: in which way it reached staff.

    ``again``: reference of an answer that is to be looked at again.
    """

    wanted: tuple[str, ...] = ()
    own_words: str = ""
    how: str = acting_for.PORTAL
    again: str = ""


@dataclass(frozen=True)
class AnswerFacts:
    """Which of the things asked for are agreed (`OWN_WORDS` for what was written), what else, and when we look again.

    ``put_as``: what was written as staff shall read it, where they need not read all of it. ``also``: further codes;
    ``instead``: other things, one text each; ``offered``: where nothing at all is agreed.
    """

    agreed: tuple[str, ...]
    review_on: date | None
    put_as: str = ""
    also: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    reason: str = ""
    words: str = ""
    offered: str = ""


@dataclass(frozen=True)
class AdjustmentFacts:
    """A reasonable adjustment as agreed at once, with a code or in words; never the name of a condition."""

    what: str
    review_on: date
    cannot_use: str | None = None
    code: str | None = None


def ask(work: Work, customer_ref: str, facts: WishFacts, form_key: str) -> str:
    """Ask for adjustments; the same form sent twice is one request. Returns its reference.

    By the customer, an advocate who may speak for them, or staff whom they told. NotFoundError for anybody else, and
    for an answer that is not theirs. RefusedError: "nothing_asked" (``field`` wanted), "unknown_code", "too_long",
    "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "speak")
    known = rows.sent_before(work, AdjustmentRequest, form_key, customer_id=person.id)
    if known is not None:
        return known
    row = _new(work, person, facts, form_key)
    work.session.add(row)
    work.session.flush()
    said = {"wanted": row.wanted, "own_words": row.own_words}
    work.record("adjustment_asked", row.ref, person.id, how=row.asked_how, after=said, again=facts.again or None)
    adjustment_letters.send_received(work, row)
    return row.ref


def withdraw(work: Work, ref: str) -> str:
    """The customer does not need it any more, before there is an answer. Doing it twice is doing it once.

    NotFoundError for who may not; RefusedError "adjustment_is_<state>" where it was answered meanwhile.
    """
    row = rows.taken(work, AdjustmentRequest, ref)
    acting_for.allowed(work, row.customer, "speak")
    if row.state == "withdrawn":
        return row.ref
    moves.move("adjustment", row, "withdrawn")
    work.session.flush()
    work.record("adjustment_withdrawn", row.ref, row.customer_id, by=work.actor.kind)
    return row.ref


def answer(work: Work, ref: str, facts: AnswerFacts) -> str:
    """Answer a request, once; what it comes to is worked out from what was agreed. Returns its reference.

    RefusedError: "not_allowed" with findings (no authority to say no, no reason, money given as one, nothing offered),
    "unknown_code", "review_missing", "in_the_past", "review_too_late" (``field`` review_on), "adjustment_is_<state>".
    """
    staff = rows.acting_staff(work)
    row = rows.taken(work, AdjustmentRequest, ref)
    if (row.answered_by_id, row.answer) == (staff.id, text.lines(facts.words, "words", LONGEST)):
        return row.ref
    moves.check("adjustment", row.state, "agreed")
    would = _weighed(row, facts)
    stops = rules.may_answer(work.pack, would, people(work, staff))
    if stops:
        raise RefusedError("not_allowed", stops)
    moves.move("adjustment", row, rules.came_of(would))
    row.left_out = list(would.left_out)
    row.reason = facts.reason if would.left_out else None
    row.answer, row.offered = text.lines(facts.words, "words", LONGEST), text.lines(facts.offered, "offered", LONGEST)
    row.answered_by_id, row.answered_at = staff.id, work.now
    row.agreed = _make(work, row, facts) if row.state != "declined" else []
    work.session.flush()
    work.session.expire(row, ["answered_by"])
    work.record(
        "adjustment_answered", row.ref, row.customer_id, outcome=row.state, agreed=row.agreed,
        reason=row.reason, why=row.answer, offered=row.offered,
    )  # fmt: skip
    adjustment_letters.send_answer(work, row)
    watch.look(work, row.customer_id)
    return row.ref


def agree(work: Work, customer_ref: str, facts: AdjustmentFacts) -> str:
    """Agree an adjustment at once, as in a talk on the phone; returns its reference.

    Agreeing the same one again while it stands changes nothing. RefusedError: "missing" (``field`` what),
    "unknown_code".
    """
    rows.staff_or_system(work)
    person = rows.customer(work, customer_ref)
    if facts.cannot_use is not None and facts.cannot_use not in CHANNELS:
        raise RefusedError("unknown_code", field="cannot_use")
    if facts.code is not None and facts.code not in rules.ADJUSTMENTS:
        raise RefusedError("unknown_code", field="code")
    what = text.lines(facts.what, "what", LONGEST) if facts.code else text.needed(facts.what, "what", LONGEST)
    agreed = replace(facts, what=what, cannot_use=facts.cannot_use or rules.CLOSES.get(facts.code or ""))
    row = _stands(work, person.id, agreed)
    if row is None:
        row = _add(work, person.id, agreed)
        watch.look(work, person.id)
    return row.ref


def review(work: Work, ref: str, next_review_on: date, words: str) -> str:
    """Look at an adjustment again, with the customer: it goes on until the next look. Returns its reference.

    The same day and words twice is once. RefusedError: "missing" (``field`` words), "in_the_past", "review_too_late",
    "adjustment_ended".
    """
    staff = rows.acting_staff(work)
    row = _standing(work, ref)
    said = text.needed(words, "words", LONGEST)
    _in_time(work, next_review_on, "next_review_on")
    if row.review_on == next_review_on and _said_last(work, row) == said:
        return row.ref
    before, row.review_on = row.review_on, next_review_on
    work.session.flush()
    work.record(
        "adjustment_reviewed", row.ref, row.customer_id, by=staff.ref, why=said, before=before, after=next_review_on
    )
    adjustment_letters.send_looked_at(work, row, "goes_on", said)
    return row.ref


def _said_last(work: Work, row: Adjustment) -> str | None:
    """The words of the last look at an adjustment; None where nobody has looked again yet."""
    looks = select(Event).where(Event.subject == row.ref, Event.name == "adjustment_reviewed")
    last = work.session.scalar(looks.order_by(Event.number.desc()).limit(1))
    return str(events.read(work.session, last)["why"]) if last is not None else None


def end(work: Work, ref: str, why: str, words: str = "") -> str:
    """End an adjustment: the customer at any moment, or staff with their reasons. Ending it twice is ending it once.

    ``why``: a code of `rules.ENDINGS`; a customer or advocate always ends it because they want to. RefusedError:
    "not_allowed" with findings (against the customer's wish it takes what a no takes), "unknown_code".
    """
    row = rows.taken(work, Adjustment, ref)
    acting_for.allowed(work, row.customer, "speak")
    if row.ended_on is not None:
        return row.ref
    if work.actor.kind != "staff":
        why = "customer_wants_it"
    elif why not in rules.ENDINGS:
        raise RefusedError("unknown_code", field="why")
    else:
        stops = rules.may_end(work.pack, why, words, people(work, rows.acting_staff(work)))
        if stops:
            raise RefusedError("not_allowed", stops)
    row.ended_on, row.ended_why, row.ended_words = work.today, why, text.lines(words, "words", LONGEST)
    work.session.flush()
    work.record("adjustment_ended", row.ref, row.customer_id, by=work.actor.kind, reason=why, why=row.ended_words)
    adjustment_letters.send_looked_at(work, row, "ended", row.ended_words)
    watch.look(work, row.customer_id)
    return row.ref


def note_done(work: Work, ref: str, on: date) -> str:
    """Staff note that they kept to it on a day; the same day twice is once. RefusedError "in_the_future"."""
    staff = rows.acting_staff(work)
    row = _standing(work, ref)
    if on > work.today:
        raise RefusedError("in_the_future", field="on")
    if row.last_done_on is None or on > row.last_done_on:
        row.last_done_on = on
        work.session.flush()
        work.record("adjustment_done", row.ref, row.customer_id, by=staff.ref, on=on)
    return row.ref


def people(work: Work, staff: StaffMember) -> tuple[Person, ...]:
    """Whoever answers, as the rules know them: once for each role of the policy that they hold today."""
    held = rows.roles_of(staff, work.today)
    return tuple(Person(str(staff.id), role) for role in held if role in work.pack.roles)


def asked_of(row: AdjustmentRequest) -> tuple[str, ...]:
    """All that a request asks for, by code; what was written in own words as one more."""
    return (*row.wanted, *((rules.OWN_WORDS,) if row.own_words else ()))


def _new(work: Work, person: Customer, facts: WishFacts, form_key: str) -> AdjustmentRequest:
    if not set(facts.wanted) <= set(rules.ADJUSTMENTS):
        raise RefusedError("unknown_code", field="wanted")
    own_words = text.lines(facts.own_words, "own_words", LONGEST)
    if not facts.wanted and not own_words:
        raise RefusedError("nothing_asked", field="wanted")
    came_by = acting_for.reached_by(work, facts.how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    return AdjustmentRequest(
        ref=new_ref("J"),
        form_key=form_key,
        customer_id=person.id,
        customer=person,
        asked_by=work.actor.kind,
        asked_by_id=work.actor.id,
        asked_how=came_by,
        wanted=[code for code in rules.ADJUSTMENTS if code in facts.wanted],
        own_words=own_words,
        again_of=_answered(work, person, facts.again) if facts.again else None,
        state="asked",
        agreed=[],
        left_out=[],
        received_at=work.now,
        due_on=rules.due_on(work.pack, work.today),
        answer="",
        offered="",
    )


def _answered(work: Work, person: Customer, ref: str) -> AdjustmentRequest:
    mine = AdjustmentRequest.ref == ref, AdjustmentRequest.customer_id == person.id
    found = work.session.scalar(select(AdjustmentRequest).where(*mine, AdjustmentRequest.answered_at.is_not(None)))
    if found is None:
        raise NotFoundError(ref)
    return found


def _weighed(row: AdjustmentRequest, facts: AnswerFacts) -> rules.Answer:
    """The answer as the rules judge it, with everybody who said no to the same before."""
    asked = asked_of(row)
    if not (set(facts.agreed) <= set(asked) and set(facts.also) <= set(rules.ADJUSTMENTS)):
        raise RefusedError("unknown_code", field="agreed")
    before, no = row.again_of, set[str]()
    while before is not None:
        if before.reason and before.answered_by_id:
            no.add(str(before.answered_by_id))
        before = before.again_of
    instead = tuple(line for line in (text.line(one, "instead", LONGEST) for one in facts.instead) if line)
    return rules.Answer(
        asked, facts.agreed, instead, facts.also, facts.reason, facts.words, facts.offered, frozenset(no)
    )


def _make(work: Work, row: AdjustmentRequest, facts: AnswerFacts) -> list[str]:
    """Put on record what was agreed, each thing once: what stands already is looked at again on the new day."""
    if facts.review_on is None:
        raise RefusedError("review_missing", field="review_on")
    _in_time(work, facts.review_on, "review_on")
    codes = dict.fromkeys((*(code for code in facts.agreed if code != rules.OWN_WORDS), *facts.also))
    own = (text.lines(facts.put_as, "put_as", LONGEST) or row.own_words,) if rules.OWN_WORDS in facts.agreed else ()
    texts = (*own, *(line.strip() for line in facts.instead))
    things = [AdjustmentFacts("", facts.review_on, rules.CLOSES.get(code), code) for code in codes]
    things += [AdjustmentFacts(one, facts.review_on) for one in texts if one]
    made = []
    for thing in things:
        stands = _stands(work, row.customer_id, thing)
        if stands is not None:
            stands.review_on = facts.review_on
        made.append((stands or _add(work, row.customer_id, thing)).ref)
    return made


def _add(work: Work, customer_id: int, facts: AdjustmentFacts) -> Adjustment:
    row = Adjustment(
        ref=new_ref("P"),
        customer_id=customer_id,
        code=facts.code,
        what=facts.what,
        cannot_use=facts.cannot_use,
        agreed_on=work.today,
        agreed_by_id=work.actor.id or None,
        review_on=facts.review_on,
        ended_words="",
    )
    work.session.add(row)
    work.session.flush()
    after = {"code": row.code, "what": row.what, "cannot_use": row.cannot_use, "review_on": row.review_on}
    work.record("adjustment_agreed", row.ref, customer_id, after=after)
    return row


def _stands(work: Work, customer_id: int, facts: AdjustmentFacts) -> Adjustment | None:
    standing = Adjustment.customer_id == customer_id, Adjustment.ended_on.is_(None)
    found = work.session.scalars(select(Adjustment).where(*standing).order_by(Adjustment.id))
    same = facts.what, facts.code, facts.cannot_use
    return next((one for one in found if (one.what, one.code, one.cannot_use) == same), None)


def _standing(work: Work, ref: str) -> Adjustment:
    row = rows.taken(work, Adjustment, ref)
    if row.ended_on is not None:
        raise RefusedError("adjustment_ended")
    return row


def _in_time(work: Work, day: date, field: str) -> None:
    if day <= work.today:
        raise RefusedError("in_the_past", field=field)
    if day > rules.last_review(work.pack, work.today):
        raise RefusedError("look_sooner", field=field)
