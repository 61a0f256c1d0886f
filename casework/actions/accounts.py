"""The customer's own account: their reply to an incident, and what they ask us to put right in their record.

A reply is never edited and never refused. What we do not put right stays with what the customer says beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from casework.actions import account_letters, acting_for, moves, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import own
from casework.records.accounts import Correction, IncidentReply
from casework.records.base import new_ref
from casework.records.cases import Incident
from casework.records.own_record import own_incident
from casework.records.people import Customer
from casework.rules.corrections import OUTCOMES, PARTS, answer_by

LONGEST = 10_000


@dataclass(frozen=True)
class CorrectionFacts:
    """What is wrong in the record, and what it should say. ``incident``: its reference, where it is about one.

    ``part``: a code of rules.corrections.PARTS. ``how``: in which way it reached staff, where they write.
    """

    part: str
    wrong: str
    right: str = ""
    incident: str = ""
    how: str = acting_for.PORTAL


@dataclass(frozen=True)
class AnswerFacts:
    """What came of it: a code of rules.corrections.OUTCOMES, why, and how the record reads from now on."""

    outcome: str
    words: str
    now_reads: str = ""


def reply(work: Work, incident_ref: str, words: str, form_key: str, how: str = acting_for.PORTAL) -> str:
    """Put on record how the customer saw an incident; the same form sent twice is one. Returns its reference.

    NotFoundError for an incident of which the customer was not told, unless staff write it down. RefusedError:
    "missing" (``field`` words), "unknown_code" (``field`` how), "form_used".
    """
    incident = rows.taken(work, Incident, incident_ref)
    acting_for.allowed(work, incident.customer, "speak")
    _shown(work, incident.customer, incident_ref)
    known = rows.sent_before(work, IncidentReply, form_key, incident_id=incident.id)
    if known is not None:
        return known
    said = IncidentReply(
        ref=new_ref("Z"),
        form_key=form_key,
        incident_id=incident.id,
        customer_id=incident.customer_id,
        said_by=work.actor.kind,
        said_by_id=work.actor.id,
        said_how=_way(work, how),
        words=text.needed(words, "words", LONGEST),
        said_at=work.now,
    )
    work.session.add(said)
    work.session.flush()
    work.record("incident_replied", incident.ref, incident.customer_id, how=said.said_how, after=said.words)
    if work.actor.kind == "staff":
        account_letters.send_reply_received(work, incident, said)
    return said.ref


def ask(work: Work, customer_ref: str, facts: CorrectionFacts, form_key: str) -> str:
    """Ask for something to be put right; the same form sent twice is one. Returns its reference.

    NotFoundError for an advocate who may not speak for them, and for an incident that is not theirs to see.
    RefusedError: "missing" (``field`` wrong), "unknown_code" (``field`` part or how), "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "speak")
    known = rows.sent_before(work, Correction, form_key, customer_id=person.id)
    if known is not None:
        return known
    if facts.part not in PARTS:
        raise RefusedError("unknown_code", field="part")
    asked = _asked(work, person, facts, form_key)
    work.session.add(asked)
    work.session.flush()
    said = {"part": asked.part, "wrong": asked.wrong, "right": asked.right}
    work.record("correction_asked", asked.ref, person.id, how=asked.asked_how, after=said, answer_by=asked.answer_by)
    if work.actor.kind == "staff":
        account_letters.send_correction(work, asked)
    return asked.ref


def answer(work: Work, ref: str, facts: AnswerFacts) -> str:
    """Answer, once: the letter says what came of it and why. Sent twice it is one answer.

    RefusedError: "missing" (``field`` words, or now_reads where something was put right), "unknown_code" (``field``
    outcome), "own_words" for whoever wrote the incident that it is about, "correction_is_answered".
    """
    staff = rows.acting_staff(work)
    asked = rows.taken(work, Correction, ref)
    said, reads = text.needed(facts.words, "words", LONGEST), text.lines(facts.now_reads, "now_reads", LONGEST)
    if (asked.state, asked.outcome, asked.answer, asked.now_reads) == ("answered", facts.outcome, said, reads):
        return asked.ref
    if facts.outcome not in OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    if asked.incident is not None and asked.incident.reported_by_id == staff.id:
        raise RefusedError("own_words")
    if facts.outcome != "kept" and not reads:
        raise RefusedError("missing", field="now_reads")
    moves.move("correction", asked, "answered")
    asked.outcome, asked.answer = facts.outcome, said
    asked.now_reads = "" if facts.outcome == "kept" else reads
    asked.answered_by_id, asked.answered_at = staff.id, work.now
    work.session.flush()
    work.session.expire(asked, ["answered_by"])
    work.record(
        "correction_answered", asked.ref, asked.customer_id, outcome=asked.outcome, why=said, after=asked.now_reads
    )
    account_letters.send_correction(work, asked)
    return asked.ref


def _asked(work: Work, person: Customer, facts: CorrectionFacts, form_key: str) -> Correction:
    return Correction(
        ref=new_ref("Y"),
        form_key=form_key,
        customer_id=person.id,
        incident_id=_incident_of(work, person, facts.incident),
        asked_by=work.actor.kind,
        asked_by_id=work.actor.id,
        asked_how=_way(work, facts.how),
        part="incident" if facts.incident else facts.part,
        wrong=text.needed(facts.wrong, "wrong", LONGEST),
        right=text.lines(facts.right, "right", LONGEST),
        state="received",
        received_at=work.now,
        answer_by=answer_by(work.pack, work.today),
        now_reads="",
        answer="",
    )


def _incident_of(work: Work, person: Customer, ref: str) -> int | None:
    if not ref:
        return None
    _shown(work, person, ref)
    found = work.session.scalar(select(Incident.id).where(Incident.ref == ref, Incident.customer_id == person.id))
    if found is None:
        raise NotFoundError(ref)
    return found


def _shown(work: Work, person: Customer, incident_ref: str) -> None:
    """NotFoundError where the customer was not told of the incident. Staff may write down what they hear of any."""
    if work.actor.kind != "staff":
        own_incident(work.session, own.Reader(person.id, person.ref), incident_ref)


def _way(work: Work, how: str) -> str:
    came_by = acting_for.reached_by(work, how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    return came_by
