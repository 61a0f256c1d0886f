"""Complaints: made in any way, understood, answered, and looked at again by somebody else when that is asked for.

Complaint Handling Code 2024. Nothing that applies to the customer is asked about here: a complaint is always taken in
(2.1, 5.1), "we had that before" is a question for staff and never keeps one out, and there are never more than two
stages (5.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import acting_for, appealed, moves, rows, text
from casework.actions.complaint_letters import send_stage
from casework.actions.concerns import COMPLAINT, note_matter
from casework.actions.work import RefusedError, Work
from casework.records import own
from casework.records.appeals import Appeal
from casework.records.base import new_ref
from casework.records.complaints import Complaint, ComplaintStage, with_appeal
from casework.records.decisions import Decision
from casework.records.people import Customer
from casework.rules import complaints as rules
from casework.rules.appeals import is_late
from casework.rules.finding import Finding
from casework.rules.pack import Pack

NEW = "new"  # staff say that it is not about what an earlier one was about
_OLDEST = timedelta(days=5 * 366)  # a letter found in a drawer


@dataclass(frozen=True)
class ComplaintFacts:
    """What is wrong, and what would put it right.

    ``decision_ref``: the decision that it is about, if it is about one. ``how``, ``received_on``: in which way and on
    which day it reached staff, where they write it down; nothing that passed between us moves that day.
    """

    what: str
    wanted: str = ""
    decision_ref: str = ""
    how: str = acting_for.PORTAL
    received_on: date | None = None


@dataclass(frozen=True)
class AnswerFacts:
    """All that an answer says (Code 6.9). ``to_do``: what is still to be done, by whom and by when."""

    outcome: str
    reasons: str
    remedy: str
    to_do: str


def make(work: Work, customer_ref: str, facts: ComplaintFacts, form_key: str) -> str:
    """Take a complaint in; the same form sent twice is one. Returns its reference.

    It counts from its day on: a restriction proposed soon after has to be answered for. NotFoundError for an advocate
    without "report", or for a decision of which the customer was not told. RefusedError: "missing" (``field`` what),
    "unknown_code" (how), "in_the_future", "too_long_ago" (received_on), "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "report")
    known = rows.sent_before(
        work, Complaint, form_key, customer_id=person.id, made_by=work.actor.kind, made_by_id=work.actor.id
    )
    if known is not None:
        return known
    came_by = acting_for.reached_by(work, facts.how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    complaint = Complaint(
        ref=new_ref("P"),
        form_key=form_key,
        customer_id=person.id,
        decision=_decision(work, person, facts.decision_ref),
        made_by=work.actor.kind,
        made_by_id=work.actor.id,
        made_how=came_by,
        what=text.needed(facts.what, "what"),
        wanted=text.lines(facts.wanted, "wanted"),
        received_on=_received_on(work, facts.received_on),
        recorded_at=work.now,
    )
    _take_in(work, complaint)
    note_matter(
        work, person.id, COMPLAINT, complaint.received_on, known_as=complaint.ref, form_key=f"complaint {complaint.ref}"
    )
    return complaint.ref


def with_an_appeal(work: Work, appeal: Appeal) -> str:
    """An appeal is a complaint too (Code 1.2, 1.3): it runs beside it, from the day on which the appeal came.

    Called with the customer's lock held. Twice is once. Returns the complaint's reference.
    """
    known = with_appeal(work.session, appeal.id)
    if known is not None:
        return known.ref
    complaint = Complaint(
        ref=new_ref("P"),
        form_key=f"appeal {appeal.ref}",
        customer_id=appeal.customer_id,
        decision=appeal.decision,
        appeal=appeal,
        made_by=appeal.made_by,
        made_by_id=appeal.made_by_id,
        made_how=appeal.how or acting_for.PORTAL,
        what=appeal.grounds,
        wanted=appeal.wanted,
        received_on=appeal.received_on or work.today,
        recorded_at=work.now,
    )
    _take_in(work, complaint)  # the retaliation check knows the appeal itself
    return complaint.ref


def of_appeal(work: Work, appeal_ref: str) -> str:
    """Staff treat an appeal as a complaint too, because the customer is not content: one step, the day stays.

    RefusedError "appeal_is_draft" for one that was not handed in.
    """
    rows.acting_staff(work)
    appeal = rows.taken(work, Appeal, appeal_ref)
    if appeal.submitted_at is None:
        raise RefusedError(f"appeal_is_{appeal.state}")
    appeal.complaint_too = True
    work.session.flush()
    return with_an_appeal(work, appeal)


def acknowledge(work: Work, ref: str, understood: str, same_as: str = "") -> str:
    """Tell the customer what we understood (Code 5.6, 6.2); twice is once. From now on the answer's clock runs.

    ``same_as``: an earlier complaint of theirs that is about the same thing, NEW, or nothing where there is none. It
    is noted for whoever answers, and changes nothing else. RefusedError: "missing" (``field`` understood),
    "unknown_code" (same_as), "complaint_is_<state>".
    """
    rows.acting_staff(work)
    complaint = rows.taken(work, Complaint, ref)
    stage, said = complaint.stage, text.needed(understood, "understood", 8_000)
    if complaint.state == "acknowledged" and stage.understood == said:
        return complaint.ref
    if same_as and same_as not in (NEW, *earlier(work.session, complaint)):
        raise RefusedError("unknown_code", field="same_as")
    moves.move("complaint", complaint, "acknowledged")
    complaint.same_as = same_as or complaint.same_as
    stage.understood, stage.acknowledged_on = said, work.today
    stage.due_on = rules.answer_by(work.pack, stage.number, stage.received_on, work.today)
    work.session.flush()
    _record(work, "complaint_acknowledged", complaint, after=said, due_on=stage.due_on, same_as=complaint.same_as)
    send_stage(work, complaint, "acknowledged")
    return complaint.ref


def extend(work: Work, ref: str, until: date, why: str) -> str:
    """Answer later, once in a stage, for a reason that the customer reads beside the Ombudsman's address (Code 6.4).

    RefusedError: "missing" (``field`` why), "extended_too_late" (the day on which it was due is past), "not_allowed"
    with the finding, "already_extended", "complaint_is_<state>".
    """
    rows.acting_staff(work)
    complaint = rows.taken(work, Complaint, ref)
    stage, said = complaint.stage, text.needed(why, "why", 4_000)
    if stage.first_due_on is not None:
        if (stage.due_on, stage.extended_why) != (until, said):
            raise RefusedError("already_extended")
        return complaint.ref
    moves.check("complaint", complaint.state, "answered")
    if is_late(stage.due_on, work.today):
        raise RefusedError("extended_too_late")
    against = rules.extension(work.pack, stage.number, stage.due_on, until)
    if against is not None:
        raise RefusedError("not_allowed", (against,), field="until")
    stage.first_due_on, stage.due_on, stage.extended_why = stage.due_on, until, said
    work.session.flush()
    _record(work, "complaint_extended", complaint, before=stage.first_due_on, after=until, why=said)
    send_stage(work, complaint, "extended")
    return complaint.ref


def answer(work: Work, ref: str, facts: AnswerFacts) -> str:
    """Answer at the stage that it is in, once, with all that the Code asks; sent twice it is one answer.

    RefusedError: "missing" (``field`` reasons, remedy, to_do), "unknown_code" (outcome), "not_allowed" with the
    finding (who answered before, or had a part in it), "complaint_is_<state>".
    """
    staff = rows.acting_staff(work)
    complaint = rows.taken(work, Complaint, ref)
    stage = complaint.stage
    if facts.outcome not in rules.OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    said = {name: text.needed(getattr(facts, name), name, 8_000) for name in ("reasons", "remedy", "to_do")}
    if complaint.state == "answered" and all(getattr(stage, name) == words for name, words in said.items()):
        return complaint.ref
    moves.check("complaint", complaint.state, "answered")
    against = may_answer(work.session, work.pack, complaint, staff.id)
    if against is not None:
        raise RefusedError("not_allowed", (against,))
    complaint.state, stage.outcome = "answered", facts.outcome
    stage.reasons, stage.remedy, stage.to_do = said["reasons"], said["remedy"], said["to_do"]
    stage.answered_by_id, stage.answered_on = staff.id, work.today
    work.session.flush()
    work.session.expire(stage, ["answered_by"])
    _record(work, "complaint_answered", complaint, outcome=facts.outcome, after=said)
    send_stage(work, complaint, "answered")
    return complaint.ref


def escalate(work: Work, ref: str, why: str = "", how: str = acting_for.PORTAL) -> str:
    """Stage 2, because the customer asks for it: no reason is needed, and there is no last day (Code 6.10 to 6.12).

    Twice is once. NotFoundError for an advocate without "report". RefusedError: "unknown_code" (``field`` how),
    "complaint_is_<state>", "no_third_stage".
    """
    complaint = rows.taken(work, Complaint, ref)
    acting_for.allowed(work, complaint.customer, "report")
    if acting_for.reached_by(work, how) is None:
        raise RefusedError("unknown_code", field="how")
    stage = complaint.stage
    if stage.number == rules.LAST:
        if complaint.state == "answered":
            raise RefusedError("no_third_stage")
        return complaint.ref
    moves.move("complaint", complaint, "received")
    said = text.lines(why, "why", 8_000)
    _begin(work, complaint, rules.LAST, work.today, said)
    _record(work, "complaint_escalated", complaint, how=acting_for.reached_by(work, how), why=said)
    send_stage(work, complaint, "received")
    return complaint.ref


def may_answer(session: Session, pack: Pack, complaint: Complaint, staff_id: int) -> Finding | None:
    """What stands in the way of this person answering it now; None if they may."""
    before = {str(one.answered_by_id) for one in complaint.stages[:-1]}
    stage, about = complaint.stage.number, complaint.decision
    took_part = appealed.involved(session, about) if about else ()
    heard = appealed.heard_by(session, about) if about else {}
    part = rules.had_part(stage, took_part, heard, complaint.appeal_id)
    return rules.may_answer(pack, str(staff_id), stage, before, part)


def earlier(session: Session, complaint: Complaint) -> tuple[str, ...]:
    """References of the customer's complaints before this one, the newest first."""
    mine = Complaint.customer_id == complaint.customer_id
    chosen = select(Complaint.ref).where(mine, Complaint.id < complaint.id).order_by(Complaint.id.desc())
    return tuple(session.scalars(chosen))


def _take_in(work: Work, complaint: Complaint) -> None:
    complaint.state = "received"
    work.session.add(complaint)
    work.session.flush()
    _begin(work, complaint, rules.FIRST, complaint.received_on, "")
    _record(
        work,
        "complaint_made",
        complaint,
        how=complaint.made_how,
        received_on=complaint.received_on,
        decision=complaint.decision.ref if complaint.decision else None,
        appeal=complaint.appeal.ref if complaint.appeal else None,
        after={"what": complaint.what, "wanted": complaint.wanted},
    )
    send_stage(work, complaint, "received")


def _begin(work: Work, complaint: Complaint, number: int, received_on: date, why: str) -> None:
    complaint.stages.append(
        ComplaintStage(
            number=number,
            why=why,
            received_on=received_on,
            acknowledge_by=rules.acknowledge_by(work.pack, number, received_on),
            due_on=rules.answer_by(work.pack, number, received_on),
            understood="",
            extended_why="",
            reasons="",
            remedy="",
            to_do="",
        )
    )
    work.session.flush()


def _record(work: Work, name: str, complaint: Complaint, **payload: object) -> None:
    work.record(name, complaint.ref, complaint.customer_id, stage=complaint.stage.number, **payload)


def _decision(work: Work, person: Customer, ref: str) -> Decision | None:
    """The decision that it is about: one of theirs of which they were told, or NotFoundError."""
    return own.own_decision(work.session, own.Reader(person.id, person.ref), ref) if ref else None


def _received_on(work: Work, told: date | None) -> date:
    day = told if told and work.actor.kind == "staff" else work.today
    if day > work.today:
        raise RefusedError("in_the_future", field="received_on")
    if day < work.today - _OLDEST:
        raise RefusedError("too_long_ago", field="received_on")
    return day
