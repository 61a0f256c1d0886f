"""Appeals: started, answered over several pages, and handed in once, by the customer or somebody with authority."""

from __future__ import annotations

from sqlalchemy import select

from casework.actions import acting_for, handing_in, moves, rows, text
from casework.actions.work import NotFoundError, RefusedError, Work
from casework.records import own
from casework.records.appeals import Appeal
from casework.records.arrangements import OPEN_APPEAL
from casework.records.base import new_ref
from casework.records.decisions import Decision
from casework.records.people import Customer


def start(work: Work, decision_ref: str) -> str:
    """Start an appeal, or go on with one's own draft; returns the appeal's reference.

    NotFoundError for a decision of somebody else, or of which the customer was not told. RefusedError:
    "appeal_is_open" (``ref``) while another is being heard, "nothing_to_appeal" when nothing of it stands any more,
    """
    reader = _reader_for(work, decision_ref)
    own.own_decision(work.session, reader, decision_ref)
    decision = rows.taken(work, Decision, decision_ref)
    mine = select(Appeal).where(
        Appeal.decision_id == decision.id,
        Appeal.state == "draft",
        Appeal.made_by == work.actor.kind,
        Appeal.made_by_id == work.actor.id,
    )
    draft = work.session.scalar(mine)
    if draft is not None:
        return draft.ref
    appeal = Appeal(
        ref=new_ref("A"),
        decision_id=decision.id,
        decision=decision,
        customer_id=decision.customer_id,
        made_by=work.actor.kind,
        made_by_id=work.actor.id,
        state="draft",
        started_at=work.now,
    )
    work.session.add(appeal)
    work.session.flush()
    handing_in.check_open(work, appeal)
    work.record("appeal_started", appeal.ref, appeal.customer_id, decision=decision.ref)
    return appeal.ref


def answer(
    work: Work,
    appeal_ref: str,
    *,
    grounds: str | None = None,
    wanted: str | None = None,
    new_evidence: bool | None = None,
    complaint_too: bool | None = None,
) -> str:
    """Save answers of a draft; what is left out stays as it was. Returns the appeal's reference."""
    appeal = own_draft(work, appeal_ref)
    before = handing_in.answers(appeal)
    if grounds is not None:
        appeal.grounds = text.lines(grounds, "grounds")
    if wanted is not None:
        appeal.wanted = text.lines(wanted, "wanted")
    if new_evidence is not None:
        appeal.new_evidence = new_evidence
    if complaint_too is not None:
        appeal.complaint_too = complaint_too
    after = handing_in.answers(appeal)
    if after != before:
        work.session.flush()
        work.record("appeal_answered", appeal.ref, appeal.customer_id, before=before, after=after)
    return appeal.ref


def submit(work: Work, appeal_ref: str, *, anyway: bool = False) -> str:
    """Hand an appeal in: from now on the clock runs. Handing it in twice is handing it in once, with one receipt.

    ``anyway``: hand in even what is repeated without anything new; it is then answered with a letter that says why it
    is not heard. RefusedError: "missing" (``field`` grounds), "appeal_is_open" while another is being heard,
    "nothing_to_appeal", "not_allowed" with the findings (repeated, and not ``anyway``), "appeal_is_withdrawn".
    """
    appeal = _own(work, appeal_ref)
    if appeal.state in ("draft", "withdrawn"):
        handing_in.hand_in(work, appeal, anyway=anyway)
    return appeal.ref


def withdraw(work: Work, appeal_ref: str) -> str:
    """Take an appeal back, before it is decided; twice is once. The customer may take back what an advocate made."""
    appeal = _own(work, appeal_ref, also_handed_in=True)
    if appeal.state != "withdrawn":
        moves.move("appeal", appeal, "withdrawn")
        moves.settle(work, appeal.decision.case)
        work.record("appeal_withdrawn", appeal.ref, appeal.customer_id, by=work.actor.kind)
    return appeal.ref


def withdraw_for(work: Work, appeal_ref: str, how: str) -> str:
    """Take an appeal back for the customer, who told staff so; twice is once. ``how``: in which way they did.

    RefusedError: "staff_only", "unknown_code" (``field`` how), "appeal_is_decided". NotFoundError for a draft.
    """
    rows.acting_staff(work)
    appeal = rows.taken(work, Appeal, appeal_ref)
    if appeal.submitted_at is None:
        raise NotFoundError(appeal_ref)
    if how not in acting_for.REACHED_BY:
        raise RefusedError("unknown_code", field="how")
    if appeal.state != "withdrawn":
        moves.move("appeal", appeal, "withdrawn")
        moves.settle(work, appeal.decision.case)
        work.record("appeal_withdrawn", appeal.ref, appeal.customer_id, by="staff", how=how)
    return appeal.ref


def _reader_for(work: Work, decision_ref: str) -> own.Reader:
    """The actor as a reader of the things of the customer whose decision it is."""
    if work.actor.kind == "customer":
        return own.reader(work.session, work.actor.id)
    customer_ref = work.session.scalar(
        select(Customer.ref).join(Decision, Decision.customer_id == Customer.id).where(Decision.ref == decision_ref)
    )
    return _advocates_reader(work, customer_ref, decision_ref)


def _advocates_reader(work: Work, customer_ref: str | None, asked: str) -> own.Reader:
    if work.actor.kind != "advocate" or customer_ref is None:
        raise NotFoundError(asked)
    return own.client(work.session, work.actor.id, customer_ref, "appeal", work.today)


def _own(work: Work, ref: str, *, also_handed_in: bool = False) -> Appeal:
    """The actor's own appeal, locked, their authority still standing. NotFoundError for anybody else's."""
    appeal = rows.taken(work, Appeal, ref)
    own.needs_appeal(work.session, _reader(work, appeal), ref)
    made_it = (appeal.made_by, appeal.made_by_id) == (work.actor.kind, work.actor.id)
    if not made_it and not (also_handed_in and work.actor.kind == "customer"):
        raise NotFoundError(ref)
    return appeal


def own_draft(work: Work, ref: str) -> Appeal:
    """The actor's own draft, locked. RefusedError "appeal_is_<state>" once it was handed in."""
    appeal = _own(work, ref)
    moves.check("appeal", appeal.state, "draft")
    return appeal


def open_to_more(work: Work, ref: str) -> Appeal:
    """An appeal to which the actor may add, locked: their own draft, or one that waits for its answer and that they
    may read. Staff add what reached them for the customer. RefusedError "appeal_is_<state>" once it was answered.
    """
    appeal = rows.taken(work, Appeal, ref)
    if work.actor.kind == "staff":
        rows.acting_staff(work)
        if appeal.submitted_at is None:
            raise NotFoundError(ref)
    else:
        own.needs_appeal(work.session, _reader(work, appeal), ref)
    if appeal.state not in ("draft", *OPEN_APPEAL):
        raise RefusedError(f"appeal_is_{appeal.state}", ref=appeal.ref)
    return appeal


def _reader(work: Work, appeal: Appeal) -> own.Reader:
    """The actor as a reader of what is the customer's whose appeal it is."""
    if work.actor.kind == "customer":
        return own.reader(work.session, work.actor.id)
    return _advocates_reader(work, appeal.customer.ref, appeal.ref)
