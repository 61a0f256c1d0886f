"""A decision as the rules are asked about it: every fact from the record, none typed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.actions import before, retaliation, signing
from casework.records import filing, own
from casework.records.arrangements import Situation
from casework.records.decisions import Decision, Restriction, Signature
from casework.records.people import Customer, StaffMember
from casework.rules import proposal as rules
from casework.rules.before import missing, support_code
from casework.rules.check import check
from casework.rules.filing import reader_missing
from casework.rules.finding import Answer, Finding
from casework.rules.pack import Pack
from casework.rules.safety import is_safety_restriction
from casework.rules.vocabulary import BEHAVIOURS

APPLYING: Final = ("in_force", "suspended")


def content_hash(decision: Decision) -> str:
    """SHA-256 of the text that is signed: everything that the drafter wrote, and nothing that comes after."""
    withheld = decision.notice.get("withheld")
    text = {
        "case": decision.case_id,
        "restrictions": [
            [one.kind, one.terms, one.reason, one.proportionality] for one in _in_order(decision.restrictions)
        ],
        "actions": decision.actions,
        "action_reason": decision.action_reason,
        "starts_on": decision.starts_on,
        "review_on": decision.review_on,
        "considered": decision.considered,
        "tried_first": decision.tried_first,
        "not_warned_because": decision.not_warned_because,
        "longer_period": decision.longer_period and decision.longer_period["reason"],
        "withheld": withheld and withheld["justification"],
    }
    plain = json.dumps(text, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def proposal_of(session: Session, pack: Pack, decision: Decision, today: date) -> rules.Impose:
    """The decision as a proposal made today: steps from the case, people from their signatures, needs from the person.

    A review date that is not later than today is no review date.
    """
    incidents, case = decision.case.incidents, decision.case
    gone = _gone(session, decision, today)
    return rules.Impose(
        on=today,
        customer=customer_facts(session, decision, today),
        steps=rules.Steps(
            told=any(incident.told for incident in incidents),
            warned=bool(case.warnings) or any(incident.warned for incident in incidents),
            assessed=case.assessed_on is not None,
            vulnerability=case.vulnerability,
            support=support_code(case.support, before.offers(session, case)),
        ),
        restrictions=tuple(as_rule(one) for one in proposed(decision)),
        reported_by=str(incidents[0].reported_by_id) if incidents else "",
        review_on=decision.review_on if decision.review_on and decision.review_on > today else None,
        deciders=tuple(rules.Person(str(one.staff_id), one.role) for one in _signed_for(decision, today)),
        actions=tuple(decision.actions),
        behaviour=tuple(code for code in BEHAVIOURS if any(code in incident.behaviour for incident in incidents)),
        serious=any(incident.serious for incident in incidents),
        immediate_risk=any(incident.immediate_risk for incident in incidents),
        notice=notice_of(pack, decision, gone),
        longer_period=_longer_period(pack, decision, gone),
        not_warned_because=decision.not_warned_because,
    )


def _signed_for(decision: Decision, today: date) -> list[Signature]:
    """Who agrees to the text; of a draft, only those who may still decide on that day."""
    agreed = [one for one in counted(decision) if one.agrees]
    return [one for one in agreed if signing.still_counts(one, today)] if decision.state == "draft" else agreed


def standing(session: Session, pack: Pack, decision: Decision, today: date) -> Answer:
    """What still stands in the way of the decision, counting what applies to the person already."""
    proposal = proposal_of(session, pack, decision, today)
    answer = judged(session, pack, decision, proposal)
    fair = retaliation.findings(session, pack, decision, today, proposal.deciders)
    kinds = [one.kind for one in in_force_beside(session, decision)]
    first = missing(pack, proposal, before.done(session, decision.case, kinds, decision.considered))
    named = filing.reader(session, decision.customer_id, today) is not None
    read = reader_missing(pack, [one.kind for one in proposal.restrictions], named)
    return with_more(answer, (*fair, *first, *read))


def with_more(answer: Answer, found: Iterable[Finding]) -> Answer:
    """The answer of `check` with findings that the actions ask for beside it."""
    findings = (*answer.findings, *found)
    return Answer(all(one.severity != "stop" for one in findings), answer.due_on, findings)


def judged(session: Session, pack: Pack, decision: Decision, proposal: rules.Impose) -> Answer:
    """The rules' answer to a proposal about this decision. Whoever reported any of its incidents is asked about."""
    beside = in_force_beside(session, decision)
    answer = check(pack, proposal, beside)
    findings = list(answer.findings)
    for reporter in reporters(decision) - {proposal.reported_by}:
        more = check(pack, replace(proposal, reported_by=reporter), beside).findings
        findings += [one for one in more if one.code == "decider_conflict" and one not in findings]
    return Answer(all(one.severity != "stop" for one in findings), answer.due_on, tuple(findings))


