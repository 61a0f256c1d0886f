"""Appeals that reach staff: by telephone, in person, on paper or by mail. No restriction applies to an appeal.

One Vision Housing 3.4.2: how an appeal is handled follows what is open to the customer; so whoever is told writes it
down, and it counts from the day on which it was said or came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.actions import handing_in, points, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import own
from casework.records.appeals import Appeal
from casework.records.base import new_ref
from casework.records.decisions import Decision
from casework.rules.calendar import day_of
from casework.rules.vocabulary import CHANNELS

_TOLD: Final = ("announced", "issued")


@dataclass(frozen=True)
class TakenIn:
    """An appeal as it reached us. ``how``: a channel of RULES 2. ``received_on``: the day on which it did. ``points``:
    keys of the points of appeal that the record offers and that the customer makes.
    """

    how: str
    received_on: date
    grounds: str
    wanted: str = ""
    new_evidence: bool = False
    complaint_too: bool = False
    points: tuple[str, ...] = ()


def take_in(work: Work, decision_ref: str, facts: TakenIn, form_key: str) -> str:
    """Write down an appeal for the customer and hand it in; the same form twice is one appeal. Returns its reference.

    A repeated one without anything new is answered at once with the letter that says why it is not heard.
    RefusedError: "staff_only", "form_used", "notice_is_withheld", "unknown_code", "in_the_future", "before_the_letter",
    "missing" (grounds), "appeal_is_open" (``ref``), "nothing_to_appeal". NotFoundError for a draft.
    """
    writer = rows.acting_staff(work)
    decision = rows.taken(work, Decision, decision_ref)
    known = rows.sent_before(work, Appeal, form_key, decision_id=decision.id)
    if known is not None:
        return known
    _check(work, decision, facts)
    appeal = _written_down(work, decision, facts)
    appeal.form_key, appeal.made_by_id = form_key, writer.id
    work.session.add(appeal)
    work.session.flush()
    points.keep(work, appeal, facts.points)
    handing_in.hand_in(work, appeal, anyway=True)
    return appeal.ref


def _written_down(work: Work, decision: Decision, facts: TakenIn) -> Appeal:
    return Appeal(
        ref=new_ref("A"),
        decision_id=decision.id,
        decision=decision,
        customer_id=decision.customer_id,
        made_by="staff",
        how=facts.how,
        state="draft",
        grounds=text.needed(facts.grounds, "grounds"),
        wanted=text.lines(facts.wanted, "wanted"),
        new_evidence=facts.new_evidence,
        complaint_too=facts.complaint_too,
        started_at=work.now,
        received_on=facts.received_on,
    )


def told(decision: Decision) -> bool:
    """Whether the customer was told of it, as intended or as decided."""
    return decision.state in _TOLD and decision.told_at is not None


def _check(work: Work, decision: Decision, facts: TakenIn) -> None:
    if not told(decision) or decision.told_at is None:
        raise NotFoundError(decision.ref)
    if own.withheld(decision.notice):
        raise RefusedError("notice_is_withheld")  # the letter that answers would tell of it
    if facts.how not in CHANNELS:
        raise RefusedError("unknown_code", field="how")
    if facts.received_on > work.today:
        raise RefusedError("in_the_future", field="received_on")
    if facts.received_on < day_of(decision.told_at):
        raise RefusedError("before_the_letter", field="received_on")
