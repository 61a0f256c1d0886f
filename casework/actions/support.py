"""Support that is offered before anything is restricted, what came of it, and a case that ends with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from casework.actions import case_letters, cases, moves, rows, text
from casework.actions.work import RefusedError, Work
from casework.records.base import new_ref
from casework.records.cases import Case
from casework.records.steps import SupportOffer
from casework.rules.before import SUPPORT_OUTCOMES

KINDS: Final = ("support", "referral", "advocacy", "medical")
# What a case may end with before anything is restricted: each a full outcome (One Vision Housing 1.7).
OUTCOMES: Final = ("support", "warning", "file", "nothing_more")


@dataclass(frozen=True)
class Offer:
    """Help that was offered: of which kind, what exactly, and on which day."""

    kind: str
    what: str
    offered_on: date


def offer(work: Work, case_ref: str, facts: Offer) -> str:
    """Put an offer of help on record, and in writing; the same offer sent twice is one. Returns its reference.

    RefusedError: "unknown_code", "in_the_future", "missing", "case_is_ended".
    """
    person = rows.acting_staff(work)
    case = cases.living(rows.taken(work, Case, case_ref))
    if facts.kind not in KINDS:
        raise RefusedError("unknown_code", field="kind")
    if facts.offered_on > work.today:
        raise RefusedError("in_the_future", field="offered_on")
    what = text.needed(facts.what, "what")
    same = select(SupportOffer).where(
        SupportOffer.case_id == case.id, SupportOffer.kind == facts.kind, SupportOffer.offered_on == facts.offered_on
    )
    for known in work.session.scalars(same):
        if known.what == what:
            return known.ref
    made = SupportOffer(
        ref=new_ref("S"),
        case_id=case.id,
        customer_id=case.customer_id,
        kind=facts.kind,
        what=what,
        offered_on=facts.offered_on,
        offered_by_id=person.id,
        outcome="waiting",
        outcome_said="",
    )
    work.session.add(made)
    work.session.flush()
    moves.reach(work, case, "support")
    case_letters.send_offer(work, case, made)
    after = {"kind": made.kind, "what": made.what, "on": made.offered_on}
    work.record("support_offered", case.ref, case.customer_id, offer=made.ref, after=after)
    return made.ref


def came_of_it(work: Work, offer_ref: str, outcome: str, said: str) -> str:
    """Write down what came of an offer; a later word takes the place of an earlier one. Returns the case's reference.

    RefusedError: "unknown_code", "missing", "case_is_ended".
    """
    rows.acting_staff(work)
    made = rows.taken(work, SupportOffer, offer_ref)
    case = cases.living(made.case)
    if outcome not in SUPPORT_OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    words = text.needed(said, "said")
    before = {"outcome": made.outcome, "said": made.outcome_said}
    if (made.outcome, made.outcome_said) == (outcome, words):
        return case.ref
    made.outcome, made.outcome_said, made.outcome_on = outcome, words, work.today
    work.session.flush()
    after = {"outcome": outcome, "said": words}
    work.record("support_came_to", case.ref, case.customer_id, offer=made.ref, before=before, after=after)
    return case.ref


def close(work: Work, case_ref: str, outcome: str, why: str) -> str:
    """End a case in which nothing is restricted, with what it came to. Ending it twice is ending it once.

    RefusedError: "unknown_code", "missing", "nothing_offered" (it cannot end with support that nobody offered),
    "nothing_warned", "not_a_file", "case_holds_something" while a proposal waits or a decision applies.
    """
    rows.acting_staff(work)
    case = rows.taken(work, Case, case_ref)
    if outcome not in OUTCOMES:
        raise RefusedError("unknown_code", field="outcome")
    if case.stage == "ended" and case.outcome == outcome:
        return case.ref
    cases.living(case)
    words = text.needed(why, "why")
    now = moves.standing(work, case)
    if now.drafted or now.appealed or now.starts:
        raise RefusedError("case_holds_something")
    if (outcome == "file") != (case.stage == "file"):
        raise RefusedError("not_a_file", field="outcome")
    if outcome in ("support", "warning") and outcome not in now.steps:
        raise RefusedError("nothing_offered" if outcome == "support" else "nothing_warned", field="outcome")
    moves.reach(work, case, "ended")
    case.outcome, case.outcome_why, case.ended_on = outcome, words, work.today
    work.session.flush()
    work.record("case_ended", case.ref, case.customer_id, outcome=outcome, why=words)
    return case.ref
