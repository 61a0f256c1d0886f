"""Holding a review: proposed, signed by those whom the policy names, and held once nothing stands in the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, cast

from sqlalchemy.orm import Session

from casework.actions import (
    before,
    drafting,
    lettings,
    moves,
    notices,
    oversight,
    promises,
    proposals,
    review_letters,
    reviews,
    rows,
    signing,
    text,
    watch,
)
from casework.actions.drafting import RestrictionFacts
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import filing, review_lists
from casework.records.decisions import Restriction
from casework.records.people import StaffMember
from casework.records.reviews import Review
from casework.rules import before as before_rules
from casework.rules import proposal as rules
from casework.rules import reviews as review_rules
from casework.rules.calendar import day_of
from casework.rules.check import check
from casework.rules.filing import reader_missing
from casework.rules.finding import Answer, Finding
from casework.rules.notices import takes_effect
from casework.rules.pack import Pack
from casework.rules.signatures import could_sign
from casework.rules.vocabulary import OUTCOMES

Outcome = Literal["lift", "alter", "continue"]
Change = Literal["stands", "ends"] | RestrictionFacts


@dataclass(frozen=True)
class ReviewFacts:
    """What the reviewers propose. ``changes``: for "alter", by the reference of a restriction; the others stand.

    ``further``: where it went on meanwhile, what else was considered (a code of rules.reviews.FURTHER), and why.
    """

    outcome: Outcome
    reason: str
    next_review_on: date | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)
    further: str = ""
    further_why: str = ""


def propose(work: Work, review_ref: str, facts: ReviewFacts) -> str:
    """Write down what should come of a review, in place of what was proposed; earlier signatures no longer count.

    RefusedError: "unknown_code", "nothing_changed" and "lift_instead" (an "alter" that changes nothing, or ends all),
    "starts_in_the_past" (``field`` next_review_on), and what a restriction's terms refuse. A blank reason can be
    proposed and gives the finding.
    """
    proposer = rows.acting_staff(work)
    review = _open(work, review_ref)
    if facts.outcome not in OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    if facts.further and facts.further not in review_rules.FURTHER:
        raise RefusedError("unknown_code", field="further")
    if facts.next_review_on is not None and facts.next_review_on <= work.today:
        raise RefusedError("starts_in_the_past", field="next_review_on")
    signed_for = review.content_hash
    changes = _changes(work, review, facts) if facts.outcome == "alter" else {}
    review.outcome, review.reason = facts.outcome, text.lines(facts.reason, "reason", 8_000)
    review.next_review_on = None if facts.outcome == "lift" else facts.next_review_on
    review.changes, review.proposed_by_id = changes, proposer.id
    review.further = facts.further or None
    review.further_why = text.lines(facts.further_why, "further_why", 8_000)
    review.content_hash = content_hash(review)
    work.session.flush()
    if review.content_hash != signed_for:
        work.record(
            "review_proposed",
            review.ref,
            review.customer_id,
            after={
                "outcome": review.outcome,
                "reason": review.reason,
                "next_review_on": review.next_review_on,
                "changes": changes,
                "further": [review.further, review.further_why],
            },
        )
    return review.ref


def sign(work: Work, review_ref: str, role: str, agrees: bool, *, represents: bool = False, dissent: str = "") -> str:
    """Sign what is proposed, for or against, in a session of one's own. Signing again changes one's mind.

    RefusedError: "nothing_proposed", "changed_meanwhile" (what stands is no longer what was proposed for),
    "role_not_held", "role_may_not_decide", "no_stand_ins", "missing" (who disagrees says why).
    """
    signer = rows.acting_staff(work)
    review = _proposed(work, review_ref)
    _may_sign(work, review, signer, role, represents)
    signing.sign(work, review, signer, role, agrees, represents=represents, why=dissent)
    return review.ref


def hold(work: Work, review_ref: str) -> str:
    """Hold a review: what it changes, changes now, and the customer is told. Holding it twice is holding it once.

    RefusedError: "nothing_proposed", "changed_meanwhile", "not_allowed" with the findings.
    """
    rows.acting_staff(work)
    review = rows.taken(work, Review, review_ref)
    if review.state == "held":
        return review.ref
    review = _proposed(work, review_ref)
    answer = standing(work.session, work.pack, review, work.today)
    if not answer.allowed:
        raise RefusedError("not_allowed", answer.findings)
    stood = [one.ref for one in reviews.standing(review.decision)]
    kinds = [one.kind for one in reviews.standing(review.decision)]
    became = _apply(work, review)
    moves.move("review", review, "held")
    review.held_at, review.findings = work.now, proposals.as_record(answer.findings)
    work.session.flush()
    work.record(
        "review_held",
        review.ref,
        review.customer_id,
        outcome=review.outcome,
        why=review.reason,
        before=stood,
        after=[[one.ref, result] for one, result in became],
        findings=review.findings,
    )
    if review.outcome != "lift":
        watch.close(work, review.customer_id, "review")  # what is left has a way of its own: the rules said so
    watch.look(work, review.customer_id)
    if review.decision.case.stage == "review":
        moves.reach(work, review.decision.case, "in_force")
    moves.settle(work, review.decision.case)
    review_letters.send_outcome(work, review, became)
    oversight.reviewed(work, review, kinds)
    told = notices.of_case(work, review.decision.case)
    notices.tell(work, told, "review", review.ref, review.customer_id)
    return review.ref


def standing(session: Session, pack: Pack, review: Review, today: date) -> Answer:
    """What the rules say about what is proposed, with those who have signed it."""
    proposal = proposal_of(session, pack, review, today)
    answer = check(pack, proposal, proposals.in_force_beside(session, review.decision))
    stands = reviews.standing(review.decision)
    more = (
        *lettings.too_long(pack, review, stands),
        *promises.at_review(session, pack, stands),
        *_ladders(session, pack, review),
        *_reader(session, pack, review, today),
        *review_rules.further_missing(pack, went_on(session, review), review.further, review.further_why),
    )
    return Answer(answer.allowed and all(one.severity != "stop" for one in more), None, (*answer.findings, *more))


def went_on(session: Session, review: Review) -> bool:
    """Did the customer give reason for a case again since the decision, or since it was last reviewed?"""
    stands = reviews.standing(review.decision)
    since = max((one.reviewed_on for one in stands if one.reviewed_on), default=None)
    found = review_lists.incidents_since(session, review)
    return any(one.case_id is not None and (since is None or day_of(one.recorded_at) > since) for one in found)


def _ladders(session: Session, pack: Pack, review: Review) -> tuple[Finding, ...]:
    """A kind that was not there before needs its ladder, whoever would impose it (Octavia 4.3)."""
    known = {one.kind for one in reviews.standing(review.decision)}
    would = [one.kind for one in _would_hold(review) if one.kind not in known] if review.outcome == "alter" else []
    case = review.decision.case
    grave = any(one.serious or one.immediate_risk for one in case.incidents)
    return before_rules.ladders(pack, would, before.done(session, case), grave=grave)


def _reader(session: Session, pack: Pack, review: Review, today: date) -> tuple[Finding, ...]:
    """Nothing is read and filed, now or on, without somebody by name who reads it (Watford 5.5)."""
    goes_on = [] if review.outcome == "lift" else [one.kind for one in _would_hold(review)]
    return reader_missing(pack, goes_on, filing.reader(session, review.customer_id, today) is not None)


def proposal_of(session: Session, pack: Pack, review: Review, today: date) -> rules.Review:
    """The review as the rules are asked about it: what would hold from now on, or what it would lift."""
    signed = [one for one in review.signatures if one.content_hash == review.content_hash and one.agrees]
    counted = [one for one in signed if signing.still_counts(one, today)]
    late = review.next_review_on is None or review.next_review_on <= today
    return rules.Review(
        on=today,
        outcome=cast("Outcome", review.outcome or "continue"),
        customer=proposals.customer_facts(session, review.decision, today),
        restrictions=tuple(_would_hold(review)),
        next_review_on=None if late else review.next_review_on,
        reason=review.reason,
        reviewers=tuple(rules.Person(str(one.staff_id), one.role) for one in counted),
        invited=heard(review, today),
        notice=proposals.notice_of(pack, review.decision),
    )


def heard(review: Review, today: date) -> bool:
    """Was the customer asked, and have they answered or had their time, its last day included?"""
    answered = bool(review.reply.strip())
    return answered or (review.invited_on is not None and review.reply_by is not None and review.reply_by < today)


def roles_to_review(session: Session, pack: Pack, review: Review, staff: StaffMember, today: date) -> tuple[str, ...]:
    """The roles in which this person's signature would bring the review nearer, the most senior first."""
    if review.state != "open" or not review.content_hash:
        return ()
    unsigned = replace(proposal_of(session, pack, review, today), reviewers=())
    held = tuple(role for role in rows.roles_of(staff, today) if role in pack.roles)
    return could_sign(pack, unsigned, held)


