"""Signing what is proposed: for oneself, for or against, to exactly the text that stands."""

from __future__ import annotations

from datetime import date

from casework.actions import rows, text
from casework.actions.work import Work
from casework.records.decisions import Decision, Signature
from casework.records.people import StaffMember
from casework.records.reviews import Review, ReviewSignature


def sign(
    work: Work, signed: Decision | Review, signer: StaffMember, role: str, agrees: bool, *, represents: bool, why: str
) -> None:
    """Put a person's name to a draft or to what is proposed of a review; signing again changes one's mind.

    ``why``: of a no. RefusedError: "missing" (field dissent), where who disagrees does not say why.
    """
    dissent = text.lines(why, "dissent") if agrees else text.needed(why, "dissent")
    given = next((one for one in signed.signatures if one.staff_id == signer.id), None)
    now = (role, represents, agrees, dissent, signed.content_hash)
    if given is None:
        given = _signature(signed, signer)
        work.session.add(given)
    elif (given.role, given.represents, given.agrees, given.dissent, given.content_hash) == now:
        return
    given.role, given.represents, given.agrees, given.dissent, given.content_hash = now
    given.signed_at = work.now
    work.session.flush()
    work.session.expire(signed, ["signatures"])
    what = "decision_signed" if isinstance(signed, Decision) else "review_signed"
    facts = {"role": role, "represents": represents, "agrees": agrees, "dissent": dissent}
    work.record(what, signed.ref, signed.customer_id, **facts, content_hash=signed.content_hash)


def still_counts(given: Signature | ReviewSignature, today: date) -> bool:
    """Does the signer still work here and hold the role? A representative held it for the day on which they signed."""
    return _works_here(given.staff, today) if given.represents else holds(given.staff, given.role, today)


def holds(person: StaffMember, role: str, today: date) -> bool:
    """Does this person still work here, and in that role?"""
    return _works_here(person, today) and rows.holds(person, role, today)


def _works_here(person: StaffMember, today: date) -> bool:
    return person.left_on is None or person.left_on >= today


def _signature(signed: Decision | Review, signer: StaffMember) -> Signature | ReviewSignature:
    if isinstance(signed, Decision):
        return Signature(decision_id=signed.id, staff_id=signer.id)
    return ReviewSignature(review_id=signed.id, staff_id=signer.id)