def in_force_beside(session: Session, decision: Decision) -> tuple[rules.Restriction, ...]:
    """What other decisions have put on the same person and still applies."""
    found = session.scalars(
        select(Restriction)
        .where(
            Restriction.customer_id == decision.customer_id,
            Restriction.decision_id != decision.id,
            Restriction.state.in_(APPLYING),
        )
        .order_by(Restriction.id)
    )
    return tuple(as_rule(one) for one in found)


def customer_facts(session: Session, decision: Decision, today: date) -> rules.Customer:
    """The person as the rules know them: kind, what they cannot use, and whether somebody speaks for them today."""
    return customer_as_rule(decision.customer, own.situation(session, decision.customer_id, today))


def customer_as_rule(customer: Customer, now: Situation) -> rules.Customer:
    """The same of a person whose situation was read already."""
    return rules.Customer(customer.kind, frozenset(now[0]), now[1])


def reporters(decision: Decision) -> set[str]:
    """Everyone who reported an incident of the case."""
    return {str(incident.reported_by_id) for incident in decision.case.incidents}


def counted(decision: Decision) -> tuple[Signature, ...]:
    """The signatures under the text as it stands, for and against."""
    return tuple(one for one in decision.signatures if one.content_hash == decision.content_hash)


def as_rule(one: Restriction) -> rules.Restriction:
    """A restriction as the rules know it."""
    return rules.Restriction(one.kind, one.terms, one.reason, one.proportionality)


def protects(pack: Pack, decision: Decision, kind: str) -> bool:
    """Does a restriction of this kind protect a person, by itself or by what happened (RULES 2)?"""
    incidents = decision.case.incidents
    serious = any(incident.serious for incident in incidents)
    at_risk = any(incident.immediate_risk for incident in incidents)
    return kind in pack.kinds and is_safety_restriction(pack, kind, serious, at_risk)


def as_record(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as plain values, to be kept with the decision."""
    return [
        {
            "code": one.code,
            "severity": one.severity,
            "source": one.source,
            "place": one.place,
            "params": {name: list(value) if isinstance(value, tuple) else value for name, value in one.params.items()},
        }
        for one in findings
    ]


def from_record(plain: Sequence[dict[str, Any]]) -> tuple[Finding, ...]:
    """Findings again, from the plain values that ``as_record`` made of them."""
    return tuple(
        Finding(
            one["code"],
            one["severity"],
            one["source"],
            one["place"],
            {name: tuple(value) if isinstance(value, list) else value for name, value in one["params"].items()},
        )
        for one in plain
    )


def proposed(decision: Decision) -> list[Restriction]:
    """What the decision would put in force: all that was drafted, or what appeals left of it once it was announced."""
    if decision.state == "announced":
        return sorted((one for one in decision.restrictions if one.state == "proposed"), key=lambda one: one.position)
    return _in_order(decision.restrictions)


def _in_order(restrictions: Sequence[Restriction]) -> list[Restriction]:
    """The decision's own restrictions in their order, without those that an appeal or a review put in their place."""
    return sorted(
        (one for one in restrictions if one.appeal_id is None and one.review_id is None), key=lambda one: one.position
    )


def notice_of(pack: Pack, decision: Decision, gone: Collection[int] = ()) -> rules.Notice:
    """How the customer is told of the decision, and of what becomes of it. Once they know, nothing is kept back.

    ``gone``: whose approval does not count any more.
    """
    if not own.withheld(decision.notice):
        return rules.Notice(decision.notice["preferred"], decision.notice["letter"])
    withheld = decision.notice["withheld"]
    signer = _approved(pack, decision, withheld, withheld.get("signed_by_id"), gone)
    return rules.Notice(
        decision.notice["preferred"],
        decision.notice["letter"],
        rules.Withheld(withheld["justification"], signer),
    )


def _longer_period(pack: Pack, decision: Decision, gone: Collection[int]) -> rules.LongerPeriod | None:
    longer = decision.longer_period
    if not longer:
        return None
    approved = _approved(pack, decision, longer, longer.get("approved_by_id"), gone)
    return rules.LongerPeriod(longer["reason"], approved)


def _gone(session: Session, decision: Decision, today: date) -> frozenset[int]:
    """Who approved something of a draft and may not any more: as with signatures, somebody else has to."""
    if decision.state != "draft":
        return frozenset()
    longer, withheld = decision.longer_period or {}, decision.notice.get("withheld") or {}
    given = ((longer.get("approved_by_id"), longer), (withheld.get("signed_by_id"), withheld))
    found = ((session.get_one(StaffMember, number), said["role"]) for number, said in given if number)
    return frozenset(one.id for one, role in found if not signing.holds(one, role, today))


def _approved(
    pack: Pack, decision: Decision, given: dict[str, Any], who: int | None, gone: Collection[int]
) -> rules.Person:
    """Who approved the text as it stands; while nobody has, nobody of the lowest rank."""
    if who and who not in gone and given.get("content_hash") == decision.content_hash:
        return rules.Person(str(who), given["role"])
    return rules.Person("", min(pack.roles, key=pack.rank))