def content_hash(review: Review) -> str:
    """SHA-256 of what is proposed, what it is proposed for and what the customer says: a change undoes signatures."""
    proposed = {
        "outcome": review.outcome,
        "reason": review.reason,
        "next_review_on": review.next_review_on,
        "changes": review.changes,
        "standing": [one.ref for one in reviews.standing(review.decision)],
    }
    if review.asked or review.reply:
        proposed["said"] = [review.asked, review.reply]
    if review.further:
        proposed["further"] = [review.further, review.further_why]
    plain = json.dumps(proposed, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def _open(work: Work, review_ref: str) -> Review:
    review = rows.taken(work, Review, review_ref)
    moves.check("review", review.state, "open")
    return review


def _proposed(work: Work, review_ref: str) -> Review:
    review = _open(work, review_ref)
    if not review.content_hash:
        raise RefusedError("nothing_proposed")
    if review.content_hash != content_hash(review):
        raise RefusedError("changed_meanwhile")
    return review


def _changes(work: Work, review: Review, facts: ReviewFacts) -> dict[str, Any]:
    """The changes as they are kept, terms read as the kind asks for them."""
    applying = {one.ref: one for one in reviews.standing(review.decision)}
    unknown = facts.changes.keys() - applying.keys()
    if unknown:
        raise NotFoundError(min(unknown))
    kept: dict[str, Any] = {}
    for ref, one in applying.items():
        change = facts.changes.get(ref, "stands")
        if isinstance(change, RestrictionFacts):
            new = drafting.restriction(work, review.decision, change, one.position, place=ref)
            kept[ref] = {
                "kind": new.kind,
                "terms": new.terms,
                "reason": new.reason,
                "proportionality": new.proportionality,
            }
        else:
            kept[ref] = change
    if all(change == "stands" for change in kept.values()):
        raise RefusedError("nothing_changed")
    if all(change == "ends" for change in kept.values()):
        raise RefusedError("lift_instead")
    return kept


def _would_hold(review: Review) -> list[rules.Restriction]:
    found = []
    for one in reviews.standing(review.decision):
        change = review.changes.get(one.ref, "stands")
        if isinstance(change, dict):
            found.append(
                rules.Restriction(change["kind"], change["terms"], change["reason"], change["proportionality"])
            )
        elif change != "ends":
            found.append(proposals.as_rule(one))
    return found


def _apply(work: Work, review: Review) -> list[tuple[Restriction, str]]:
    """Each restriction with what became of it: ended, stands, again, or changed (then as it is from now on)."""
    became: list[tuple[Restriction, str]] = []
    for one in reviews.standing(review.decision):
        change = "ends" if review.outcome == "lift" else review.changes.get(one.ref, "stands")
        if change == "stands":
            became.append((one, "again" if one.state == "suspended" else "stands"))
            _go_on(work, review, one)
            continue
        moves.move("restriction", one, "ended")
        one.ended_on, one.ended_why = work.today, "review"
        if isinstance(change, dict):
            became.append((_new(work, review, one, change), "changed"))
        else:
            became.append((one, "ended"))
    work.session.flush()
    work.session.expire(review.decision, ["restrictions"])
    return became


def _go_on(work: Work, review: Review, one: Restriction) -> None:
    """What was suspended binds again only once the letter has reached the person; what protects somebody, at once."""
    if one.state == "suspended":
        moves.move("restriction", one, "in_force")
        one.starts_on = takes_effect(work.pack, work.today, None, immediate_risk=one.safety)
    one.review_on, one.reviewed_on = review.next_review_on, work.today
    one.suspended_on = one.suspended_why = one.director_by = one.kept_until = None


def _new(work: Work, review: Review, old: Restriction, change: Mapping[str, Any]) -> Restriction:
    new = drafting.restriction(work, review.decision, RestrictionFacts(**change), old.position, place=old.ref)
    new.decision_id, new.review_id = old.decision_id, review.id
    starts = takes_effect(work.pack, work.today, None, immediate_risk=old.safety or new.safety)
    new.starts_on, new.review_on, new.reviewed_on = starts, review.next_review_on, work.today
    moves.move("restriction", new, "in_force")
    work.session.add(new)
    return new


def _may_sign(work: Work, review: Review, signer: StaffMember, role: str, represents: bool) -> None:
    if role not in work.pack.roles or not rows.holds(signer, role, work.today):
        raise RefusedError("role_not_held", role=role)
    if represents and not work.pack.rules["decision"].table.values.get("stand_ins"):
        raise RefusedError("no_stand_ins")
    unsigned = replace(proposal_of(work.session, work.pack, review, work.today), reviewers=())
    if not could_sign(work.pack, unsigned, (role,)):
        raise RefusedError("role_may_not_decide", role=role)
