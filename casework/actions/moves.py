"""What may become what. Whatever is not in the tables is refused; that of a case stands in casework.rules.stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, Protocol

from sqlalchemy import Integer, bindparam, exists, select

from casework.actions.work import RefusedError, Work
from casework.records.appeals import Appeal
from casework.records.cases import Case, Warning
from casework.records.decisions import Decision, Restriction
from casework.records.steps import Step, SupportOffer
from casework.rules import stages

ALLOWED: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "case": stages.MOVES,
    "decision": {
        "draft": frozenset({"draft", "announced", "issued", "withdrawn"}),  # a draft may be changed and signed
        "announced": frozenset({"issued", "withdrawn"}),  # told as intended; its text does not change any more
        "issued": frozenset(),
        "withdrawn": frozenset(),
    },
    "appeal": {
        "draft": frozenset({"draft", "received", "not_accepted", "withdrawn"}),
        "received": frozenset({"hearing", "sent_on", "withdrawn"}),
        "hearing": frozenset({"decided", "withdrawn"}),
        "sent_on": frozenset({"decided"}),  # to the body outside the landlord that hears it
        "not_accepted": frozenset(),
        "decided": frozenset(),
        "withdrawn": frozenset(),
    },
    "restriction": {
        "proposed": frozenset({"in_force", "ended"}),
        "in_force": frozenset({"suspended", "ended"}),
        "suspended": frozenset({"in_force", "ended"}),
        "ended": frozenset(),
    },
    "review": {
        "open": frozenset({"open", "held", "dropped"}),  # dropped: nothing stands any more
        "held": frozenset(),
        "dropped": frozenset(),
    },
    "agreement": {
        "offered": frozenset({"accepted", "refused", "withdrawn"}),
        "refused": frozenset({"accepted", "withdrawn"}),  # one may say yes later
        "accepted": frozenset({"ended"}),
        "withdrawn": frozenset(),
        "ended": frozenset(),
    },
    "service": {
        "received": frozenset({"received", "booked", "done", "closed"}),
        "booked": frozenset({"received", "booked", "done", "closed"}),
        "done": frozenset({"received"}),  # the customer says that something is still wrong
        "closed": frozenset({"received"}),  # nothing was to be done, or it is on record elsewhere
    },
    "naming": {  # of somebody who is to speak for a customer
        "invited": frozenset({"to_check", "stands", "declined", "refused", "withdrawn"}),
        "to_check": frozenset({"stands", "refused", "withdrawn"}),
        "stands": frozenset(),
        "declined": frozenset(),
        "refused": frozenset(),
        "withdrawn": frozenset(),
    },
    "change": {
        "received": frozenset({"answered"}),
        "answered": frozenset(),
    },
    "adjustment": {  # what was asked for; what is agreed stands until it is ended
        "asked": frozenset({"agreed", "other_agreed", "declined", "withdrawn"}),
        "agreed": frozenset(),
        "other_agreed": frozenset(),
        "declined": frozenset(),
        "withdrawn": frozenset(),
    },
    "breach": {
        "open": frozenset({"answered"}),
        "answered": frozenset(),
    },
    "recording": {
        "asked": frozenset({"agreed", "declined"}),
        "agreed": frozenset(),
        "declined": frozenset(),
    },
    "complaint": {  # where its last stage stands
        "received": frozenset({"acknowledged"}),
        "acknowledged": frozenset({"answered"}),
        "answered": frozenset({"received"}),  # at stage 2
    },
    "request": {
        "received": frozenset({"answered"}),
        "answered": frozenset(),
    },
    "correction": {
        "received": frozenset({"answered"}),
        "answered": frozenset(),
    },
}


# Which steps of a case are on record. Asked at nearly every act about one, so all at once.
_CASE: Final = bindparam("case", type_=Integer)
_TAKEN: Final = select(
    exists().where(Step.case_id == _CASE, Step.kind == "enquiry"),
    exists().where(SupportOffer.case_id == _CASE),
    exists().where(Warning.case_id == _CASE),
)


class HasState(Protocol):
    """A row that stands somewhere in its life."""

    state: str


def check(thing: str, state: str, to: str) -> None:
    """RefusedError("<thing>_is_<state>"), for instance "decision_is_issued", unless the table allows the move."""
    if to not in ALLOWED[thing][state]:
        raise RefusedError(f"{thing}_is_{state}", to=to)


def move(thing: str, row: HasState, to: str) -> None:
    """Make an allowed move."""
    check(thing, row.state, to)
    row.state = to


def reach(work: Work, case: Case, to: str) -> None:
    """Bring a case to a stage, as the table allows; a step taken beside what is proposed or applies leaves it there.

    RefusedError("case_is_<stage>"), for instance "case_is_ended".
    """
    if not stages.may_follow(case.stage, to):
        raise RefusedError(f"case_is_{case.stage}", to=to)
    if to in stages.OPEN and case.stage in stages.BESIDE:
        return
    case.stage = to
    work.session.flush()


def settle(work: Work, case: Case) -> None:
    """Bring a case to the stage that follows from what stands in it now; for the end of each act about its decisions.

    A case whose decisions hold nothing any more has ended, and an event says so.
    """
    work.session.flush()
    to = stages.stage_of(case.stage, standing(work, case), work.today)
    if to == case.stage:
        return
    check("case", case.stage, to)
    case.stage = to
    if to == "ended":
        case.ended_on = work.today
        work.record("case_ended", case.ref, case.customer_id, why="nothing_applies")
    work.session.flush()


def standing(work: Work, case: Case) -> stages.Standing:
    """What stands in a case, from the record."""
    decisions = work.session.scalars(select(Decision).where(Decision.case_id == case.id)).all()
    issued = [one for one in decisions if one.state not in ("draft", "withdrawn")]
    ids = [one.id for one in issued]
    applying = select(Restriction).where(
        Restriction.decision_id.in_(ids), Restriction.state.in_(("proposed", "in_force", "suspended"))
    )
    not_yet = work.today + timedelta(days=1)  # what was only announced begins with an act, never by itself
    appeals = work.session.scalars(select(Appeal).where(Appeal.decision_id.in_(ids))).all()
    gone = {(one.decision_id, code) for one in appeals for code in one.actions_ended}
    return stages.Standing(
        steps=_steps(work, case),
        drafted=any(one.state == "draft" for one in decisions),
        decided=bool(issued) or _upheld_before_it_began(work, decisions),
        appealed=any(one.state in ("received", "hearing", "sent_on") for one in appeals),
        starts=tuple(
            max(one.starts_on or not_yet, not_yet) if one.state == "proposed" else one.starts_on or work.today
            for one in work.session.scalars(applying)
        ),
        stands=any((one.id, code) not in gone for one in issued for code in one.actions),
    )


def _upheld_before_it_began(work: Work, decisions: Sequence[Decision]) -> bool:
    """Did an appeal end something that was only announced?"""
    ids = [one.id for one in decisions if one.state == "withdrawn" and one.announced_at is not None]
    upheld = select(Appeal.id).where(Appeal.decision_id.in_(ids), Appeal.state == "decided").limit(1)
    return bool(ids) and work.session.scalar(upheld) is not None


def _steps(work: Work, case: Case) -> tuple[str, ...]:
    """Which of the steps before a decision were taken."""
    asked, offered, warned = work.session.execute(_TAKEN, {"case": case.id}).one()
    taken = {
        "case": True,
        "enquiries": asked,
        "context": case.assessed_on is not None,
        "assessment": case.assessed_on is not None,
        "support": offered,
        "warning": warned,
    }
    return tuple(stage for stage in stages.OPEN if taken[stage])
