"""An appeal is handed in, by whomever: it is heard here, goes to another body, or is not heard again."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from casework.actions import appeal_letters, appealed, complaints, letters, moves, text
from casework.actions.work import RefusedError, Work
from casework.records.appeals import Appeal
from casework.rules.appeals import heard_elsewhere
from casework.rules.check import check
from casework.rules.finding import Answer, Finding
from casework.rules.pack import Pack
from casework.rules.proposal import Person


def check_open(work: Work, appeal: Appeal) -> None:
    """RefusedError: "appeal_is_open" (``ref``) while another waits, "nothing_to_appeal" where nothing stands."""
    open_ref = appealed.waiting(work.session, appeal.decision, appeal)
    if open_ref is not None:
        raise RefusedError("appeal_is_open", ref=open_ref)
    if not appealed.against(work.session, appeal.decision):
        raise RefusedError("nothing_to_appeal")


def repeated(session: Session, pack: Pack, appeal: Appeal, today: date) -> tuple[Finding, ...]:
    """Why the appeal would not be heard as it stands; nothing where it would be."""
    return _again(_answer(session, pack, appeal, today))


def hand_in(work: Work, appeal: Appeal, *, anyway: bool) -> None:
    """Hand in what is written down, under the customer's lock. What it refuses stands with ``appeals.submit``."""
    moves.check("appeal", appeal.state, "received")
    text.needed(appeal.grounds, "grounds")
    check_open(work, appeal)
    appeal.received_on = appeal.received_on or work.today
    answer = _answer(work.session, work.pack, appeal, work.today)
    again = _again(answer)
    if again and not anyway:
        raise RefusedError("not_allowed", again)
    appeal.submitted_at, appeal.due_on = work.now, None if again else answer.due_on
    appeal.heard_by = heard_elsewhere(work.pack, appealed.against(work.session, appeal.decision))
    moves.move("appeal", appeal, "not_accepted" if again else "received")
    moves.settle(work, appeal.decision.case)
    _record(work, appeal, again)
    if again:
        appeal_letters.send_not_accepted(work, appeal)
    else:
        letters.send_appeal_received(work, appeal)
    if appeal.complaint_too:
        complaints.with_an_appeal(work, appeal)


def answers(appeal: Appeal) -> dict[str, object]:
    """What the customer says in an appeal, as events keep it."""
    return {
        "grounds": appeal.grounds,
        "wanted": appeal.wanted,
        "new_evidence": appeal.new_evidence,
        "complaint_too": appeal.complaint_too,
    }


def _answer(session: Session, pack: Pack, appeal: Appeal, today: date) -> Answer:
    """What the rules say of the appeal itself, whoever hears it."""
    anyone = Person("", max(pack.roles, key=pack.rank))
    return check(pack, appealed.as_rule(session, pack, appeal, anyone, today))


def _again(answer: Answer) -> tuple[Finding, ...]:
    return tuple(one for one in answer.findings if one.code == "appeal_repeated")


def _record(work: Work, appeal: Appeal, again: tuple[Finding, ...]) -> None:
    work.record(
        "appeal_not_accepted" if again else "appeal_submitted",
        appeal.ref,
        appeal.customer_id,
        decision=appeal.decision.ref,
        how=appeal.how,
        received_on=appeal.received_on,
        due_on=appeal.due_on,
        heard_by=appeal.heard_by,
        after=answers(appeal),
        evidence=[[one.ref, one.name, one.sha256] for one in appeal.evidence],
        why=[[one.code, one.source] for one in again],
    )
