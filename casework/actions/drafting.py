"""Reading what a drafter proposes into rows: codes known, terms as the kind asks for them, words cleaned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete

from casework.actions import proposals, text
from casework.actions.work import RefusedError, Work
from casework.records import own
from casework.records.base import new_ref
from casework.records.decisions import Decision, Restriction
from casework.rules import free_terms
from casework.rules.fields import Fields
from casework.rules.milder import milder
from casework.rules.proposal import Customer, UnreadableProposal
from casework.rules.reading import read_terms
from casework.rules.vocabulary import ACTIONS


@dataclass(frozen=True)
class RestrictionFacts:
    """One restriction as proposed. ``terms``: the fields that its kind asks for (policies/kinds.toml)."""

    kind: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    proportionality: str = ""


@dataclass(frozen=True)
class DecisionFacts:
    """What the drafter proposes. What the record knows already (steps, incidents, needs) is not asked again.

    ``starts_on``: a later day than that of issue, when the restrictions are announced first. ``longer_period``: why a
    review should come later than usual. ``withheld``: the full justification for not telling the customer. These two
    count only once ``approve_longer_period`` and ``sign_withholding`` were done by whom the policy names.
    """

    restrictions: tuple[RestrictionFacts, ...] = ()
    actions: tuple[str, ...] = ()
    action_reason: str = ""
    review_on: date | None = None
    considered: str = ""
    tried_first: str = ""
    not_warned_because: str = ""
    longer_period: str = ""
    withheld: str = ""
    starts_on: date | None = None


def write(work: Work, decision: Decision, facts: DecisionFacts) -> None:
    """Put the facts in the draft, in place of what stood there, and work out its hash anew.

    RefusedError: "nothing_proposed", "unknown_kind", "unknown_code", "terms_unreadable" (``field`` names it as
    "restrictions[0].days"), "starts_in_the_past", "too_long".
    """
    if not facts.restrictions and not facts.actions:
        raise RefusedError("nothing_proposed")
    if not set(facts.actions) <= set(ACTIONS):
        raise RefusedError("unknown_code", field="actions")
    if facts.starts_on is not None and facts.starts_on < work.today:
        raise RefusedError("starts_in_the_past", field="starts_on")
    decision.pack_version = work.pack.version
    decision.actions = [code for code in ACTIONS if code in facts.actions]
    decision.action_reason = text.lines(facts.action_reason, "action_reason")
    decision.starts_on, decision.review_on = facts.starts_on, facts.review_on
    decision.considered = text.lines(facts.considered, "considered")
    decision.tried_first = text.lines(facts.tried_first, "tried_first")
    decision.not_warned_because = text.lines(facts.not_warned_because, "not_warned_because") or None
    longer, withheld = text.lines(facts.longer_period, "longer_period"), text.lines(facts.withheld, "withheld")
    decision.longer_period = _kept(decision.longer_period, "reason", longer)
    before = (decision.notice or {}).get("withheld")
    decision.notice = {"preferred": True, "letter": True, "withheld": _kept(before, "justification", withheld)}
    _write_restrictions(work, decision, facts.restrictions)
    decision.content_hash = proposals.content_hash(decision)


def restriction(
    work: Work, decision: Decision, facts: RestrictionFacts, position: int, place: str | None = None
) -> Restriction:
    """A new row for a restriction, not yet in force. ``place`` names it in a refusal."""
    place = place or f"restrictions[{position}]"
    return Restriction(
        ref=new_ref("R"),
        customer_id=decision.customer_id,
        position=position,
        kind=facts.kind,
        terms=_terms(work, facts, place),
        reason=text.lines(facts.reason, f"{place}.reason"),
        proportionality=text.lines(facts.proportionality, f"{place}.proportionality"),
        state="proposed",
        safety=proposals.protects(work.pack, decision, facts.kind),
    )


def as_payload(decision: Decision) -> dict[str, Any]:
    """The draft as an event keeps it."""
    return {
        "restrictions": [
            {"kind": one.kind, "terms": one.terms, "reason": one.reason, "proportionality": one.proportionality}
            for one in decision.restrictions
        ],
        "actions": decision.actions,
        "action_reason": decision.action_reason,
        "starts_on": decision.starts_on,
        "review_on": decision.review_on,
        "considered": decision.considered,
        "tried_first": decision.tried_first,
        "content_hash": decision.content_hash,
    }


def _write_restrictions(work: Work, decision: Decision, facts: tuple[RestrictionFacts, ...]) -> None:
    fresh = [restriction(work, decision, one, position) for position, one in enumerate(facts)]
    _note_milder(work, decision, fresh)
    work.session.add(decision)
    work.session.execute(delete(Restriction).where(Restriction.decision_id == decision.id))
    work.session.flush()
    for one in fresh:
        one.decision_id = decision.id
    work.session.add_all(fresh)
    work.session.flush()
    work.session.expire(decision, ["restrictions"])


def _note_milder(work: Work, decision: Decision, fresh: list[Restriction]) -> None:
    """What would be less and stands open for this person: the proportionality says why none of it is enough."""
    cannot_use, advocate = own.situation(work.session, decision.customer_id, work.today)
    customer = Customer(decision.case.customer.kind, frozenset(cannot_use), advocate)
    beside = proposals.in_force_beside(work.session, decision)
    chosen = {one.kind for one in fresh}
    for one in fresh:
        known = milder(work.pack, one.kind, customer, beside, work.today)
        one.milder = [code for code in known if code not in chosen]


def _terms(work: Work, facts: RestrictionFacts, place: str) -> dict[str, Any]:
    kind = work.pack.kinds.get(facts.kind)
    if kind is None:
        raise RefusedError("unknown_kind", field=f"{place}.kind")
    cleaned = {name: _cleaned(value, f"{place}.{name}") for name, value in facts.terms.items()}
    free = _free_words(work, kind.code, cleaned)
    try:
        read = read_terms(Fields(cleaned, place, kind.terms.keys()), kind)
    except UnreadableProposal as unreadable:
        raise RefusedError("terms_unreadable", field=unreadable.field, problem=unreadable.problem) from unreadable
    return {name: list(value) if isinstance(value, tuple) else value for name, value in read.items()} | free


def _free_words(work: Work, kind: str, terms: dict[str, Any]) -> dict[str, str]:
    """What goes with the restriction in free words, taken out of its terms. RefusedError("not_allowed", findings)."""
    if free_terms.TERM in work.pack.kinds[kind].terms:
        return {}
    stops = tuple(free_terms.findings(work.pack, kind, terms, 0))
    if stops:
        raise RefusedError("not_allowed", stops)
    words = str(terms.pop(free_terms.TERM, "") or "")
    return {free_terms.TERM: words} if words else {}


def _cleaned(value: Any, field_name: str) -> Any:
    if isinstance(value, str):
        return text.lines(value, field_name, 2_000)
    if isinstance(value, tuple | list):
        return [_cleaned(one, field_name) for one in value]
    return value


def _kept(before: dict[str, Any] | None, key: str, words: str) -> dict[str, Any] | None:
    """Who approved the earlier words stays on record beside them; it counts only for the same text."""
    if not words:
        return None
    return {**(before or {}), key: words}
