"""Decisions: drafted, signed by the people whom the policy names, and issued once nothing stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from casework.actions import (
    announcing,
    appeal_letters,
    appealed,
    drafting,
    letters,
    moves,
    notices,
    open_doors,
    oversight,
    proposals,
    rows,
    signing,
    steps,
    text,
    watch,
    withheld_letters,
)
from casework.actions.drafting import DecisionFacts, RestrictionFacts
from casework.actions.proposals import content_hash, proposal_of, standing
from casework.actions.work import RefusedError, Work
from casework.records import own
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.decisions import Decision
from casework.records.people import StaffMember
from casework.rules.notices import takes_effect
from casework.rules.pack import Pack
from casework.rules.proposal import Person
from casework.rules.signatures import could_sign

__all__ = [
    "DecisionFacts",
    "RestrictionFacts",
    "approve_longer_period",
    "change",
    "content_hash",
    "draft",
    "issue",
    "proposal_of",
    "roles_to_sign",
    "sign",
    "sign_withholding",
    "standing",
    "withdraw",
]


def draft(work: Work, case_ref: str, facts: DecisionFacts, form_key: str) -> str:
    """Draft a decision in a case; the same form sent twice is one draft. Returns the decision's reference.

    RefusedError: "case_is_ended", "form_used", and what ``drafting.write`` refuses.
    """
    drafter = rows.acting_staff(work)
    case = rows.taken(work, Case, case_ref)
    known = rows.sent_before(work, Decision, form_key, case_id=case.id, drafted_by_id=drafter.id)
    if known is not None:
        return known
    moves.check("case", case.stage, "decision")
    decision = Decision(
        ref=new_ref("D"),
        form_key=form_key,
        case_id=case.id,
        case=case,
        customer_id=case.customer_id,
        drafted_by_id=drafter.id,
        state="draft",
        content_hash="",
        drafted_at=work.now,
    )
    drafting.write(work, decision, facts)
    moves.settle(work, case)
    work.record("decision_drafted", decision.ref, decision.customer_id, after=drafting.as_payload(decision))
    return decision.ref


def change(work: Work, decision_ref: str, facts: DecisionFacts) -> str:
    """Change a draft. Signatures stay on record with the text that they were given for, and no longer count."""
    rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    moves.check("decision", decision.state, "draft")
    before, hash_before = drafting.as_payload(decision), decision.content_hash
    drafting.write(work, decision, facts)
    work.session.flush()
    if decision.content_hash != hash_before:
        work.record(
            "decision_changed",
            decision.ref,
            decision.customer_id,
            before=before,
            after=drafting.as_payload(decision),
        )
    return decision.ref


def sign(work: Work, decision_ref: str, role: str, agrees: bool, *, represents: bool = False, dissent: str = "") -> str:
    """Sign the text of a draft as it stands, for or against, in a session of one's own; nobody signs for another.

    ``represents``: as a team's representative, where the policy knows that; the person must have been given the role
    for the day all the same. Signing again changes one's mind. RefusedError: "staff_only", "role_not_held",
    "role_may_not_decide", "no_stand_ins", "missing" (who disagrees says why), "not_allowed" with the findings (the
    reporter does not decide), "decision_is_issued", "decision_is_withdrawn".
    """
    signer = rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    moves.check("decision", decision.state, "draft")
    _may_sign(work, decision, signer, role, represents)
    signing.sign(work, decision, signer, role, agrees, represents=represents, why=dissent)
    return decision.ref


def sign_withholding(work: Work, decision_ref: str, role: str) -> str:
    """Sign off, for the text as it stands, that the customer is not told (Calico 5.2). Which role may is a rule."""
    signer = rows.acting_staff(work)
    decision = _draft_to_approve(work, decision_ref, signer, role)
    withheld = decision.notice.get("withheld")
    if not withheld:
        raise RefusedError("nothing_to_approve")
    signed = {**withheld, "signed_by_id": signer.id, "role": role, "content_hash": decision.content_hash}
    if signed != withheld:
        decision.notice = {**decision.notice, "withheld": signed}
        work.session.flush()
        work.record("withholding_signed", decision.ref, decision.customer_id, role=role, why=signed["justification"])
    return decision.ref


def approve_longer_period(work: Work, decision_ref: str, role: str) -> str:
    """Approve, for the text as it stands, a review later than usual (Watford 7.1). Whether the role may is a rule."""
    approver = rows.acting_staff(work)
    decision = _draft_to_approve(work, decision_ref, approver, role)
    if not decision.longer_period:
        raise RefusedError("nothing_to_approve")
    approved = {
        **decision.longer_period,
        "approved_by_id": approver.id,
        "role": role,
        "content_hash": decision.content_hash,
    }
    if approved != decision.longer_period:
        decision.longer_period = approved
        work.session.flush()
        work.record("longer_period_approved", decision.ref, decision.customer_id, role=role, why=approved["reason"])
    return decision.ref


def withdraw(work: Work, decision_ref: str, why: str) -> str:
    """Give up what is drafted or announced, saying why. Withdrawing it twice is withdrawing it once.

    The customer is told that a plan of which they were told is given up.
    """
    rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    if decision.state == "withdrawn":
        return decision.ref
    reason = text.needed(why, "why")
    if decision.state == "announced":
        appeal_letters.send_intended(work, decision, given_up=True)
    moves.move("decision", decision, "withdrawn")
    for restriction in appealed.restrictions(decision):
        moves.move("restriction", restriction, "ended")
        restriction.ended_on, restriction.ended_why = work.today, "withdrawn"
    moves.settle(work, decision.case)
    work.record("decision_withdrawn", decision.ref, decision.customer_id, why=reason)
    return decision.ref


def issue(work: Work, decision_ref: str) -> str:
    """Issue a decision: from now on it applies. Issuing it twice is issuing it once.

    RefusedError("not_allowed", findings) while the rules say stop; of one that was announced, what
    ``announcing.may_begin`` refuses. The arrangements, the case, the event and the letter come about together or not
    at all. Where the notice is rightly withheld no letter goes out, and a record of that is kept.
    """
    rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    if decision.state == "issued":
        return decision.ref
    moves.check("decision", decision.state, "issued")
    if content_hash(decision) != decision.content_hash:
        raise RefusedError("text_was_changed")  # behind our back: nobody signed this
    announcing.may_begin(work, decision)
    answer = standing(work.session, work.pack, decision, work.today)
    if not answer.allowed:
        raise RefusedError("not_allowed", answer.findings)
    _put_in_force(work, decision)
    decision.findings = proposals.as_record(answer.findings)
    work.session.flush()
    decision.open_door = open_doors.as_kept(work, decision.customer_id)
    work.session.flush()
    work.record(
        "decision_issued",
        decision.ref,
        decision.customer_id,
        after=drafting.as_payload(decision),
        deciders=[[one.staff_id, one.role, one.agrees] for one in proposals.counted(decision)],
        findings=decision.findings,
        withheld=own.withheld(decision.notice),
        open_door=decision.open_door,
    )
    oversight.decided(work, decision)
    notices.tell(work, notices.of_case(work, decision.case), "decision", decision.ref, decision.customer_id)
    _write(work, decision)
    watch.look(work, decision.customer_id)
    return decision.ref


def _write(work: Work, decision: Decision) -> None:
    """The letter to the customer, or the record that they are rightly not told."""
    if own.withheld(decision.notice):
        withheld_letters.file(work, decision, decision.review_on or work.today)
    else:
        letters.send_decision(work, decision)


def roles_to_sign(session: Session, pack: Pack, decision: Decision, staff: StaffMember, today: date) -> tuple[str, ...]:
    """The roles in which this person could sign the draft, the most senior first; none for its reporter."""
    if decision.state != "draft" or str(staff.id) in proposals.reporters(decision):
        return ()
    unsigned = replace(proposal_of(session, pack, decision, today), deciders=())
    held = tuple(role for role in rows.roles_of(staff, today) if role in pack.roles)
    return could_sign(pack, unsigned, held)


def _put_in_force(work: Work, decision: Decision) -> None:
    moves.move("decision", decision, "issued")
    decision.issued_at, decision.pack_version = work.now, work.pack.version
    at_risk = any(one.immediate_risk for one in decision.case.incidents)
    if at_risk:
        steps.owe_assessment(work, decision.case)
    decision.starts_on = takes_effect(work.pack, work.today, decision.starts_on, immediate_risk=at_risk)
    for restriction in appealed.restrictions(decision):
        moves.move("restriction", restriction, "in_force")
        restriction.starts_on = decision.starts_on
        restriction.review_on = restriction.review_on or decision.review_on
        restriction.safety = proposals.protects(work.pack, decision, restriction.kind)
    moves.settle(work, decision.case)


def _may_sign(work: Work, decision: Decision, signer: StaffMember, role: str, represents: bool) -> None:
    if role not in work.pack.roles or not rows.holds(signer, role, work.today):
        raise RefusedError("role_not_held", role=role)
    if represents and not work.pack.rules["decision"].table.values.get("stand_ins"):
        raise RefusedError("no_stand_ins")
    unsigned = replace(proposal_of(work.session, work.pack, decision, work.today), deciders=())
    if not could_sign(work.pack, unsigned, (role,)):
        raise RefusedError("role_may_not_decide", role=role)
    alone = replace(unsigned, deciders=(Person(str(signer.id), role),))
    answer = proposals.judged(work.session, work.pack, decision, alone)
    conflicts = tuple(finding for finding in answer.findings if finding.code == "decider_conflict")
    if conflicts:
        raise RefusedError("not_allowed", conflicts)


def _draft_to_approve(work: Work, decision_ref: str, approver: StaffMember, role: str) -> Decision:
    decision = rows.taken(work, Decision, decision_ref)
    moves.check("decision", decision.state, "draft")
    if role not in work.pack.roles or not rows.holds(approver, role, work.today):
        raise RefusedError("role_not_held", role=role)
    return decision
