"""Promises that the landlord did not keep: reported by the customer or by staff, and counted at every review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import acting_for, rows, text
from casework.actions.absences import ONE_CONTACT
from casework.actions.work import RefusedError, Work
from casework.records import agreements as records
from casework.records.agreements import BrokenPromise, ContactAgreement
from casework.records.base import new_ref
from casework.records.decisions import Restriction
from casework.rules import agreements as rules
from casework.rules.calendar import day_of
from casework.rules.finding import Finding
from casework.rules.pack import Pack


@dataclass(frozen=True)
class BrokenFacts:
    """Which promise, on which day, and what happened. ``promise``: the text of one of the landlord's promises."""

    promise: str
    happened_on: date
    what_happened: str


def report(work: Work, customer_ref: str, promised_ref: str, facts: BrokenFacts, form_key: str) -> str:
    """Put on record that the landlord broke a promise, agreed or imposed; the same form sent twice is one report.

    ``promised_ref``: of the agreement, or of the restriction. NotFoundError where it does not hold for this customer,
    or where they were not told of it. RefusedError: "unknown_code" (``field`` promise: none of the landlord's),
    "in_the_future", "missing", "form_used".
    """
    person = rows.customer(work, customer_ref)
    acting_for.allowed(work, person, "see")
    known = rows.sent_before(work, BrokenPromise, form_key, customer_id=person.id)
    if known is not None:
        return known
    told_only = work.actor.kind != "staff"
    holds = records.one_promised(work.session, person.id, promised_ref, told_only=told_only)
    if facts.promise not in holds.promises_landlord:
        raise RefusedError("unknown_code", field="promise")
    if facts.happened_on > work.today:
        raise RefusedError("in_the_future", field="happened_on")
    row = BrokenPromise(
        ref=new_ref("B"),
        form_key=form_key,
        customer_id=person.id,
        agreement_id=holds.agreement_id,
        restriction_id=holds.restriction_id,
        promise=facts.promise,
        happened_on=facts.happened_on,
        what_happened=text.needed(facts.what_happened, "what_happened"),
        reported_by=work.actor.kind,
        reported_by_id=work.actor.id,
        recorded_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    said = {"promise": row.promise, "on": row.happened_on, "what_happened": row.what_happened}
    work.record("promise_broken", row.ref, person.id, under=promised_ref, after=said)
    return row.ref


def at_review(session: Session, pack: Pack, restrictions: list[Restriction]) -> tuple[Finding, ...]:
    """What the landlord's own broken promises say at a review of these restrictions; nothing where it kept them.

    The promises of an agreement that was offered first and then imposed count with those of the restriction. What an
    earlier review has counted is not counted again. One person to contact, who was away and whom nobody covered, is a
    promise that was not kept as well.
    """
    imposed = [one for one in restrictions if one.kind in (rules.KIND, ONE_CONTACT)]
    if not imposed:
        return ()
    decisions = {one.decision_id for one in imposed}
    offered = session.scalars(select(ContactAgreement.id).where(ContactAgreement.decision_id.in_(decisions))).all()
    broken = records.broken_under(session, offered, [one.id for one in imposed])
    counted = max((one.reviewed_on for one in imposed if one.reviewed_on), default=None)
    return rules.at_review(pack, sum(counted is None or day_of(one.recorded_at) > counted for one in broken))
