"""Contact agreements: offered, answered by the customer, left, looked at again, and proposed as a restriction.

An agreement binds nobody until the customer says yes. Who said no, or did not answer, may get the same promises as a
restriction, by a decision with reasons, signatures, a review and an appeal like any other (Notting Hill Genesis 5.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import select

from casework.actions import acting_for, agreement_letters, decisions, moves, rows, text
from casework.actions.decisions import DecisionFacts, RestrictionFacts
from casework.actions.work import RefusedError, Work
from casework.records import agreements as records
from casework.records.agreements import ContactAgreement
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.rules import agreements as rules
from casework.rules.finding import Finding

MOST_PROMISES: Final = 12
Goes = Literal["goes_on", "ends"]


@dataclass(frozen=True)
class OfferFacts:
    """What is offered. ``why``: which incidents led to it, in words for the customer."""

    promises_customer: Sequence[str]
    promises_landlord: Sequence[str]
    why: str
    answer_by: date
    review_on: date


@dataclass(frozen=True)
class ImposeFacts:
    """Why the promises are needed as a restriction, and why nothing less is enough."""

    reason: str
    proportionality: str
    review_on: date | None = None
    considered: str = ""
    tried_first: str = ""


def offer(work: Work, case_ref: str, facts: OfferFacts, form_key: str) -> str:
    """Offer an agreement to the customer of a case, by letter and in the portal; the same form sent twice is one offer.

    RefusedError: "case_is_ended", "form_used", "missing", "in_the_past" (``field`` answer_by), "too_many_promises"
    (``most``), "not_allowed" with the findings.
    """
    offerer = rows.acting_staff(work)
    case = rows.taken(work, Case, case_ref)
    known = rows.sent_before(work, ContactAgreement, form_key, case_id=case.id, offered_by_id=offerer.id)
    if known is not None:
        return known
    if case.stage == "ended":
        raise RefusedError("case_is_ended")
    if facts.answer_by <= work.today:
        raise RefusedError("in_the_past", field="answer_by")
    customers = _promises(facts.promises_customer, "promises_customer")
    landlords = _promises(facts.promises_landlord, "promises_landlord")
    asked = rules.Offer(work.today, customers, landlords, facts.review_on, case.assessed_on is not None)
    _stop_at(rules.may_offer(work.pack, asked))
    agreement = _new(work, case, facts, customers, landlords)
    agreement.form_key, agreement.offered_by_id = form_key, offerer.id
    work.session.add(agreement)
    work.session.flush()
    work.record("agreement_offered", agreement.ref, agreement.customer_id, case=case.ref, after=_offered(agreement))
    agreement_letters.send_offer(work, agreement)
    return agreement.ref


def answer(work: Work, ref: str, accepts: bool, words: str = "", how: str = acting_for.PORTAL) -> str:
    """The customer's yes or no; twice the same is once. A no may become a yes until the promises were imposed.

    The customer answers, an advocate who may speak for them, or staff for them, saying how the answer came (``how``).
    A yes withdraws a proposal to impose the promises. RefusedError: "unknown_code" (``field`` how),
    "agreement_is_imposed", "agreement_is_withdrawn", "agreement_is_ended", "agreement_is_accepted".
    """
    agreement = rows.taken(work, ContactAgreement, ref)
    acting_for.allowed(work, agreement.customer, "speak")
    came_by = acting_for.reached_by(work, how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    state, said = ("accepted" if accepts else "refused"), text.lines(words, "words", 4_000)
    if agreement.state == state:
        return agreement.ref
    if agreement.imposed:
        raise RefusedError("agreement_is_imposed")
    moves.move("agreement", agreement, state)
    agreement.answered_at, agreement.answered_by, agreement.answered_by_id = work.now, work.actor.kind, work.actor.id
    agreement.answered_how, agreement.answer_words = came_by, said
    if accepts:
        _withdraw_proposal(work, agreement)
    work.session.flush()
    work.record(f"agreement_{state}", agreement.ref, agreement.customer_id, how=came_by, said=said)
    return agreement.ref


def withdraw(work: Work, ref: str, why: str) -> str:
    """Take an offer back, saying why; twice is once."""
    rows.acting_staff(work)
    agreement = rows.taken(work, ContactAgreement, ref)
    if agreement.state == "withdrawn":
        return agreement.ref
    reason = text.needed(why, "why")
    moves.move("agreement", agreement, "withdrawn")
    _end(work, agreement, "withdrawn", reason)
    work.record("agreement_withdrawn", agreement.ref, agreement.customer_id, why=reason)
    return agreement.ref


def leave(work: Work, ref: str, words: str = "", how: str = acting_for.PORTAL) -> str:
    """The customer no longer agrees: what they agreed to freely they may leave freely. Twice is once."""
    agreement = rows.taken(work, ContactAgreement, ref)
    acting_for.allowed(work, agreement.customer, "speak")
    came_by = acting_for.reached_by(work, how)
    if came_by is None:
        raise RefusedError("unknown_code", field="how")
    if agreement.state == "ended" and agreement.ended_why == "customer_left":
        return agreement.ref
    said = text.lines(words, "words", 4_000)
    moves.move("agreement", agreement, "ended")
    _end(work, agreement, "customer_left", said)
    work.record("agreement_left", agreement.ref, agreement.customer_id, how=came_by, said=said)
    return agreement.ref


def look_again(work: Work, ref: str, goes: Goes, reason: str, next_review_on: date | None = None) -> str:
    """Look at an accepted agreement again: it goes on until the next such day, or ends.

    The promises that the landlord broke are counted and put on record with the reasons.
    RefusedError: "missing" (``field`` reason), "not_allowed" with the findings, "agreement_is_…".
    """
    rows.acting_staff(work)
    agreement = rows.taken(work, ContactAgreement, ref)
    moves.check("agreement", agreement.state, "ended")
    why = text.needed(reason, "reason")
    before = agreement.review_on
    if goes == "ends":
        moves.move("agreement", agreement, "ended")
        _end(work, agreement, "review", why)
    else:
        given = rules.Offer(
            work.today, agreement.promises_customer, agreement.promises_landlord, next_review_on, assessed=True
        )
        _stop_at(rules.may_offer(work.pack, given))
        agreement.review_on = next_review_on or before
    work.session.flush()
    work.record(
        "agreement_reviewed",
        agreement.ref,
        agreement.customer_id,
        outcome=goes,
        why=why,
        before=before,
        after=agreement.review_on,
        promises_broken=broken_of(work, agreement),
    )
    return agreement.ref


def impose(work: Work, ref: str, facts: ImposeFacts, form_key: str) -> str:
    """Propose the promises as a restriction, where the customer said no, did not answer in time, or left.

    Returns the reference of the drafted decision: it is signed, issued, reviewed and appealed like any other.
    RefusedError: "not_answered_yet", "agreement_is_accepted", "agreement_is_withdrawn", and what drafting refuses.
    """
    rows.acting_staff(work)
    agreement = rows.taken(work, ContactAgreement, ref)
    if agreement.decision is not None and agreement.decision.state != "withdrawn":
        return agreement.decision.ref
    _may_impose(work, agreement)
    terms = {"promises_customer": agreement.promises_customer, "promises_landlord": agreement.promises_landlord}
    proposed = DecisionFacts(
        restrictions=(RestrictionFacts(rules.KIND, terms, facts.reason, facts.proportionality),),
        review_on=facts.review_on,
        considered=facts.considered,
        tried_first=facts.tried_first,
    )
    decision_ref = decisions.draft(work, agreement.case.ref, proposed, form_key)
    drafted = work.session.scalars(select(Decision).where(Decision.ref == decision_ref)).one()
    agreement.decision = drafted
    work.session.flush()
    work.record("agreement_proposed_as_restriction", agreement.ref, agreement.customer_id, decision=decision_ref)
    return decision_ref


def may_impose(agreement: ContactAgreement, today: date) -> bool:
    """May the promises be proposed as a restriction now? Not while the customer still has time to answer."""
    if agreement.decision is not None and agreement.decision.state != "withdrawn":
        return False
    late = agreement.state == "offered" and agreement.answer_by < today
    return agreement.state == "refused" or late or agreement.ended_why == "customer_left"


def broken_of(work: Work, agreement: ContactAgreement) -> int:
    """How many of its promises the landlord was reported to have broken."""
    return len(records.broken_under(work.session, [agreement.id]))


def _new(work: Work, case: Case, facts: OfferFacts, customers: list[str], landlords: list[str]) -> ContactAgreement:
    return ContactAgreement(
        ref=new_ref("G"),
        case_id=case.id,
        customer_id=case.customer_id,
        state="offered",
        promises_customer=customers,
        promises_landlord=landlords,
        why=text.needed(facts.why, "why"),
        answer_by=facts.answer_by,
        review_on=facts.review_on,
        offered_at=work.now,
        answer_words="",
        ended_words="",
    )


def _may_impose(work: Work, agreement: ContactAgreement) -> None:
    if may_impose(agreement, work.today):
        return
    waiting = agreement.state == "offered"
    raise RefusedError("not_answered_yet" if waiting else f"agreement_is_{agreement.state}")


def _withdraw_proposal(work: Work, agreement: ContactAgreement) -> None:
    """What was only proposed because the customer had said no falls away with their yes."""
    decision = agreement.decision
    if decision is None or decision.state != "draft":
        return
    moves.move("decision", decision, "withdrawn")
    for restriction in decision.restrictions:
        moves.move("restriction", restriction, "ended")
        restriction.ended_on, restriction.ended_why = work.today, "agreement_accepted"
    work.record("decision_withdrawn", decision.ref, decision.customer_id, why="agreement_accepted")


def _end(work: Work, agreement: ContactAgreement, why: str, words: str) -> None:
    agreement.ended_on, agreement.ended_why, agreement.ended_words = work.today, why, words
    work.session.flush()


def _promises(given: Sequence[str], field: str) -> list[str]:
    kept = [one for one in (text.line(promise, field, 300) for promise in given) if one]
    if len(kept) > MOST_PROMISES:
        raise RefusedError("too_many_promises", field=field, most=MOST_PROMISES)
    return kept


def _stop_at(findings: tuple[Finding, ...]) -> None:
    stops = tuple(finding for finding in findings if finding.severity == "stop")
    if stops:
        raise RefusedError("not_allowed", stops)


def _offered(agreement: ContactAgreement) -> dict[str, object]:
    return {
        "promises_customer": agreement.promises_customer,
        "promises_landlord": agreement.promises_landlord,
        "why": agreement.why,
        "answer_by": agreement.answer_by,
        "review_on": agreement.review_on,
    }
